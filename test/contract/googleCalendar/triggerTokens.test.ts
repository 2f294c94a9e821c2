/** Sync tokens: what is read when Google has forgotten one, stops in the middle, or gives odd pages. */
import type { IDataObject } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { fill, MEETINGS, OFFERS, startWorld } from './roomWorld';
import { DAY, MINUTE, told, Trigger } from './triggerWorld';

let sim: GoogleCalendarSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const START = '2026-03-10T10:00';
const add = (summary: string, more: IDataObject = {}) =>
	sim.act.addEvent({ calendar: MEETINGS, summary, start: START, ...more } as never);
const edit = (event: string, fields: object) => sim.act.editEvent({ calendar: MEETINGS, event, ...fields });
const remove = (event: string) => sim.act.deleteEvent({ calendar: MEETINGS, event });
const begun = async (more: IDataObject = {}, host = {}) => await new Trigger(sim, more, host).begun();
const grow = (count: number, idPrefix = 'event') => sim.act.growEvents({ calendar: MEETINGS, count, idPrefix });

/** What changed meanwhile is told, and what did not is not. */
async function changesAreTold(trigger: Trigger): Promise<void> {
	remove('gone0');
	edit('Changed', { location: 'Home' });
	add('New');
	expect(told(await trigger.drained())).toEqual(['eventCreated New', 'eventDeleted gone0', 'eventUpdated Changed']);
}

function three(): void {
	add('Same');
	add('Gone', { id: 'gone0' });
	add('Changed');
}

describe('a token that Google has forgotten', () => {
	test('is answered by a comparison: nothing is lost, and nothing told twice', async () => {
		three();
		const trigger = await begun();
		sim.act.expireSyncTokens();
		await changesAreTold(trigger);
		sim.act.expireSyncTokens();
		expect(await trigger.drained()).toEqual([]);
	});

	test('after n8n was off for two months, too', async () => {
		three();
		const trigger = await begun();
		const stored = JSON.stringify(trigger.memory);
		sim.clock.advance(60 * DAY);
		trigger.restore(stored);
		remove('gone0');
		edit('Changed', { location: 'Home' });
		add('New', { start: '2026-05-10T10:00' });
		expect(told(await trigger.drained())).toEqual(['eventCreated New', 'eventDeleted gone0', 'eventUpdated Changed']);
	});

	test.each([410, 400] as const)('whether it says so with %i', async (status) => {
		three();
		const trigger = await begun();
		sim.switches.unknownSyncToken = status;
		sim.switches.syncTokenDays = 0;
		sim.clock.advance(DAY);
		await changesAreTold(trigger);
	});

	test('an event that was moved behind the window meanwhile is not taken for deleted', async () => {
		add('A');
		const trigger = await begun();
		sim.act.moveEventTime({ calendar: MEETINGS, event: 'A', start: '2020-01-01T10:00' });
		sim.act.expireSyncTokens();
		expect(await trigger.drained()).toEqual([]);
		const { id } = sim.act.moveEventTime({ calendar: MEETINGS, event: 'A', start: START });
		expect(told(await trigger.drained())).toEqual(['eventUpdated A']);
		sim.act.purgeEvent({ calendar: MEETINGS, event: id });
		sim.act.expireSyncTokens();
		expect(told(await trigger.drained())).toEqual([`eventDeleted ${id}`]);
	});

	test('a calendar that is not there any more is no deletion of its events', async () => {
		three();
		const trigger = await begun({ calendars: [MEETINGS, OFFERS] });
		sim.act.deleteCalendar({ calendar: MEETINGS });
		sim.act.addEvent({ calendar: OFFERS, summary: 'B', start: START });
		expect(told(await trigger.drained())).toEqual(['eventCreated B']);
		expect(trigger.reported.map(({ message }) => message)).toEqual([expect.stringContaining('is not there any more')]);
	});

	test('mass deletions are told one and all, within what a poll may take', async () => {
		grow(120);
		const trigger = await begun();
		for (let n = 1; n <= 120; n++) remove(`event${String(n).padStart(6, '0')}`);
		sim.act.expireSyncTokens();
		expect(new Set((await trigger.drained()).map(({ id }) => id)).size).toBe(120);
	});
});

describe('reading in pieces', () => {
	test.each(['full', 'half', 'emptyBetween'] as const)('pages: %s', async (pages) => {
		sim.switches.pages = pages;
		three();
		grow(30);
		const trigger = await begun();
		await changesAreTold(trigger);
		sim.act.expireSyncTokens();
		expect(await trigger.drained()).toEqual([]);
	});

	test('more changes than a run may have come in several, each once', async () => {
		const trigger = await begun({ options: { perRun: 50 } });
		grow(2_600);
		const items = await trigger.drained();
		expect(items).toHaveLength(2_600);
		expect(new Set(items.map(({ id }) => id)).size).toBe(2_600);
	}, 60_000);

	test.each([
		['a new token', () => sim.act.expireSyncTokens()],
		['no new token', () => {}],
	])(
		'a restart in the middle of a reading, with %s',
		async (_name, happens) => {
			const trigger = await begun({ options: { perRun: 500 } });
			grow(4_000);
			sim.switches.pages = 'half';
			const first = await trigger.poll();
			const stored = JSON.stringify(trigger.memory);
			happens();
			trigger.restore(stored);
			add('Late');
			const rest = await trigger.drained();
			const ids = [...first, ...rest].map(({ id }) => id);
			expect(new Set(ids).size).toBe(4_001);
			expect(ids).toHaveLength(4_001);
		},
		60_000,
	);

	test('a first reading of everything goes on where it stopped, and tells each event once', async () => {
		grow(3_000);
		const trigger = new Trigger(sim, { startWith: 'everything', options: { perRun: 400 } });
		const first = await trigger.poll();
		trigger.restore(JSON.stringify(trigger.memory));
		remove('event002999');
		const rest = await trigger.drained();
		const created = [...first, ...rest].filter(({ event }) => event === 'eventCreated').map(({ id }) => id);
		expect(created.length - new Set(created).size).toBe(0);
		expect(new Set(created).size).toBeGreaterThanOrEqual(2_999);
	}, 60_000);

	test('a beginning that takes longer than a poll may is gone on with, and only what is changed since is told', async () => {
		grow(6_000);
		sim.clock.advance(MINUTE);
		const trigger = new Trigger(sim, {});
		trigger.budgetMs = -1;
		const { items, asked } = await trigger.counted();
		expect({ items, asked }).toEqual({ items: [], asked: ['calendarList.list', 'events.list'] });
		sim.clock.advance(MINUTE);
		edit('event000001', { location: 'Home' });
		edit('event002900', { location: 'Home' });
		const { id } = add('New');
		trigger.restore(JSON.stringify(trigger.memory));
		const told = (await trigger.drained()).map((item) => [item.event, item.id]).sort();
		expect(told).toEqual([
			['eventCreated', id],
			['eventUpdated', 'event000001'],
			['eventUpdated', 'event002900'],
		]);
	}, 60_000);

	test('a reading that breaks off moves nothing, and the next one goes on', async () => {
		const trigger = await begun();
		add('A');
		sim.faults.inject({ status: 500, times: 10 });
		await expect(trigger.poll()).rejects.toThrow();
		sim.faults.clear();
		expect(told(await trigger.poll())).toEqual(['eventCreated A']);
	}, 60_000);
});

describe.each([-10, 0, 10])('3,600 events spread over the seconds, the clock of n8n %i seconds off', (seconds) => {
	const clock = jest.spyOn(Date, 'now');
	afterAll(() => clock.mockRestore());

	test('come once each', async () => {
		const { timeOrigin } = performance;
		clock.mockImplementation(() => Math.round(timeOrigin + performance.now()) + seconds * 1000);
		const trigger = await begun({ triggerOn: 'eventCreated' });
		const seen: unknown[] = [];
		for (let n = 0; n < 3_600; n++) {
			add(`Event ${n}`, { id: `event${n}` });
			sim.clock.advance(997);
			// At every place within a second, sometimes just before or after an event.
			if (n % 60 === 59) seen.push(...(await trigger.poll()).map(({ id }) => id));
		}
		seen.push(...(await trigger.drained()).map(({ id }) => id));
		expect(seen).toHaveLength(3_600);
		expect(new Set(seen).size).toBe(3_600);
	}, 60_000);
});

test('20,000 events: the state stays small, and a change costs one request', async () => {
	grow(20_000);
	const trigger = await begun({}, { values: { monthsBack: 1, monthsForward: 120 } });
	expect(JSON.stringify(trigger.memory).length).toBeLessThan(1_000_000);
	edit('event015000', { location: 'Home' });
	sim.clock.advance(MINUTE);
	const { items, asked } = await trigger.counted();
	expect(items).toHaveLength(1);
	expect(asked).toEqual(['events.list']);
}, 60_000);
