import type { IDataObject } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import {
	ANNA,
	bothOperators,
	execute,
	fill,
	fromItem,
	MEETINGS,
	OFFERS,
	PIOTR,
	PIOTRS,
	startWorld,
	type Executed,
	type HostMore,
} from './roomWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: GoogleCalendarSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const task = (id: number, more: IDataObject = {}): IDataObject => ({
	id,
	summary: `Task ${id}`,
	start: '2026-03-10T10:00:00',
	...more,
});
const tasks = (count: number) => Array.from({ length: count }, (_, at) => task(at + 1));

async function upsert(items: IDataObject[], more: IDataObject = {}, host: HostMore = {}): Promise<Executed> {
	const parameters = {
		resource: 'event',
		operation: 'upsertByLink',
		calendar: MEETINGS,
		sourceSystem: 'Streamsoft',
		sourceId: '={{ $json.id }}',
		whenChanged: 'overwrite',
		whenDeleted: 'create',
		...fromItem('summary', 'start', 'location', 'guests'),
		...more,
	};
	return await execute(sim, parameters, items, { continueOnFail: true, ...host });
}

const actions = ({ rows }: Executed): unknown[] =>
	rows.map(({ sync, error }) => (sync as IDataObject)?.action ?? error);
const eventsIn = (calendar = MEETINGS): IDataObject[] =>
	sim.act.getEvents({ calendar }).filter(({ status }) => status !== 'cancelled') as unknown as IDataObject[];
const named = (summary: string) => eventsIn().filter((event) => event.summary === summary);

describe('a record whose event is deleted again and again', () => {
	it.each([
		['by ID', 1],
		['by list', 101],
	])('gets one each time, looked for %s', async (_, count) => {
		for (let times = 0; times < 30; times++) {
			expect(actions(await upsert(tasks(count)))[0]).toBe('created');
			expect(named('Task 1')).toHaveLength(1);
			sim.act.deleteEvent({ calendar: MEETINGS, event: 'Task 1' });
		}
	});

	it('keeps to one event where somebody takes the deleted one back, however many records come with it', async () => {
		await upsert([task(1)]);
		const [{ id: first }] = named('Task 1') as [IDataObject];
		sim.act.deleteEvent({ calendar: MEETINGS, event: 'Task 1' });
		await upsert([task(1)]);
		sim.act.restoreEvent({ calendar: MEETINGS, event: String(first) });
		const byId = (await upsert([task(1, { location: 'A' })])).rows[0]!.id;
		const byList = (await upsert([task(1, { location: 'B' }), ...tasks(120).slice(1)])).rows[0]!.id;
		expect([byId, byList]).toEqual([first, first]);
	});
});

describe('calendars in which the event may stand besides', () => {
	const looking = { options: { alsoIn: [OFFERS] } };

	it.each(['after', 'before'] as const)('lose and double nothing where a move is cut (%s)', async (reset) => {
		await upsert([task(1)], { calendar: OFFERS });
		sim.faults.inject({ match: { path: '/move' }, reset });
		expect(actions(await upsert([task(1)], looking))).toEqual(['updated']);
		expect([eventsIn().length, eventsIn(OFFERS).length]).toEqual([1, 0]);
	});

	it('are refused where they belong to another account: a second event would come of it', async () => {
		const more = { values: bothOperators() };
		await upsert([task(1)], { calendar: PIOTRS }, more);
		const [said] = actions(await upsert([task(1)], { options: { alsoIn: [PIOTRS] } }, more));
		expect(said).toMatch(/different Google accounts/);
		expect([eventsIn().length, eventsIn(PIOTRS).length]).toEqual([0, 1]);
	});

	it('may be of another account that shares them', async () => {
		const more = { values: bothOperators() };
		sim.act.shareCalendar({ calendar: PIOTRS, with: ANNA, role: 'writer' });
		await upsert([task(1)], { calendar: PIOTRS }, more);
		expect(actions(await upsert([task(1)], { options: { alsoIn: [PIOTRS] } }, more))).toEqual(['updated']);
		expect([eventsIn().length, eventsIn(PIOTRS).length]).toEqual([1, 0]);
	});

	it('may be told by an expression as a text', async () => {
		await upsert([task(1)], { calendar: OFFERS });
		const alsoIn = `${OFFERS}, ${PIOTRS}` as unknown as string[];
		expect(actions(await upsert([task(1)], { options: { alsoIn: OFFERS } }))).toEqual(['updated']);
		expect(actions(await upsert([task(1)], { options: { alsoIn } }))).toEqual(['unchanged']);
	});
});

describe('guests', () => {
	it.each(['overwrite', 'keep', 'ask'])('may name who the calendar belongs to (%s)', async (whenChanged) => {
		const primary = { calendar: ANNA, whenChanged };
		const guests = { guests: `${ANNA}, ${PIOTR}` };
		expect(actions(await upsert([task(1, guests)], primary))).toEqual(['created']);
		await upsert([task(1, guests)], primary);
		expect(actions(await upsert([task(1, guests)], primary))).toEqual(['unchanged']);
		const [event] = eventsIn(ANNA);
		expect((event!.attendees as IDataObject[]).map(({ email }) => email).sort()).toEqual([ANNA, PIOTR]);
		expect(sim.act.getMails()).toEqual([]);
	});
});
