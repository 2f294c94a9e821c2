/** How the two-way sync finds and reads events. */
import type { CalendarEvent } from '../../../nodes/shared/sync/pairs/types';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { asked, create, fields, link, made, side } from './eventsWorld';
import { fill, MEETINGS, OFFERS, PIOTR, PIOTRS, startWorld } from './roomWorld';

let sim: GoogleCalendarSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(() => fill(sim));
afterEach(() => expect(sim.act.getMails()).toEqual([]));
afterAll(async () => await sim.close());

const START = '2026-03-10T10:00';
const calendarsOf = (found: CalendarEvent[] | Error | undefined) =>
	Array.isArray(found) ? found.map(({ calendar }) => calendar) : found;

const idsOf = (found: CalendarEvent[] | Error) => (found as CalendarEvent[]).map(({ id }) => id);

describe('finding events by their link', () => {
	test('where they are expected, in one request', async () => {
		const events = await side(sim);
		const event = await made(events);
		sim.requests.clear();
		const found = await events.find([{ link: link(1), calendar: MEETINGS }]);
		expect(found.get(link(1))).toEqual([event]);
		expect(asked(sim)).toEqual(['events.list']);
	});

	test('where they were moved to, in any account', async () => {
		const events = await side(sim);
		await events.write([create(1), create(2, PIOTRS), create(3, OFFERS)]);
		const found = await events.find([
			{ link: link(1), calendar: OFFERS },
			{ link: link(2), calendar: MEETINGS },
			{ link: link(3) },
			{ link: link(4), calendar: MEETINGS },
		]);
		expect([1, 2, 3, 4].map((id) => calendarsOf(found.get(link(id))))).toEqual([
			[MEETINGS],
			[PIOTRS],
			[OFFERS],
			undefined,
		]);
	});

	test.each(['full', 'half', 'emptyBetween'] as const)('through pages of any kind: %s', async (pages) => {
		const events = await side(sim);
		await events.write(Array.from({ length: 30 }, (_, id) => create(id)));
		sim.switches.pages = pages;
		for (const count of [1, 30]) {
			const found = await events.find(Array.from({ length: count }, (_, id) => ({ link: link(id) })));
			expect(found.size).toBe(count);
		}
	});

	test('many cost one list for each calendar', async () => {
		const events = await side(sim);
		await events.write(Array.from({ length: 60 }, (_, id) => create(id, id % 2 ? MEETINGS : PIOTRS)));
		sim.requests.clear();
		const found = await events.find(Array.from({ length: 1_000 }, (_, id) => ({ link: link(id), calendar: MEETINGS })));
		expect(found.size).toBe(60);
		expect(asked(sim)).toEqual(['events.list', 'events.list', 'events.list']);
	});

	test('copies are nobody’s, and deleted ones are gone', async () => {
		const events = await side(sim);
		const { id } = await made(events);
		sim.act.copyEvent({ calendar: MEETINGS, event: id });
		sim.act.duplicateToCalendar({ calendar: MEETINGS, event: id, to: OFFERS });
		const all = Array.from({ length: 20 }, (_, n) => ({ link: link(n) }));
		for (const wanted of [[{ link: link(1) }], all]) {
			expect((await events.find(wanted)).get(link(1))).toMatchObject([{ id, calendar: MEETINGS }]);
		}
		sim.act.deleteEvent({ calendar: MEETINGS, event: id });
		for (const wanted of [[{ link: link(1) }], all]) {
			expect((await events.find(wanted)).get(link(1))).toBeUndefined();
		}
	});

	describe('in an account that cannot be read', () => {
		const out = () => {
			sim.act.endSession({ user: PIOTR });
			sim.act.expireAccessTokens();
		};

		test.each([1, 30])('%i links: those that belong there are not taken for missing', async (count) => {
			const events = await side(sim);
			await made(events, create(0, PIOTRS));
			out();
			const wanted = Array.from({ length: count }, (_, id) => ({ link: link(id), calendar: PIOTRS }));
			const found = await events.find(wanted);
			expect(String(found.get(link(0)))).toMatch(/Piotr/);
		});

		test.each([1, 30])('%i links: the tasks of others are not held up by it', async (count) => {
			const events = await side(sim);
			out();
			const wanted = Array.from({ length: count }, (_, id) => ({ link: link(id), calendar: MEETINGS }));
			expect((await events.find(wanted)).get(link(0))).toBeUndefined();
		});

		test('what may work a moment later is waited for', async () => {
			const events = await side(sim, { timeoutMs: 2_000 });
			await events.find([{ link: link(1), calendar: PIOTRS }]);
			sim.act.refuseCalls({ action: 'events.list', status: 503, times: 20, after: 1 });
			const found = await events.find([{ link: link(1), calendar: MEETINGS }]);
			expect(found.get(link(1))).toBeInstanceOf(Error);
		}, 60_000);
	});
});

describe('reading events', () => {
	test('as they are now, deleted ones included, in one request for each account', async () => {
		const events = await side(sim);
		const one = await made(events);
		const two = await made(events, create(2, PIOTRS));
		const three = await made(events, create(3));
		sim.act.deleteEvent({ calendar: MEETINGS, event: three.id });
		sim.requests.clear();
		const read = await events.get([one, two, three, { calendar: MEETINGS, id: 'never0' }]);
		expect(read).toMatchObject([
			{ id: one.id, fields: fields() },
			{ id: two.id, calendar: PIOTRS },
			{ id: three.id, deleted: true },
			{ id: 'never0', deleted: true },
		]);
		expect(sim.requests.entries.filter(({ path }) => path.startsWith('/batch')).length).toBe(1);
	});

	test.each(['deleteCalendar', 'unshared'] as const)('a calendar that is lost is no deletion (%s)', async (how) => {
		const events = await side(sim);
		const { id } = await made(events);
		if (how === 'deleteCalendar') sim.act.deleteCalendar({ calendar: MEETINGS });
		else sim.act.shareCalendar({ calendar: MEETINGS, with: 'anna@firma.example', role: 'none' });
		const other = await made(events, create(2, PIOTRS));
		const [error, read] = await events.get([{ calendar: MEETINGS, id }, other]);
		expect(String(error)).toContain('"Spotkania Anna" is not there any more');
		expect(read).toEqual(other);
	});

	test('in a calendar that takes part no more', async () => {
		sim.act.addCalendar({ id: 'other@group.calendar.google.com', owner: PIOTR, summary: 'Other' });
		const { id } = sim.act.addEvent({ calendar: 'Other', summary: 'A', start: START });
		const events = await side(sim);
		const read = await events.get([{ calendar: 'other@group.calendar.google.com', id }]);
		expect(read).toMatchObject([{ id, fields: { subject: 'A' } }]);
		expect(events.canMove('other@group.calendar.google.com', PIOTRS)).toBe(true);
		expect(events.canMove(MEETINGS, OFFERS)).toBe(true);
		expect(events.canMove(MEETINGS, PIOTRS)).toBe(false);
		expect(events.canMove(MEETINGS, 'unknown')).toBe(false);
	});

	test('what people wrote, whatever Google’s screens made of it', async () => {
		const events = await side(sim);
		const shown = 'Priority: high\nContractor: A & B <Ltd>';
		const { id } = await made(events, { ...create(1, MEETINGS, { notes: 'a < b\n\nuse <b>' }), shown } as never);
		for (const screen of ['anyEdit', 'description'] as const) {
			sim.switches.screenWritesHtml = screen;
			sim.act.editEvent({ calendar: MEETINGS, event: id, location: screen });
			const [event] = await events.get([{ calendar: MEETINGS, id }]);
			expect(event).toMatchObject({ fields: { notes: 'a < b\n\nuse <b>', place: screen }, shown });
		}
	});
});

describe('finding events of the same title and time', () => {
	const wanted = (subject: string, calendar = MEETINGS, time = fields().time) => ({
		calendar,
		fields: fields({ subject, time }),
	});
	const day = (date: string) => `${date}/${new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)}`;

	test('few by their days, and only free ones', async () => {
		const events = await side(sim);
		const { id } = sim.act.addEvent({ calendar: MEETINGS, summary: 'A', start: START });
		sim.act.addEvent({ calendar: MEETINGS, summary: 'A', start: '2026-03-11T10:00' });
		sim.act.addEvent({ calendar: OFFERS, summary: 'A', start: START });
		sim.act.addSeries({ calendar: MEETINGS, summary: 'S', start: START, recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] });
		const whole = sim.act.addEvent({ calendar: MEETINGS, summary: 'D', start: '2026-03-10' });
		await made(events, create(1, MEETINGS, { subject: 'Linked' }));
		const found = await events.findSame([
			wanted('A'),
			wanted('B'),
			wanted('S'),
			wanted('Linked'),
			wanted('D', MEETINGS, day('2026-03-10')),
			wanted('A', MEETINGS, ''),
		]);
		expect(found.map(idsOf)).toEqual([[id], [], [], [], [whole.id], []]);
	});

	test('a copy of a linked event is free', async () => {
		const events = await side(sim);
		const event = await made(events);
		const { id } = sim.act.copyEvent({ calendar: MEETINGS, event: event.id });
		expect((await events.findSame([wanted('Task')])).flatMap(idsOf)).toEqual([id]);
	});

	test('many by one list for each calendar', async () => {
		const events = await side(sim);
		const at = (n: number) => new Date(Date.parse('2026-03-10T09:00:00Z') + n * 3_600_000).toISOString();
		for (let n = 0; n < 40; n++) {
			sim.act.addEvent({ calendar: n % 2 ? MEETINGS : PIOTRS, summary: `E${n}`, start: at(n), end: at(n + 1) });
		}
		sim.requests.clear();
		const time = (n: number) => `${at(n).slice(0, 19)}Z/${at(n + 1).slice(0, 19)}Z`;
		const found = await events.findSame(
			Array.from({ length: 40 }, (_, n) => wanted(`E${n}`, n % 2 ? MEETINGS : PIOTRS, time(n))),
		);
		expect(found.every((some) => idsOf(some).length === 1)).toBe(true);
		expect(asked(sim)).toEqual(['events.list', 'events.list']);
	});
});
