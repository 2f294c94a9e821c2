import { googleCalendarDemo, googleCalendarLogin, googleCalendarStory } from '../../../sandbox/googleCalendar';
import { anna, hour, MEETINGS, OFFERS, openGoogleCalendar, type Kit } from './googleCalendarKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openGoogleCalendar();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const add = (more: object = {}) =>
	kit.sim.act.addEvent({
		calendar: 'Spotkania Anna',
		id: 'event1',
		summary: 'Visit',
		start: '2026-05-05T10:00',
		...more,
	});
const on = { calendar: MEETINGS, event: 'event1' };

describe('on the screen', () => {
	test('an event is added in the clock of the calendar, an hour long, or a day', () => {
		expect(add()).toMatchObject({
			summary: 'Visit',
			start: { dateTime: '2026-05-05T10:00:00+02:00' },
			end: { dateTime: '2026-05-05T11:00:00+02:00' },
		});
		expect(add({ id: 'event2', start: '2026-05-05' })).toMatchObject({
			start: { date: '2026-05-05' },
			end: { date: '2026-05-06' },
		});
	});

	test('a description becomes HTML', () => {
		add({ description: 'Tom & Eva\r\nsee https://firma.example/a  <b' });
		expect(kit.sim.act.getEvent(on).description).toBe(
			'Tom &amp; Eva<br>see <a href="https://firma.example/a">https://firma.example/a</a> &nbsp;&lt;b',
		);
		kit.sim.act.editEvent({ ...on, description: '<b>bold</b>' });
		expect(kit.sim.act.getEvent(on).description).toBe('<b>bold</b>');
	});

	test('an event is moved, with its length, and between time and day', () => {
		add({ end: '2026-05-05T12:30' });
		const move = (start: string, more: object = {}) => {
			const { start: from, end } = kit.sim.act.moveEventTime({ ...on, start, ...more }) as any;
			return [from.date ?? from.dateTime.slice(5, 16), end.date ?? end.dateTime.slice(5, 16)];
		};
		expect(move('2026-05-06T08:00')).toEqual(['05-06T08:00', '05-06T10:30']);
		expect(move('2026-05-07', { end: '2026-05-09' })).toEqual(['2026-05-07', '2026-05-09']);
		expect(move('2026-06-01')).toEqual(['2026-06-01', '2026-06-03']);
		expect(move('2026-05-07T09:00')).toEqual(['05-07T09:00', '05-07T10:00']);
	});

	test('a copy has another id, the words and, it may be, the private properties', async () => {
		await kit.insert({ id: 'event1', summary: 'Visit', ...hour(5), extendedProperties: { private: { link: '1' } } });
		const copy = kit.sim.act.copyEvent({ ...on, start: '2026-05-08T10:00' });
		expect(copy).toMatchObject({ summary: 'Visit', start: { dateTime: '2026-05-08T10:00:00+02:00' } });
		expect(copy.id).not.toBe('event1');
		kit.sim.act.duplicateToCalendar({ ...on, to: anna.email });
		expect(await kit.ids({ privateExtendedProperty: 'link=1' })).toEqual(['event1', copy.id]);
		expect(await kit.ids({ privateExtendedProperty: 'link=1' }, anna.email)).toHaveLength(1);
	});

	test('what is deleted can be restored', async () => {
		add();
		kit.sim.act.deleteEvent(on);
		expect(await kit.ids()).toEqual([]);
		expect(() => kit.sim.act.deleteEvent(on)).toThrow('deleted');
		expect(kit.sim.act.restoreEvent(on).status).toBe('confirmed');
		expect(await kit.ids()).toEqual(['event1']);
	});

	test('reminders and Meet stay with the event', async () => {
		add();
		kit.sim.act.setReminder({ ...on, minutes: [10, 60] });
		kit.sim.act.addMeet(on);
		await kit.patch('event1', { summary: 'Call' });
		const { json } = await kit.get('event1');
		expect(json.reminders).toEqual({
			useDefault: false,
			overrides: [
				{ method: 'popup', minutes: 10 },
				{ method: 'popup', minutes: 60 },
			],
		});
		expect(json.hangoutLink).toBe(json.conferenceData.entryPoints[0].uri);
		kit.sim.act.setReminder({ ...on, minutes: null });
		expect((await kit.get('event1')).json.reminders).toEqual({ useDefault: true });
	});

	test('a series is added and one instance changed', async () => {
		kit.sim.act.addSeries({
			...on,
			id: 'series1',
			start: '2026-05-05T10:00',
			recurrence: ['RRULE:FREQ=DAILY;COUNT=2'],
		});
		const instance = { calendar: MEETINGS, event: 'series1', originalStart: '2026-05-06T10:00' };
		expect(kit.sim.act.changeInstance({ ...instance, start: '2026-05-06T12:00', summary: 'Later' })).toMatchObject({
			id: 'series1_20260506T080000Z',
			summary: 'Later',
			start: { dateTime: '2026-05-06T12:00:00+02:00' },
		});
		add();
		expect(() => kit.sim.act.changeInstance({ ...instance, event: 'event1' })).toThrow('is no series');
	});

	test('a locked event keeps its words', async () => {
		add();
		kit.sim.act.lockEvent({ ...on, locked: true });
		expect((await kit.patch('event1', { summary: 'x' })).status).toBe(403);
		kit.sim.act.lockEvent({ ...on, locked: false });
		expect((await kit.patch('event1', { summary: 'x' })).status).toBe(200);
	});

	test('another program writes private properties', () => {
		add();
		kit.sim.act.setPrivateProperties({ ...on, properties: { a: '1', b: '2' } });
		kit.sim.act.setPrivateProperties({ ...on, properties: { a: null } });
		expect(kit.sim.act.getEvent(on).extendedProperties).toEqual({ private: { b: '2' } });
	});

	test('accounts, apps and calendars are added', async () => {
		kit.sim.act.addUser({ email: 'eva@firma.example', timeZone: 'Europe/Prague' });
		expect(kit.sim.act.addCalendar({ owner: 'eva@firma.example', summary: 'Eva' }).summary).toBe('Eva');
		await kit.signIn(kit.sim.act.grantToken({ user: 'eva@firma.example' }));
		const { items } = (await kit.send('GET', '/users/me/calendarList')).json;
		expect(items).toMatchObject([{ id: 'eva@firma.example' }, { summary: 'Eva', timeZone: 'Europe/Prague' }]);
	});
});

describe('the back door', () => {
	test.each([
		['getEvent', { calendar: 'Nothing', event: 'x' }, "calendar: there is no calendar 'Nothing'"],
		['getEvent', { calendar: MEETINGS, event: 'x' }, "event: there is no event 'x' in 'Spotkania Anna'"],
		['addEvent', { calendar: MEETINGS, start: 'noon' }, 'invalid'],
		['addEvent', { calendar: MEETINGS, start: '2026-05-05', by: 'x' }, "by: there is no user 'x'"],
		['shareCalendar', { calendar: MEETINGS, with: 'x', role: 'boss' }, 'role: one of'],
		['setTimeZone', { calendar: MEETINGS, timeZone: 'Moon' }, "timeZone: 'Moon'"],
		['deleteCalendar', { calendar: anna.email }, 'primary'],
		['hideCalendar', { calendar: OFFERS, by: anna.email }, 'is not on the list'],
		['grantToken', { user: anna.email, clientId: 'x' }, "clientId: there is no app 'x'"],
		['revokeToken', {}, 'user or refreshToken'],
		['growEvents', { calendar: MEETINGS, count: 0 }, 'count'],
		['acceptInvitation', { calendar: MEETINGS, event: 'event1' }, 'not among the guests'],
		['organizerChanges', { calendar: MEETINGS, event: 'event1' }, 'no organizer outside'],
	])('%s names what is wrong', async (act, body, message) => {
		add();
		const answer = await fetch(`${kit.sim.url}/_sandbox/act/${act}`, { method: 'POST', body: JSON.stringify(body) });
		expect(answer.status).toBe(400);
		expect(((await answer.json()) as { error: string }).error).toContain(message);
	});

	test('a name that several have needs the id', () => {
		kit.sim.act.addCalendar({ owner: anna.email, summary: 'Oferty Piotr' });
		expect(() => kit.sim.act.getEvents({ calendar: 'Oferty Piotr' })).toThrow(OFFERS);
		add();
		add({ id: 'event2' });
		expect(() => kit.sim.act.getEvent({ ...on, event: 'Visit' })).toThrow('event1, event2');
	});
});

describe('seeds', () => {
	test.each([
		[{ people: [] }, "seed: 'people' is unknown"],
		[{ apps: [{ clientId: 'a' }] }, 'apps[0].clientSecret'],
		[{ apps: [{ clientId: 'a', clientSecret: 'b', publishing: 'maybe' }] }, 'apps[0].publishing'],
		[{ apps: [{ clientId: 'a', clientSecret: 'b', apiEnabled: 1 }] }, 'apps[0].apiEnabled'],
		[{ users: [{ email: anna.email }] }, 'already'],
		[
			{ users: [{ email: 'e@firma.example', refreshTokens: [{ token: 't', clientId: 'x' }] }] },
			'refreshTokens[0].clientId',
		],
		[{ calendars: [{ summary: 'A' }] }, 'calendars[0].owner'],
		[{ calendars: [{ id: MEETINGS, shared: [{ with: anna.email, role: 'x' }] }] }, 'shared[0].role'],
		[{ calendars: [{ id: MEETINGS, events: [{ id: 'event1' }] }] }, 'calendars[0].events[0]: Missing start time.'],
		[{ calendars: [{ id: MEETINGS, events: [hour(5), { id: 'x', ...hour(5) }] }] }, 'events[1]'],
		[{ calendars: [{ id: MEETINGS, events: [1, 2].map(() => ({ id: 'event1', ...hour(5) })) }] }, 'events[1].id'],
	])('%# names the place that does not fit', (seed, message) => {
		expect(() => kit.sim.seed(seed)).toThrow(message);
	});

	test('may tell what the service would have told', async () => {
		kit.sim.seed({
			calendars: [
				{
					id: MEETINGS,
					summaryOverride: 'Mine',
					events: [
						{
							...hour(5),
							updated: '2026-05-01T10:00:00Z',
							created: '2026-04-01T00:00:00Z',
							organizer: { email: 'x@y.example' },
						},
					],
				},
			],
		});
		expect((await kit.list()).json.items[0]).toMatchObject({
			updated: '2026-05-01T10:00:00.000Z',
			created: '2026-04-01T00:00:00.000Z',
			organizer: { email: 'x@y.example' },
		});
	});

	test('the demo is two operators with a calendar for each type', async () => {
		kit.sim.reset();
		kit.sim.seed(googleCalendarDemo());
		const { clientId, clientSecret, operators } = googleCalendarLogin;
		for (const { refreshToken } of Object.values(operators)) {
			const { json } = await kit.refresh({
				client_id: clientId,
				client_secret: clientSecret,
				refresh_token: refreshToken,
			});
			const headers = { authorization: `Bearer ${json.access_token}` };
			const { items } = (await kit.send('GET', '/users/me/calendarList', undefined, headers)).json;
			expect(items).toHaveLength(4);
		}
		expect(kit.sim.act.getEvents({ calendar: googleCalendarStory.annaMeetings.summary })).toHaveLength(3);
	});
});
