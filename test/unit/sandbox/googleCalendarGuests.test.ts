import { anna, hour, MEETINGS, openGoogleCalendar, piotr, refusal, type Kit } from './googleCalendarKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openGoogleCalendar();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const OUTSIDE = 'client@partner.example';
const mails = () => kit.sim.act.getMails().map(({ kind, to, via }) => `${via} ${kind} ${to}`);
const guests = [{ email: OUTSIDE }, { email: piotr.email }];

describe('mails to guests', () => {
	test.each([
		['', []],
		['?sendUpdates=none', []],
		['?sendUpdates=all', [OUTSIDE, piotr.email]],
		['?sendUpdates=externalOnly', [OUTSIDE]],
		['?sendNotifications=true', [OUTSIDE, piotr.email]],
	])('with %s', async (query, told) => {
		await kit.insert({ id: 'event1', ...hour(5), attendees: guests }, query);
		await kit.patch('event1', hour(6), {}, query);
		await kit.remove('event1', {}, query);
		expect(mails()).toEqual(
			['invitation', 'update', 'cancellation'].flatMap((kind) => told.map((to) => `api ${kind} ${to}`)),
		);
	});

	test('know no other wish', async () => {
		expect(refusal(await kit.insert(hour(5), '?sendUpdates=some'))).toEqual([400, 'invalid']);
	});

	test('on the screen the user is asked', async () => {
		await kit.insert({ id: 'event1', ...hour(5) });
		kit.sim.act.addGuest({ calendar: MEETINGS, event: 'event1', email: OUTSIDE });
		expect(mails()).toEqual([]);
		kit.sim.act.editEvent({ calendar: MEETINGS, event: 'event1', summary: 'Visit', notify: true });
		expect(mails()).toEqual([`ui update ${OUTSIDE}`]);
	});
});

describe('a guest with an account', () => {
	const copy = () => kit.sim.act.getEvent({ calendar: piotr.email, event: 'event1' }) as any;
	beforeEach(() =>
		kit.insert({
			id: 'event1',
			summary: 'Visit',
			...hour(5),
			attendees: guests,
			extendedProperties: { private: { own: 'anna' }, shared: { all: 'x' } },
		}),
	);

	test('has a copy with the same id and what is shared', () => {
		expect(copy()).toMatchObject({
			summary: 'Visit',
			iCalUID: 'event1@google.com',
			organizer: { email: MEETINGS },
			extendedProperties: { shared: { all: 'x' } },
			attendees: [{ email: OUTSIDE }, { email: piotr.email, self: true, responseStatus: 'needsAction' }],
		});
		expect(copy().extendedProperties.private).toBeUndefined();
		expect(copy().organizer.self).toBeUndefined();
	});

	test('sees what the organizer changes, and keeps what is the own', async () => {
		kit.sim.act.setReminder({ calendar: piotr.email, event: 'event1', minutes: [3] });
		await kit.patch('event1', { summary: 'Visit, moved', ...hour(6) });
		expect(copy()).toMatchObject({
			summary: 'Visit, moved',
			start: { dateTime: '2026-05-06T10:00:00+02:00' },
			reminders: { overrides: [{ minutes: 3 }] },
		});
		await kit.remove('event1');
		expect(copy().status).toBe('cancelled');
	});

	test('answers, and the organizer sees it', async () => {
		const syncToken = await kit.syncToken();
		kit.sim.act.declineInvitation({ calendar: piotr.email, event: 'event1' });
		expect(copy().status).toBe('confirmed');
		expect((await kit.list({ syncToken })).json.items[0].attendees[1]).toMatchObject({ responseStatus: 'declined' });
		kit.sim.act.acceptInvitation({ calendar: piotr.email, event: 'event1', notify: true });
		expect((await kit.get('event1')).json.attendees[1].responseStatus).toBe('accepted');
		expect(mails()).toEqual([`ui response ${MEETINGS}`]);
		kit.sim.act.deleteEvent({ calendar: piotr.email, event: 'event1' });
		expect((await kit.get('event1')).json.attendees[1].responseStatus).toBe('declined');
		expect((await kit.get('event1')).json.status).toBe('confirmed');
	});

	test('who is taken off the list loses the copy', () => {
		kit.sim.act.removeGuest({ calendar: MEETINGS, event: 'event1', email: piotr.email });
		expect(copy().status).toBe('cancelled');
		kit.sim.act.addGuest({ calendar: MEETINGS, event: 'event1', email: piotr.email });
		expect(copy().status).toBe('confirmed');
	});

	test('may change the own things alone', async () => {
		await kit.signIn(piotr);
		const patch = async (changes: object) =>
			refusal(await kit.send('PATCH', `${kit.events(piotr.email)}/event1`, changes));
		expect(await patch({ summary: 'Mine' })).toEqual([403, 'forbiddenForNonOrganizer']);
		expect(await patch({ extendedProperties: { shared: { all: 'y' } } })).toEqual([403, 'forbiddenForNonOrganizer']);
		expect(await patch({ attendees: [] })).toEqual([403, 'forbiddenForNonOrganizer']);
		expect(await patch({ colorId: '3', extendedProperties: { private: { mine: '1' } } })).toEqual([200, undefined]);
		expect(kit.sim.act.getEvent({ calendar: MEETINGS, event: 'event1' }).colorId).toBeUndefined();
	});

	test('may change all when the organizer lets them', async () => {
		await kit.patch('event1', { guestsCanModify: true });
		await kit.signIn(piotr);
		expect((await kit.send('PATCH', `${kit.events(piotr.email)}/event1`, { summary: 'Mine' })).status).toBe(200);
	});
});

describe('an invitation from outside', () => {
	beforeEach(() => {
		kit.sim.act.receiveInvitation({
			calendar: anna.email,
			from: OUTSIDE,
			id: 'event1',
			summary: 'Fair',
			start: '2026-05-05T10:00',
		});
	});
	const get = async () => (await kit.send('GET', `${kit.events(anna.email)}/event1`)).json;

	test('waits for an answer', async () => {
		expect(await get()).toMatchObject({
			organizer: { email: OUTSIDE },
			attendees: [
				{ email: OUTSIDE, organizer: true, responseStatus: 'accepted' },
				{ email: anna.email, self: true, responseStatus: 'needsAction' },
			],
		});
		kit.sim.act.declineInvitation({ calendar: anna.email, event: 'Fair' });
		expect((await get()).attendees[1].responseStatus).toBe('declined');
		expect(() => kit.sim.act.editEvent({ calendar: anna.email, event: 'Fair', summary: 'x' })).toThrow(
			'forbiddenForNonOrganizer',
		);
	});

	test('is changed and called off by who sent it', async () => {
		kit.sim.act.organizerChanges({
			calendar: anna.email,
			event: 'event1',
			summary: 'Fair, hall 2',
			start: '2026-05-06T09:00',
		});
		expect(await get()).toMatchObject({ summary: 'Fair, hall 2', start: { dateTime: '2026-05-06T09:00:00+02:00' } });
		kit.sim.act.organizerChanges({ calendar: anna.email, event: 'event1', cancel: true });
		expect((await get()).status).toBe('cancelled');
		const path = `${kit.events(anna.email)}/event1`;
		expect(refusal(await kit.send('PATCH', path, { status: 'confirmed' }))).toEqual([403, 'forbiddenForNonOrganizer']);
	});
});

test('an import brings a copy of what another calendar organizes', async () => {
	const event = { iCalUID: 'abc@elsewhere', summary: 'Trade fair', ...hour(5), organizer: { email: OUTSIDE } };
	const path = `${kit.events()}/import`;
	const { status, json } = await kit.send('POST', path, event);
	expect([status, json]).toMatchObject([200, { iCalUID: 'abc@elsewhere', organizer: { email: OUTSIDE } }]);
	expect((await kit.send('POST', path, { ...event, summary: 'Fair' })).json).toMatchObject({
		id: json.id,
		summary: 'Fair',
	});
	expect(refusal(await kit.send('POST', path, hour(5)))).toEqual([400, 'required']);
	expect(mails()).toEqual([]);
});
