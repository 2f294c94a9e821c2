import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { ADA, fill, idsOf, MINUTE, startWorld, triggersOf } from './triggerWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: SalesforceSimulator;
let tools: ReturnType<typeof triggersOf>;
beforeAll(async () => {
	sim = await startWorld();
	tools = triggersOf(sim);
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const grow = (count: number, perSecond: number, start: string) =>
	sim.act.grow({ object: 'Contact', count, perSecond, start });

const queries = () => sim.requests.entries.flatMap(({ query }) => query.q ?? []);

describe('reading the overlap again', () => {
	test('5,000 records in it: large pages, of which only the first has the fields', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated'));
		grow(5_000, 1_000, '2026-02-01T10:00:20Z');
		await trigger.poll();
		const { items, requests } = await trigger.counted();
		expect([items, requests]).toEqual([[], 3]);
		expect(queries().filter((query) => query.includes('Email'))).toHaveLength(1);
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		expect(await trigger.counted()).toMatchObject({
			items: [{ id: ADA, record: { LastName: 'Ada' } }],
			requests: 4,
		});
	});

	test.each(['recordCreatedOrUpdated', 'fieldChanged'])('a late commit among many is found: %s', async (event) => {
		const trigger = await tools.begun(tools.on(event, { fields: ['Stage__c'] }));
		grow(5_000, 100, '2026-02-01T10:00:20Z');
		sim.clock.advance(5 * MINUTE);
		await trigger.drain();
		sim.act.setFields({ record: ADA, fields: { Stage__c: 'Lost' }, at: '2026-02-01T10:01:05Z' });
		expect(await trigger.poll()).toMatchObject([{ id: ADA, record: { LastName: 'Ada' } }]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('new ones behind a full overlap come once each, with their fields', async () => {
		const trigger = await tools.begun(tools.on('recordCreatedOrUpdated'));
		grow(3_500, 500, '2026-02-01T10:00:20Z');
		expect(await trigger.drain()).toHaveLength(3_500);
		sim.clock.advance(MINUTE);
		grow(2_400, 2_400, '2026-02-01T10:01:30Z');
		const items = await trigger.drain();
		expect([items.length, new Set(idsOf(items)).size]).toEqual([2_400, 2_400]);
		for (const { record } of items) expect(record).toHaveProperty('Email');
	});

	test('polls that have time for one reading each come to the end of a full overlap, and to what is new', async () => {
		const trigger = await tools.begun(tools.won());
		trigger.budgetMs = 0;
		sim.switches.pageSize = 200;
		grow(2_000, 500, '2026-02-01T10:00:20Z');
		for (let round = 0; round < 12; round++) await trigger.poll();
		sim.clock.advance(MINUTE);
		sim.act.setField({ record: ADA, field: 'Stage__c', value: 'Won' });
		tools.settle();
		const items: unknown[] = [];
		for (let round = 0; round < 14; round++) items.push(...(await trigger.poll()));
		expect(items).toMatchObject([{ id: ADA, changes: { Stage__c: { from: 'Negotiation', to: 'Won' } } }]);
	});

	test('nearly as much waits as is remembered: the overlap is not read in crumbs', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated', { options: { maxAttempts: 100 } }));
		for (const { id } of [...sim.store.table('Contact')!.rows()]) sim.act.touchRecord({ record: id });
		grow(4_985, 1_000, '2026-02-01T09:00:00Z');
		for (const { id } of [...sim.store.table('Contact')!.rows()]) sim.act.touchRecord({ record: id });
		tools.settle();
		trigger.status = 'error';
		await trigger.poll();
		sim.clock.advance(MINUTE);
		const { requests } = await trigger.counted();
		expect(requests).toBeLessThan(12);
	});

	test('what was read long after it was written is not read again: a first load', async () => {
		grow(12_000, 20, '2026-01-30T10:00:00Z');
		const trigger = tools.on('recordCreatedOrUpdated', { startWith: 'everything', options: { perRun: 3_000 } });
		sim.requests.clear();
		const ids = idsOf(await trigger.drain());
		expect([ids.length, new Set(ids).size]).toEqual([12_002, 12_002]);
		expect(queries().filter((query) => query.includes('ORDER BY SystemModstamp')).length).toBeLessThanOrEqual(14);
	});

	test.each([100, 700])('a first load catches up with late commits going on, %i a run', async (perRun) => {
		grow(3_600, 1, '2026-02-01T09:00:00Z');
		sim.switches.pageSize = 200;
		const trigger = tools.on('recordCreatedOrUpdated', { startWith: 'everything', options: { perRun } });
		const made: string[] = [];
		const ids: unknown[] = [];
		for (let round = 0; round < 45; round++) {
			ids.push(...idsOf(await trigger.poll()));
			sim.clock.advance(MINUTE / 2);
			const at = new Date(sim.clock.now().getTime() - ((round * 7) % 15) * MINUTE).toISOString();
			made.push(sim.act.createRecord({ object: 'Contact', fields: { LastName: 'Late' }, at }).Id);
		}
		tools.settle();
		ids.push(...idsOf(await trigger.drain()));
		expect([ids.length, new Set(ids).size]).toEqual([3_647, 3_647]);
		expect(ids).toEqual(expect.arrayContaining(made));
	});

	test('a late commit at the end of a first load is found', async () => {
		grow(3_000, 3_000, '2026-02-01T09:58:00Z');
		const trigger = tools.on('recordCreatedOrUpdated', { startWith: 'everything', options: { perRun: 3_000 } });
		expect(await trigger.drain()).toHaveLength(3_002);
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker', at: '2026-02-01T09:57:00Z' });
		expect(idsOf(await trigger.poll())).toEqual([ADA]);
	});

	test('what is kept is bounded, however much changes in two hours', async () => {
		const trigger = await tools.begun(tools.won());
		for (let round = 0; round < 4; round++) {
			grow(4_000, 100, sim.clock.now().toISOString());
			sim.clock.advance(25 * MINUTE);
			expect(await trigger.drain()).toEqual([]);
		}
		expect(JSON.stringify(trigger.memory).length).toBeLessThan(1_200_000);
	});
});

describe('what lies before the beginning', () => {
	test('does not come when the overlap is made longer', async () => {
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker', at: '2026-02-01T09:30:00Z' });
		for (const event of ['recordUpdated', 'recordCreatedOrUpdated']) {
			const trigger = await tools.begun(tools.on(event));
			trigger.parameters.options = { overlapMinutes: 120 };
			expect(await trigger.poll()).toEqual([]);
		}
	});

	test('does not come where more of it was written lately than can be remembered', async () => {
		grow(11_000, 1_000, '2026-02-01T08:50:00Z');
		let at = Date.parse('2026-02-01T09:50:00Z');
		for (const { id } of [...sim.store.table('Contact')!.rows()])
			sim.act.touchRecord({ record: id, at: new Date((at += 20)).toISOString() });
		const fields = ['Email', 'LastName'];
		for (const trigger of [tools.on('recordCreatedOrUpdated'), tools.on('fieldChanged', { fields })]) {
			expect(await trigger.poll()).toEqual([]);
			sim.clock.advance(MINUTE);
			expect(await trigger.poll()).toEqual([]);
		}
	});

	test('does not come where thousands were deleted', async () => {
		grow(2_500, 1_000, '2026-02-01T08:00:00Z');
		for (const { id } of [...sim.store.table('Contact')!.rows()]) sim.act.deleteRecord({ record: id });
		sim.clock.advance(3 * MINUTE);
		const trigger = tools.on('recordDeleted');
		await trigger.poll();
		sim.clock.advance(3 * MINUTE);
		expect(await trigger.poll()).toEqual([]);
	});
});
