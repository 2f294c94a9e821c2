import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { ADA, BAKERY, failure, fill, idsOf, MINUTE, startWorld, TOM, triggersOf } from './triggerWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const DAY = 24 * 60 * MINUTE;
let sim: SalesforceSimulator;
let tools: ReturnType<typeof triggersOf>;
beforeAll(async () => {
	sim = await startWorld();
	tools = triggersOf(sim);
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const deleted = (more = {}) => tools.on('recordDeleted', more);
/** What is deleted is listed a minute later, by whole minutes. */
const settle = () => void sim.clock.advance(3 * MINUTE);

test('a deleted record comes as it last was, marked', async () => {
	const trigger = await tools.begun(deleted({ parentColumns: 'Account.Name' }));
	sim.act.deleteRecord({ record: ADA });
	settle();
	expect(await trigger.poll()).toMatchObject([
		{
			event: 'recordDeleted',
			id: ADA,
			occurredAt: '2026-02-01T10:01:00.000Z',
			record: { Id: ADA, LastName: 'Ada', deleted: true, IsDeleted: true, 'Account.Name': 'Bakery' },
		},
	]);
	settle();
	expect(await trigger.poll()).toEqual([]);
});

test('what was deleted before the trigger began does not come', async () => {
	sim.act.deleteRecord({ record: ADA });
	sim.clock.advance(10_000);
	const trigger = await tools.begun(deleted());
	settle();
	expect(await trigger.poll()).toEqual([]);
});

test('the children that went along come too', async () => {
	const trigger = await tools.begun(deleted());
	sim.act.deleteRecord({ record: BAKERY });
	settle();
	expect(idsOf(await trigger.poll())).toEqual([ADA]);
});

test('a merged record names the one that is left', async () => {
	const trigger = await tools.begun(deleted());
	sim.act.mergeRecords({ master: ADA, losers: [TOM] });
	settle();
	expect(await trigger.poll()).toMatchObject([{ id: TOM, masterRecordId: ADA, record: { deleted: true } }]);
});

test('a record that is in no bin any more comes with its ID alone', async () => {
	const trigger = await tools.begun(deleted());
	sim.act.deleteRecord({ record: ADA });
	sim.act.emptyRecycleBin({ object: 'Contact' });
	settle();
	expect(await trigger.poll()).toMatchObject([{ id: ADA, record: { Id: ADA, deleted: true } }]);
});

test('a record that was taken back is not marked as deleted; deleted again, it comes again', async () => {
	const trigger = await tools.begun(deleted());
	sim.act.deleteRecord({ record: ADA });
	trigger.status = 'error';
	settle();
	expect(await trigger.poll()).toHaveLength(1);
	sim.act.restoreRecord({ record: ADA });
	trigger.status = 'success';
	const [again] = await trigger.poll();
	expect(again).toMatchObject({ id: ADA, record: { IsDeleted: false }, delivery: { redelivered: true } });
	expect(again!.record).not.toHaveProperty('deleted');
	sim.act.deleteRecord({ record: ADA });
	settle();
	expect(await trigger.poll()).toMatchObject([{ id: ADA, delivery: { redelivered: false } }]);
});

test('thousands at once, in one second, in runs of a thousand', async () => {
	sim.act.grow({ object: 'Contact', count: 2_500, start: '2026-02-01T08:00:00Z' });
	const trigger = await tools.begun(deleted({ options: { perRun: 500 } }));
	const at = sim.clock.now().toISOString();
	const rows = [...sim.store.table('Contact')!.rows()].map(({ id }) => id);
	for (const record of rows) sim.act.deleteRecord({ record, at });
	settle();
	const ids = idsOf(await trigger.drain());
	expect([ids.length, new Set(ids).size]).toEqual([rows.length, rows.length]);
	expect(trigger.reported).toEqual([]);
});

test.each([
	['queryAllHasMerged', false, undefined],
	['replicationLagSeconds', 600, ADA],
	['hiddenField', 'empty', ADA],
] as const)('also with %s %s', async (name, value, masterRecordId) => {
	Object.assign(sim.switches, { [name]: value });
	const trigger = await tools.begun(deleted());
	sim.act.mergeRecords({ master: ADA, losers: [TOM] });
	const items: object[] = [];
	for (let poll = 0; poll < 5; poll++) {
		sim.clock.advance(5 * MINUTE);
		items.push(...(await trigger.poll()));
	}
	expect(items).toMatchObject([{ id: TOM, ...(masterRecordId && { masterRecordId }), record: { deleted: true } }]);
});

test('more than the list may hold is asked for in parts', async () => {
	sim.switches.replicationIdLimit = 20;
	sim.act.grow({ object: 'Contact', count: 50, start: '2026-02-01T08:00:00Z' });
	const trigger = await tools.begun(deleted());
	await trigger.poll();
	for (const { id } of [...sim.store.table('Contact')!.rows()]) {
		sim.act.deleteRecord({ record: id });
		sim.clock.advance(MINUTE);
	}
	settle();
	expect(new Set(idsOf(await trigger.drain())).size).toBe(52);
});

describe('what Salesforce has forgotten', () => {
	test('is said, and the recycle bin is read instead', async () => {
		const trigger = await tools.begun(deleted());
		sim.act.deleteRecord({ record: ADA });
		sim.clock.advance(MINUTE);
		sim.act.deleteRecord({ record: TOM });
		sim.clock.advance(DAY);
		sim.act.purgeDeleteLog({});
		const items = await trigger.drain();
		expect(items).toMatchObject([
			{ id: ADA, record: { LastName: 'Ada', deleted: true } },
			{ id: TOM, record: { LastName: 'Tom', deleted: true } },
		]);
		expect(trigger.reported[0]!.message).toMatch(
			/no longer tells all Contact records that were deleted between 2026-02-01/,
		);
		expect(trigger.reported[0]!.description).toContain('Compare the IDs');
		const told = trigger.reported.length;
		const { Id } = sim.act.createRecord({ object: 'Contact', fields: { LastName: 'New' } });
		sim.clock.advance(20 * MINUTE);
		await trigger.poll();
		sim.act.deleteRecord({ record: Id });
		settle();
		expect(idsOf(await trigger.poll())).toEqual([Id]);
		expect(trigger.reported).toHaveLength(told);
	});

	test('after three weeks without a poll as well', async () => {
		const trigger = await tools.begun(deleted());
		sim.switches.recycleBinDays = 30;
		sim.act.deleteRecord({ record: ADA });
		sim.clock.advance(21 * DAY);
		sim.act.deleteRecord({ record: TOM });
		settle();
		const ids = idsOf(await trigger.drain());
		expect([ids.length, new Set(ids)]).toEqual([2, new Set([ADA, TOM])]);
		expect(trigger.reported).toHaveLength(1);
	});
});

test('starting with everything: what is in the recycle bin; from a date: since then', async () => {
	sim.act.deleteRecord({ record: ADA });
	sim.clock.advance(2 * DAY);
	sim.act.deleteRecord({ record: TOM });
	settle();
	const all = deleted({ startWith: 'everything' });
	expect(new Set(idsOf(await all.drain()))).toEqual(new Set([ADA, TOM]));
	expect(all.reported).toEqual([]);
	const since = deleted({ startWith: 'date', startDate: '2026-02-02T00:00:00' });
	expect(idsOf(await since.drain())).toEqual([TOM]);
	const longAgo = deleted({ startWith: 'date', startDate: '2025-06-01T00:00:00' });
	expect(new Set(idsOf(await longAgo.drain()))).toEqual(new Set([ADA, TOM]));
});

test('an object without a recycle bin is refused', async () => {
	sim.act.addObject({ name: 'Entry__c', permanent: true, fields: [] });
	const error = await failure(deleted({ object: 'Entry__c', columns: [] }).poll());
	expect(error.message).toContain('no recycle bin for records of Entry__c');
});

test('a manual run shows a deleted record, or one that stands in', async () => {
	const trigger = deleted();
	trigger.mode = 'manual';
	expect(await trigger.poll()).toMatchObject([{ sample: expect.any(String), record: { deleted: true } }, {}]);
	sim.act.deleteRecord({ record: ADA });
	const [item, ...others] = await trigger.poll();
	expect(others).toEqual([]);
	expect(item).toMatchObject({ id: ADA, record: { deleted: true, LastName: 'Ada' } });
	expect(item).not.toHaveProperty('sample');
});
