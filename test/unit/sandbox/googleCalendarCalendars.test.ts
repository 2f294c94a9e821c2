import { anna, hour, MEETINGS, OFFERS, openGoogleCalendar, piotr, refusal, type Kit } from './googleCalendarKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openGoogleCalendar();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const calendars = async (query = '') => (await kit.send('GET', `/users/me/calendarList${query}`)).json;
const calendar = (id: string) => `/calendars/${encodeURIComponent(id)}`;

describe('the list of calendars', () => {
	test('has what the account owns and what is shared with it, by one id', async () => {
		kit.sim.act.shareCalendar({ calendar: 'Oferty Piotr', with: anna.email, role: 'reader' });
		kit.sim.act.renameCalendar({ calendar: OFFERS, to: 'Piotr: oferty', by: anna.email });
		expect((await calendars()).items).toMatchObject([
			{ id: anna.email, primary: true, accessRole: 'owner', timeZone: 'Europe/Warsaw' },
			{ id: MEETINGS, summary: 'Spotkania Anna', accessRole: 'owner' },
			{ id: OFFERS, summary: 'Oferty Piotr', summaryOverride: 'Piotr: oferty', accessRole: 'reader' },
		]);
		expect((await calendars('?minAccessRole=writer')).items).toHaveLength(2);
		await kit.signIn(piotr);
		const { items } = await calendars();
		expect(items[1]).toMatchObject({ id: OFFERS, accessRole: 'owner' });
		expect(items[1].summaryOverride).toBeUndefined();
	});

	test('comes in pages and by token', async () => {
		const first = await calendars('?maxResults=1');
		const second = await calendars(`?maxResults=1&pageToken=${encodeURIComponent(first.nextPageToken)}`);
		expect([first, second].map(({ items }) => items[0].id)).toEqual([anna.email, MEETINGS]);
		const token = encodeURIComponent(second.nextSyncToken);
		expect((await calendars(`?syncToken=${token}`)).items).toEqual([]);
		kit.sim.act.deleteCalendar({ calendar: MEETINGS });
		expect((await calendars(`?syncToken=${token}`)).items).toMatchObject([{ id: MEETINGS, deleted: true }]);
		expect(refusal(await kit.send('GET', '/users/me/calendarList?syncToken=x'))).toEqual([410, 'fullSyncRequired']);
	});

	test('leaves out what is hidden or deleted unless asked', async () => {
		kit.sim.act.hideCalendar({ calendar: MEETINGS });
		expect((await calendars()).items).toHaveLength(1);
		expect((await calendars('?showHidden=true')).items).toHaveLength(2);
		kit.sim.act.deleteCalendar({ calendar: MEETINGS });
		expect((await calendars('?showDeleted=true&showHidden=true')).items[1]).toMatchObject({ deleted: true });
	});

	test('can be changed by the API', async () => {
		const path = `/users/me/calendarList/${encodeURIComponent(MEETINGS)}`;
		expect((await kit.send('PATCH', path, { summaryOverride: 'Mine' })).json.summaryOverride).toBe('Mine');
		expect((await kit.send('GET', path)).json.summaryOverride).toBe('Mine');
		expect((await kit.send('DELETE', path)).status).toBe(204);
		expect((await kit.send('GET', path)).status).toBe(404);
		expect((await kit.list()).status).toBe(200);
		expect((await kit.send('POST', '/users/me/calendarList', { id: MEETINGS })).json.id).toBe(MEETINGS);
		expect((await kit.send('POST', '/users/me/calendarList', { id: OFFERS })).status).toBe(404);
	});
});

describe('a calendar', () => {
	test('is made with a name and a zone', async () => {
		const { status, json } = await kit.send('POST', '/calendars', {
			summary: 'Oferty Anna',
			timeZone: 'Europe/Prague',
		});
		expect([status, json]).toMatchObject([200, { summary: 'Oferty Anna', timeZone: 'Europe/Prague' }]);
		expect((await kit.send('GET', calendar(json.id))).json).toEqual(json);
		expect((await calendars()).items[2]).toMatchObject({ id: json.id, accessRole: 'owner' });
		expect(refusal(await kit.send('POST', '/calendars', {}))).toEqual([400, 'required']);
	});

	test('is named primary for its user', async () => {
		await kit.send('POST', '/calendars/primary/events', { id: 'event1', ...hour(5) });
		expect(await kit.ids({}, anna.email)).toEqual(['event1']);
		expect((await kit.send('GET', '/calendars/primary')).json.id).toBe(anna.email);
	});

	test('of others is not found, and is read or written by its role', async () => {
		expect(refusal(await kit.list({}, OFFERS))).toEqual([404, 'notFound']);
		const insert = async () => refusal(await kit.send('POST', kit.events(OFFERS), hour(5)));
		kit.sim.act.shareCalendar({ calendar: OFFERS, with: anna.email, role: 'reader' });
		expect((await kit.list({}, OFFERS)).json.accessRole).toBe('reader');
		expect(await insert()).toEqual([403, 'requiredAccessLevel']);
		kit.sim.act.shareCalendar({ calendar: OFFERS, with: anna.email, role: 'writer' });
		expect(await insert()).toEqual([200, undefined]);
		expect(refusal(await kit.send('DELETE', calendar(OFFERS)))).toEqual([403, 'requiredAccessLevel']);
		kit.sim.act.shareCalendar({ calendar: OFFERS, with: anna.email, role: 'none' });
		expect(refusal(await kit.list({}, OFFERS))).toEqual([404, 'notFound']);
	});

	test('that was deleted is not found, whoever deleted it', async () => {
		const made = (await kit.send('POST', '/calendars', { summary: 'Short' })).json.id;
		expect((await kit.send('DELETE', calendar(made))).status).toBe(204);
		expect(refusal(await kit.list({}, made))).toEqual([404, 'notFound']);
		expect((await kit.send('DELETE', calendar(anna.email))).status).toBe(400);
		kit.sim.act.deleteCalendar({ calendar: MEETINGS });
		expect(refusal(await kit.list())).toEqual([404, 'notFound']);
	});

	test('is renamed by its owner for all', async () => {
		await kit.send('PATCH', calendar(MEETINGS), { summary: 'Wizyty', description: 'x' });
		expect((await kit.list()).json).toMatchObject({ summary: 'Wizyty', description: 'x' });
		kit.sim.act.setTimeZone({ calendar: MEETINGS, timeZone: 'America/New_York' });
		expect((await kit.list()).json.timeZone).toBe('America/New_York');
	});
});

describe('moving between calendars', () => {
	const move = (id: string, to: string) =>
		kit.send('POST', `${kit.events()}/${id}/move?${new URLSearchParams({ destination: to })}`);

	test('keeps the id and leaves a tombstone', async () => {
		await kit.insert({ id: 'event1', summary: 'A', ...hour(5), extendedProperties: { private: { k: 'v' } } });
		const syncToken = await kit.syncToken();
		expect((await move('event1', anna.email)).json).toMatchObject({
			id: 'event1',
			organizer: { email: anna.email, self: true },
			extendedProperties: { private: { k: 'v' } },
		});
		expect((await kit.list({ syncToken })).json.items).toMatchObject([{ id: 'event1', status: 'cancelled' }]);
		expect(await kit.ids({}, anna.email)).toEqual(['event1']);
		kit.sim.act.moveToCalendar({ calendar: anna.email, event: 'event1', to: MEETINGS });
		expect(await kit.ids()).toEqual(['event1']);
	});

	test('takes the changed instances of a series along, and the copies of its guests', async () => {
		const recurrence = ['RRULE:FREQ=DAILY;COUNT=2'];
		await kit.insert({ id: 'series1', summary: 'A', ...hour(5), recurrence, attendees: [{ email: piotr.email }] });
		kit.sim.act.changeInstance({
			calendar: MEETINGS,
			event: 'series1',
			originalStart: '2026-05-06T10:00',
			summary: 'B',
		});
		await move('series1', anna.email);
		expect(await kit.ids({}, anna.email)).toEqual(['series1_20260506T080000Z', 'series1']);
		await kit.send('PATCH', `${kit.events(anna.email)}/series1`, { summary: 'C' });
		expect(kit.sim.act.getEvent({ calendar: piotr.email, event: 'series1' })).toMatchObject({
			summary: 'C',
			organizer: { email: anna.email },
		});
	});

	test('needs a calendar that may be written, and an event that lives', async () => {
		await kit.insert({ id: 'event1', ...hour(5) });
		expect(refusal(await move('event1', OFFERS))).toEqual([404, 'notFound']);
		expect(refusal(await kit.send('POST', `${kit.events()}/event1/move`))).toEqual([400, 'required']);
		await kit.remove('event1');
		expect(refusal(await move('event1', anna.email))).toEqual([404, 'notFound']);
	});
});

describe('free and busy', () => {
	test('joins what overlaps, leaves out what is free, and names what cannot be seen', async () => {
		await kit.insert({ id: 'event1', ...hour(5, 10) });
		await kit.insert({ id: 'event2', ...hour(5, 11) });
		await kit.insert({ id: 'event3', ...hour(5, 14), transparency: 'transparent' });
		kit.sim.act.addSeries({ calendar: MEETINGS, start: '2026-05-04T18:00', recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] });
		const { json } = await kit.send('POST', '/freeBusy', {
			timeMin: '2026-05-05T00:00:00Z',
			timeMax: '2026-05-06T00:00:00Z',
			timeZone: 'Europe/Warsaw',
			items: [{ id: MEETINGS }, { id: OFFERS }],
		});
		expect(json.calendars).toEqual({
			[MEETINGS]: {
				busy: [
					{ start: '2026-05-05T10:00:00+02:00', end: '2026-05-05T12:00:00+02:00' },
					{ start: '2026-05-05T18:00:00+02:00', end: '2026-05-05T19:00:00+02:00' },
				],
			},
			[OFFERS]: { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] },
		});
		expect(refusal(await kit.send('POST', '/freeBusy', { items: [] }))).toEqual([400, 'required']);
	});
});

test('paths that are none, bodies that are none, and the name of every action', async () => {
	expect((await kit.send('GET', '/nothing')).status).toBe(404);
	expect(refusal(await kit.send('POST', kit.events(), '{'))).toEqual([400, 'parseError']);
	expect(refusal(await kit.send('POST', kit.events(), '[]'))).toEqual([400, 'parseError']);
	await kit.list();
	expect(kit.sim.requests.entries.map(({ action }) => action)).toEqual([
		undefined,
		'events.insert',
		'events.insert',
		'events.list',
	]);
	expect(Object.keys((await kit.send('GET', '/colors')).json.event)).toHaveLength(11);
});
