/** How the two-way sync writes events: what each refusal, and each lost answer, comes to. */
import type { IDataObject } from 'n8n-workflow';

import { eventIdOf } from '../../../nodes/GoogleCalendar/sync/ids';
import type { CalendarEvent, EventWrite } from '../../../nodes/shared/sync/pairs/types';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { asked, create, fields, link, made, side, stamp } from './eventsWorld';
import { fill, MEETINGS, OFFERS, PIOTR, PIOTRS, startWorld } from './roomWorld';

let sim: GoogleCalendarSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(() => fill(sim));
afterEach(() => expect(sim.act.getMails()).toEqual([]));
afterAll(async () => await sim.close());

const inGoogle = (event: string, calendar = MEETINGS) =>
	sim.act.getEvent({ calendar, event }) as unknown as IDataObject;
const live = (calendar = MEETINGS) =>
	sim.act.getEvents({ calendar }).filter(({ status }) => status !== 'cancelled').length;
const batches = () => sim.requests.entries.filter(({ path }) => path.startsWith('/batch')).length;
const update = (event: CalendarEvent, more: Partial<Extract<EventWrite, { do: 'update' }>>): EventWrite => ({
	do: 'update',
	event,
	...more,
});

describe('creating', () => {
	test('an event with its fields, what is shown, and the stamp', async () => {
		const events = await side(sim);
		const record = await made(events, { ...create(1), shown: 'P: 1' } as never);
		expect(record).toMatchObject({
			id: eventIdOf(link(1), 0),
			calendar: MEETINGS,
			fields: fields(),
			shown: 'P: 1',
			stamp: { ...stamp(1), self: record.id },
		});
		expect(await events.get([record])).toEqual([record]);
	});

	test('one that is there already, or was', async () => {
		const events = await side(sim);
		const { id } = await made(events);
		expect(await events.write([create(1)])).toEqual([{ refused: 'changed' }]);
		sim.act.deleteEvent({ calendar: MEETINGS, event: id });
		expect(await events.write([create(1)])).toEqual([{ refused: 'used' }]);
		const again = { ...create(1), stamp: stamp(1, { generation: 1 }) } as EventWrite;
		expect(await events.write([again, create(1, PIOTRS)])).toMatchObject([{ record: {} }, { record: { id } }]);
	});

	test('a thousand in batches of fifty', async () => {
		const events = await side(sim);
		await events.find([{ link: link(0), calendar: MEETINGS }]);
		sim.requests.clear();
		const results = await events.write(Array.from({ length: 1_000 }, (_, id) => create(id)));
		expect(results.every((one) => 'record' in one)).toBe(true);
		expect(live()).toBe(1_000);
		expect(batches()).toBe(20);
	}, 60_000);

	test('whose answer was lost is not done twice, and told as one to look at', async () => {
		const events = await side(sim);
		await events.find([{ link: link(0) }]);
		sim.faults.inject({ match: { path: '/batch' }, reset: 'after', times: 10 });
		expect(await events.write([create(1), create(2)])).toEqual([{ refused: 'changed' }, { refused: 'changed' }]);
		expect(live()).toBe(2);
		sim.faults.clear();
		expect(await events.write([create(1), create(2)])).toEqual([{ refused: 'changed' }, { refused: 'changed' }]);
		expect(live()).toBe(2);
	}, 60_000);

	test('one that is refused does not stop the others, in batches answered in any order', async () => {
		sim.switches.batchOrder = 'reversed';
		const events = await side(sim);
		const wrong = create(2, MEETINGS, { time: '2026-03-10T10:00:00Z/2026-03-10T09:00:00Z' });
		const results = await events.write([create(1), wrong, create(3), create(4, PIOTRS)]);
		expect(results).toMatchObject([
			{ record: { stamp: { link: link(1) } } },
			{ fault: { kind: 'invalid' } },
			{ record: { stamp: { link: link(3) } } },
			{ record: { calendar: PIOTRS } },
		]);
	});

	test('in an account that cannot be written, or a calendar that is lost, while others are', async () => {
		const events = await side(sim);
		sim.act.endSession({ user: PIOTR });
		sim.act.deleteCalendar({ calendar: OFFERS });
		const results = await events.write([create(1, PIOTRS), create(2, OFFERS), create(3)]);
		expect(results).toMatchObject([{ fault: {} }, { fault: {} }, { record: {} }]);
		const [one, two] = results as Array<{ fault: Error }>;
		expect(one!.fault.message).toContain('Piotr');
		expect(two!.fault.message).toContain('"Oferty Anna" is not there any more');
	});

	test('with a link that no property can hold says so, and sends nothing', async () => {
		const events = await side(sim);
		sim.requests.clear();
		const [result] = await events.write([create('x'.repeat(2_000))]);
		expect((result as { fault: Error }).fault.message).toContain('1024');
		expect(asked(sim)).toEqual([]);
	});
});

describe('changing', () => {
	test('only what is named: guests, reminders, Meet and other notes stay', async () => {
		const events = await side(sim);
		const { id } = await made(events);
		const at = { calendar: MEETINGS, event: id };
		sim.act.addGuest({ ...at, email: 'guest@x.example' });
		sim.act.setReminder({ ...at, minutes: [7] });
		sim.act.addMeet(at);
		sim.act.setPrivateProperties({ ...at, properties: { other: 'stays' } });
		const before = inGoogle(id);
		const [event] = (await events.get([{ calendar: MEETINGS, id }])) as [CalendarEvent];
		const after = { ...event.stamp!, generation: 2 };
		const [result] = await events.write([update(event, { fields: { place: 'Home' }, stamp: after })]);
		expect(result).toMatchObject({ record: { fields: fields({ place: 'Home' }), stamp: after } });
		const now = inGoogle(id);
		for (const part of ['attendees', 'reminders', 'hangoutLink', 'summary', 'description', 'start'] as const) {
			expect(now[part]).toEqual(before[part]);
		}
		expect(now).toHaveProperty('extendedProperties.private.other', 'stays');
	});

	test('by an older version is refused', async () => {
		const events = await side(sim);
		const event = await made(events);
		sim.act.editEvent({ calendar: MEETINGS, event: event.id, location: 'Home' });
		const writes = [update(event, { fields: { place: 'X' } }), { do: 'delete', event } as const];
		for (const write of writes) expect(await events.write([write])).toEqual([{ refused: 'changed' }]);
		expect(inGoogle(event.id).location).toBe('Home');
	});

	test('several of one event, one after the other', async () => {
		const events = await side(sim);
		const [one, two] = [await made(events), await made(events, create(2))];
		const results = await events.write([
			update(one, { fields: { place: 'A' } }),
			update(one, { fields: { place: 'B' } }),
			update(two, { fields: { place: 'C' } }),
		]);
		expect(results).toMatchObject([{ record: {} }, { refused: 'changed' }, { record: {} }]);
	});

	test.each(['refused', 'replaces'] as const)('between hours and whole days (patchMixesTimes: %s)', async (mixes) => {
		sim.switches.patchMixesTimes = mixes;
		const events = await side(sim);
		let event = await made(events);
		for (const time of ['2026-03-10/2026-03-12', fields().time]) {
			const [result] = await events.write([update(event, { fields: { time } })]);
			expect(result).toMatchObject({ record: { fields: { time } } });
			event = (result as { record: CalendarEvent }).record;
		}
	});

	test('takes a stamp off without a rest', async () => {
		const events = await side(sim);
		const event = await made(events);
		const [result] = await events.write([update(event, { stamp: null })]);
		expect((result as { record: CalendarEvent }).record.stamp).toBeUndefined();
		expect(Object.keys((inGoogle(event.id).extendedProperties as IDataObject)?.private ?? {})).toEqual([]);
	});

	test('what is gone', async () => {
		const events = await side(sim);
		const [one, two] = [await made(events), await made(events, create(2))];
		sim.act.deleteEvent({ calendar: MEETINGS, event: one.id });
		sim.act.purgeEvent({ calendar: MEETINGS, event: two.id });
		const change = { fields: { place: 'X' } };
		const [first, second] = await events.write([update(one, change), update(two, change)]);
		expect([{ refused: 'changed' }, { refused: 'gone' }]).toContainEqual(first);
		expect(second).toEqual({ refused: 'gone' });
		expect(live()).toBe(0);
	});

	test('whose answer was lost', async () => {
		const events = await side(sim);
		const event = await made(events);
		sim.faults.inject({ match: { method: 'PATCH' }, reset: 'after' });
		expect(await events.write([update(event, { fields: { place: 'X' } })])).toEqual([{ refused: 'changed' }]);
		expect(inGoogle(event.id).location).toBe('X');
	}, 30_000);

	test('somebody else’s event: only the stamp', async () => {
		const calendar = 'anna@firma.example';
		const invited = sim.act.receiveInvitation({ calendar, from: 'boss@x.example', summary: 'I', start: '2026-03-10' });
		const events = await side(sim);
		const [event] = (await events.get([{ calendar, id: invited.id }])) as [CalendarEvent];
		expect(event.readOnly).toContain('boss@x.example');
		const [result] = await events.write([update(event, { stamp: { ...stamp(1), self: event.id } })]);
		expect(result).toMatchObject({ record: { stamp: { link: link(1) } } });
	});
});

describe('moving and deleting', () => {
	test.each([true, false])('a move keeps the event (moveKeepsPrivate: %s)', async (keeps) => {
		sim.switches.moveKeepsPrivate = keeps;
		const events = await side(sim);
		const event = await made(events);
		sim.act.addGuest({ calendar: MEETINGS, event: event.id, email: 'guest@x.example' });
		const [result] = await events.write([{ do: 'move', event, calendar: OFFERS }]);
		expect(result).toMatchObject({ record: { calendar: OFFERS, id: event.id, fields: fields(), stamp: event.stamp } });
		const { record } = result as { record: CalendarEvent };
		expect(await events.write([update(record, { fields: { place: 'X' } })])).toMatchObject([{ record: {} }]);
		expect(inGoogle(event.id, OFFERS).attendees).toHaveLength(1);
		expect(await events.get([event])).toMatchObject([{ deleted: true }]);
	});

	test('a move whose answer was lost, and one of an event that is gone', async () => {
		const events = await side(sim);
		const event = await made(events);
		sim.faults.inject({ match: { path: '/move' }, reset: 'after' });
		expect(await events.write([{ do: 'move', event, calendar: OFFERS }])).toEqual([{ refused: 'changed' }]);
		expect(calendarOf(event.id)).toBe(OFFERS);
		sim.act.purgeEvent({ calendar: OFFERS, event: event.id });
		const gone = { ...event, calendar: OFFERS };
		expect(await events.write([{ do: 'move', event: gone, calendar: MEETINGS }])).toEqual([{ refused: 'gone' }]);
	}, 30_000);

	const calendarOf = (id: string): string | undefined =>
		[MEETINGS, OFFERS].find((calendar) =>
			sim.act.getEvents({ calendar }).some((one) => one.id === id && one.status !== 'cancelled'),
		);

	test.each([410, 404] as const)('a deletion of what is deleted is done (%i)', async (status) => {
		sim.switches.deleteAgainStatus = status;
		const events = await side(sim);
		const event = await made(events);
		expect(await events.write([{ do: 'delete', event }])).toEqual([{}]);
		expect(await events.write([{ do: 'delete', event }])).toEqual([{ refused: 'changed' }]);
		const version = String(inGoogle(event.id).etag);
		expect(await events.write([{ do: 'delete', event: { ...event, version } }])).toEqual([{}]);
		expect(live()).toBe(0);
	});

	test('a deletion in a calendar that is lost is not', async () => {
		const events = await side(sim);
		const event = await made(events);
		sim.act.deleteCalendar({ calendar: MEETINGS });
		const [result] = await events.write([{ do: 'delete', event }]);
		expect((result as { fault: Error }).fault.message).toContain('is not there any more');
	});
});
