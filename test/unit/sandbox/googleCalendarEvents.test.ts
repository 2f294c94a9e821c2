import { hour, MEETINGS, openGoogleCalendar, refusal, timed, type Kit } from './googleCalendarKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openGoogleCalendar();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const ID = 'ss0123456789abcdefghijklmnopqrstuv';

describe('inserting', () => {
	test('takes the id that the caller gives, once', async () => {
		const made = await kit.insert({ id: ID, summary: 'Visit', ...hour(5) });
		expect([made.status, made.json.id, made.json.status, made.json.eventType]).toEqual([
			200,
			ID,
			'confirmed',
			'default',
		]);
		expect(made.headers.get('etag')).toBe(made.json.etag);
		expect(refusal(await kit.insert({ id: ID, ...hour(6) }))).toEqual([409, 'duplicate']);
		await kit.remove(ID);
		expect(refusal(await kit.insert({ id: ID, ...hour(6) }))).toEqual([409, 'duplicate']);
	});

	test.each(['abcd', 'abcdw', 'ABCDE', 'ab-cd', 'a'.repeat(1025)])('refuses the id %s', async (id) => {
		expect(refusal(await kit.insert({ id, ...hour(5) }))).toEqual([400, 'invalid']);
	});

	test('makes ids that it would take itself', async () => {
		expect((await kit.insert(hour(5))).json.id).toMatch(/^[a-v0-9]{26}$/);
	});

	test('an answer that is lost leaves the event, and the next try says so', async () => {
		kit.sim.faults.inject({ match: { path: 'events.insert' }, reset: 'after' });
		await expect(kit.insert({ id: ID, ...hour(5) })).rejects.toThrow();
		expect((await kit.insert({ id: ID, ...hour(5) })).status).toBe(409);
		expect(await kit.ids()).toEqual([ID]);
	});

	test.each([
		['no start', { end: { date: '2026-05-05' } }, 'required'],
		['no end', { start: { date: '2026-05-05' } }, 'required'],
		['a day that is none', { start: { date: '2026-02-30' }, end: { date: '2026-03-01' } }, 'invalid'],
		['day and time', { start: { date: '2026-05-05' }, end: { dateTime: '2026-05-05T10:00:00Z' } }, 'invalid'],
		['both in one', { start: { date: '2026-05-05', dateTime: '2026-05-05T10:00:00Z' }, end: {} }, 'invalid'],
		['a wall clock without zone', { start: { dateTime: '2026-05-05T10:00:00' }, end: {} }, 'required'],
		['a zone that is none', timed('2026-05-05T10:00:00', '2026-05-05T11:00:00', 'Europe/Breslau'), 'invalid'],
		['an end before the start', timed('2026-05-05T10:00:00', '2026-05-05T09:00:00'), 'timeRangeEmpty'],
		['a guest without address', { ...hour(5), attendees: [{ displayName: 'X' }] }, 'required'],
		['a status that is none', { ...hour(5), status: 'open' }, 'invalid'],
		['a rule that is none', { ...hour(5), recurrence: ['FREQ=DAILY'] }, 'invalid'],
	])('refuses %s', async (_, event, reason) => {
		expect(refusal(await kit.insert(event))).toEqual([400, reason]);
	});

	test('a series needs its zone told', async () => {
		const instants = { start: { dateTime: '2026-05-05T10:00:00Z' }, end: { dateTime: '2026-05-05T11:00:00Z' } };
		expect((await kit.insert(instants)).status).toBe(200);
		expect(refusal(await kit.insert({ ...instants, recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] }))).toEqual([
			400,
			'required',
		]);
	});
});

describe('times', () => {
	const start = async (event: object, query = '') => (await kit.insert(event, query)).json.start;

	test('are told in the zone of the calendar, beside the zone of the event', async () => {
		expect(await start(timed('2026-05-05T10:00:00', '2026-05-05T11:00:00', 'America/New_York'))).toEqual({
			dateTime: '2026-05-05T16:00:00+02:00',
			timeZone: 'America/New_York',
		});
		const instants = { start: { dateTime: '2026-12-05T10:00:00Z' }, end: { dateTime: '2026-12-05T11:00:00Z' } };
		expect(await start(instants)).toEqual({ dateTime: '2026-12-05T11:00:00+01:00', timeZone: 'Europe/Warsaw' });
	});

	test('or in the zone that is asked for', async () => {
		const { id } = (await kit.insert(hour(5))).json;
		expect((await kit.get(id, '?timeZone=UTC')).json.start.dateTime).toBe('2026-05-05T08:00:00Z');
		expect((await kit.list({ timeZone: 'Asia/Kolkata' })).json).toMatchObject({
			timeZone: 'Asia/Kolkata',
			items: [{ start: { dateTime: '2026-05-05T13:30:00+05:30' } }],
		});
		expect(refusal(await kit.get(id, '?timeZone=Nowhere/Land'))).toEqual([400, 'invalid']);
	});

	test('that the clocks jump over move on', async () => {
		expect(await start(timed('2026-03-29T02:30:00', '2026-03-29T04:00:00'))).toMatchObject({
			dateTime: '2026-03-29T03:30:00+02:00',
		});
	});

	test('of a whole day have an exclusive end', async () => {
		const day = { start: { date: '2026-07-01' }, end: { date: '2026-07-02' } };
		expect((await kit.insert(day)).json).toMatchObject(day);
		expect(await kit.ids({ timeMin: '2026-07-01T21:00:00Z' })).toHaveLength(1);
		expect(await kit.ids({ timeMin: '2026-07-01T22:00:00Z' })).toHaveLength(0);
	});
});

describe('patching', () => {
	const full = {
		id: ID,
		summary: 'Visit',
		description: 'Bring the offer',
		...hour(5),
		reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 5 }] },
		extendedProperties: { private: { a: '1', b: '2' }, shared: { c: '3' } },
		attendees: [{ email: 'x@partner.example' }],
	};
	beforeEach(() => kit.insert(full));

	test('merges objects, takes nulls away and replaces lists', async () => {
		const { json } = await kit.patch(ID, {
			description: null,
			extendedProperties: { private: { a: null, d: '4' } },
			attendees: [{ email: 'y@partner.example' }],
		});
		expect(json.description).toBeUndefined();
		expect(json.extendedProperties).toEqual({ private: { b: '2', d: '4' }, shared: { c: '3' } });
		expect(json.attendees).toEqual([{ email: 'y@partner.example', responseStatus: 'needsAction' }]);
		expect(json).toMatchObject({ summary: 'Visit', reminders: full.reminders });
	});

	test('an emptied text is absent', async () => {
		expect((await kit.patch(ID, { summary: '' })).json.summary).toBeUndefined();
	});

	test('a time alone keeps the zone', async () => {
		const { json } = await kit.patch(ID, {
			start: { dateTime: '2026-05-06T09:00:00' },
			end: { dateTime: '2026-05-06T10:00:00' },
		});
		expect(json.start).toEqual({ dateTime: '2026-05-06T09:00:00+02:00', timeZone: 'Europe/Warsaw' });
	});

	test('from timed to all-day the time must go', async () => {
		const day = { start: { date: '2026-05-05' }, end: { date: '2026-05-06' } };
		expect(refusal(await kit.patch(ID, day))).toEqual([400, 'invalid']);
		const none = { dateTime: null, timeZone: null };
		const allDay = { start: { ...day.start, ...none }, end: { ...day.end, ...none } };
		expect((await kit.patch(ID, allDay)).json).toMatchObject(day);
		const back = await kit.patch(ID, {
			start: { ...hour(5).start, date: null },
			end: { ...hour(5).end, date: null },
		});
		expect(back.json.start).toEqual({ dateTime: '2026-05-05T10:00:00+02:00', timeZone: 'Europe/Warsaw' });
	});

	test('counts up the sequence when the time changes alone', async () => {
		expect((await kit.patch(ID, { summary: 'Call' })).json.sequence).toBe(0);
		expect((await kit.patch(ID, hour(7))).json.sequence).toBe(1);
	});

	test('moves etag and updated; of reminders the etag alone', async () => {
		const first = (await kit.get(ID)).json;
		kit.sim.clock.advance(60_000);
		const second = (await kit.patch(ID, { reminders: { useDefault: true, overrides: null } })).json;
		expect(second.etag).not.toBe(first.etag);
		expect(second.updated).toBe(first.updated);
		expect((await kit.patch(ID, { summary: 'Call' })).json.updated).toBe('2026-05-04T09:01:00.000Z');
	});

	test('PUT drops what is not sent, but not the meeting room', async () => {
		const conferenceData = { createRequest: { requestId: 'one' } };
		await kit.patch(ID, { conferenceData }, {}, '?conferenceDataVersion=1');
		const { json } = await kit.put(ID, { summary: 'Bare', ...hour(5) });
		expect([json.description, json.attendees, json.extendedProperties]).toEqual([undefined, undefined, undefined]);
		expect(json.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
		const gone = await kit.put(ID, { summary: 'Bare', ...hour(5) }, {}, '?conferenceDataVersion=1');
		expect(gone.json.hangoutLink).toBeUndefined();
		expect(refusal(await kit.put(ID, { summary: 'Bare' }))).toEqual([400, 'required']);
	});

	test('conference data without its version is passed over', async () => {
		const conferenceData = { createRequest: { requestId: 'one' } };
		expect((await kit.patch(ID, { conferenceData })).json.conferenceData).toBeUndefined();
	});
});

describe('If-Match', () => {
	test.each(['PATCH', 'PUT', 'DELETE'])('guards %s', async (method) => {
		const { etag } = (await kit.insert({ id: ID, summary: 'A', ...hour(5) })).json;
		kit.sim.act.editEvent({ calendar: MEETINGS, event: ID, summary: 'B' });
		const path = `${kit.events()}/${ID}`;
		const body = method === 'DELETE' ? undefined : { summary: 'C', ...hour(5) };
		const stale = await kit.send(method, path, body, { 'if-match': etag });
		expect(stale.json.error.errors[0]).toMatchObject({
			reason: 'conditionNotMet',
			locationType: 'header',
			location: 'If-Match',
		});
		expect(stale.status).toBe(412);
		const fresh = (await kit.get(ID)).json;
		expect(fresh.summary).toBe('B');
		expect((await kit.send(method, path, body, { 'if-match': fresh.etag })).status).toBeLessThan(300);
	});

	test('a star fits any', async () => {
		await kit.insert({ id: ID, ...hour(5) });
		expect((await kit.patch(ID, { summary: 'C' }, { 'if-match': '*' })).status).toBe(200);
	});
});
