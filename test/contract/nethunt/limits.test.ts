import type { IDataObject } from 'n8n-workflow';

import type { NetHuntSimulator } from '../../../sandbox/nethunt';
import { ACME, BOLT, DEALS, failure, fill, idsOf, startWorld, Trigger, triggersOf } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: NetHuntSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

async function begun(more: IDataObject = {}): Promise<Trigger> {
	const { won, begun: begin } = triggersOf(sim);
	return await begin(won(more));
}

const make = (count: number, stepMs: number) =>
	Array.from({ length: count }, () => {
		sim.clock.advance(stepMs);
		return sim.act.createRecord({ folder: DEALS, fields: { Status: 'Won' } }).id;
	});

async function told(trigger: Trigger, polls: number): Promise<unknown[]> {
	const all: unknown[] = [];
	for (let poll = 0; poll < polls; poll++) all.push(...idsOf(await trigger.poll()));
	return all;
}

describe('what a list leaves out', () => {
	test('when changes and updates are both cut in silence at 1,000, the folder itself is looked through', async () => {
		Object.assign(sim.switches, { changeCap: 1_000, updatedCap: 1_000 });
		const trigger = await begun();
		const made = make(1_500, 10);
		expect(new Set(await told(trigger, 3))).toEqual(new Set(made));
	});

	test('oldest first, cut between changes that share one time', async () => {
		Object.assign(sim.switches, { changeCap: 500, changeOrder: 'oldest', order: 'oldest', timePrecisionMs: 70 });
		const trigger = await begun();
		const made = make(1_300, 10);
		const all = await told(trigger, 3);
		expect(new Set(all)).toEqual(new Set(made));
		expect(all.length).toBe(made.length);
	});

	test('oldest first, and more with one time than a list holds: reading goes on behind them', async () => {
		Object.assign(sim.switches, { changeCap: 500, changeOrder: 'oldest', timePrecisionMs: 60_000 });
		const trigger = await begun();
		make(600, 0);
		sim.clock.advance(60_000);
		const later = make(3, 1_000);
		expect(await told(trigger, 3)).toEqual(expect.arrayContaining(later));
	});

	test.each([1, 60_000])('times are rounded to %i ms: each change once', async (timePrecisionMs) => {
		sim.switches.timePrecisionMs = timePrecisionMs;
		const trigger = await begun();
		const made = make(20, 7_000);
		expect((await told(trigger, 3)).sort()).toEqual(made.sort());
	});

	test('everything appears late', async () => {
		sim.switches.lateCommitMs = 4 * 60_000;
		const trigger = await begun();
		const made: unknown[] = [];
		const all: unknown[] = [];
		for (let poll = 0; poll < 6; poll++) {
			if (poll < 4) made.push(...make(2, 1_000));
			sim.clock.advance(2 * 60_000);
			all.push(...idsOf(await trigger.poll()));
		}
		expect(all.sort()).toEqual(made.sort());
	});

	test('a limit is always sent, whatever NetHunt takes for granted', async () => {
		sim.switches.defaultLimit = 1;
		const trigger = await begun();
		const made = make(5, 10);
		expect((await told(trigger, 1)).sort()).toEqual(made.sort());
	});
});

describe('a list read again for the watched field', () => {
	test.each<[string, object]>([
		['as it is', {}],
		['filteredShowsAllFields off', { filteredShowsAllFields: false }],
		['deletePassesFieldFilter', { deletePassesFieldFilter: true, deleteCarriesFields: true }],
		['sinceInclusive', { sinceInclusive: true }],
		['fieldNameExactCase off', { fieldNameExactCase: false }],
		['unknownFieldName 400', { unknownFieldName: '400' }],
		['updatedHoldsCreated off', { updatedHoldsCreated: false }],
		['fieldActions as a list', { fieldActionsShape: 'array' }],
		['createCarriesFields off', { createCarriesFields: false }],
	])('tells what was cut off, with what it was (%s)', async (_name, switches) => {
		Object.assign(sim.switches, switches, { changeCap: 500 });
		const trigger = await begun();
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		for (let at = 0; at < 600; at++) {
			sim.clock.advance(100);
			sim.act.setField({ record: BOLT, field: 'Amount', value: at });
		}
		expect(await trigger.poll()).toMatchObject([
			{ id: ACME, changes: { Status: { from: 'Negotiation', to: 'Won' } }, record: { fields: { Name: 'Acme' } } },
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a new record without its time is an error, and is not passed over', async () => {
		const trigger = await begun({ triggerOn: 'recordCreated' });
		sim.faults.inject({
			match: { path: 'new-record' },
			status: 200,
			body: '[{"id":"r1","recordId":"r1","fields":{}}]',
		});
		expect((await failure(trigger.poll())).message).toContain('r1 without "createdAt"');
	});
});

describe('the pace', () => {
	test.each([0, 1])('too many at once, Retry-After %i: waited out', async (retryAfterSeconds) => {
		const trigger = await begun({ triggerOn: 'commentCreated', includeRecord: true });
		for (const id of make(8, 10)) sim.act.addComment({ record: id, text: 'Hello' });
		Object.assign(sim.switches, { burstPerSecond: 3, retryAfterSeconds });
		const ticking = setInterval(() => sim.clock.advance(1_100), 5);
		const items = await trigger.poll().finally(() => clearInterval(ticking));
		expect(items.length).toBe(8);
		expect(sim.requests.count({ status: 429 })).toBeGreaterThan(0);
	});

	test('after a failure no further record is asked for', async () => {
		const trigger = await begun({ triggerOn: 'commentCreated', includeRecord: true });
		for (const id of make(15, 10)) sim.act.addComment({ record: id, text: 'Hello' });
		sim.faults.inject({ match: { path: 'find-record' }, status: 403, times: Infinity });
		sim.requests.clear();
		await failure(trigger.poll());
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(sim.requests.count({ path: 'find-record' })).toBeLessThan(8);
	});
});

describe('what happens to records and fields', () => {
	test.each([
		['CREATE', [ACME]],
		['UPDATE', [ACME]],
		['nothing', []],
	] as const)('a record that is restored (shown as %s) became what it is', async (restoreAppearsAs, expected) => {
		sim.switches.restoreAppearsAs = restoreAppearsAs;
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		sim.act.deleteRecord({ record: ACME });
		sim.clock.advance(60 * 60_000);
		const trigger = await begun();
		sim.act.restoreRecord({ record: ACME });
		const items = await trigger.poll();
		expect(idsOf(items)).toEqual(expected);
		for (const { record } of items) expect(record).toMatchObject({ fields: { Name: 'Acme' } });
	});

	test.each(['current', 'asWritten'] as const)(
		'a renamed field is noticed, older changes tell %s names',
		async (historyNames) => {
			sim.switches.historyNames = historyNames;
			const trigger = await begun();
			sim.act.setField({ record: ACME, field: 'Status', value: 'Lost' });
			sim.clock.advance(1_000);
			sim.act.renameField({ folder: DEALS, field: 'Status', to: 'Stage' });
			sim.act.setField({ record: ACME, field: 'Stage', value: 'Won' });
			expect((await failure(trigger.poll())).message).toContain('no field "Status"');
		},
	);

	test.each(['empty', '400'] as const)(
		'a run by hand says that the field is gone (unknown names: %s)',
		async (unknownFieldName) => {
			sim.switches.unknownFieldName = unknownFieldName;
			const trigger = new Trigger(sim, { triggerOn: 'fieldBecameValue', field: 'Status', values: ['Won'] });
			trigger.mode = 'manual';
			sim.act.removeField({ folder: DEALS, field: 'Status' });
			expect((await failure(trigger.poll())).message).toContain('no field "Status"');
		},
	);

	test('a run by hand without a value says so as well', async () => {
		const trigger = new Trigger(sim, { triggerOn: 'fieldBecameValue', field: 'Status', values: [] });
		trigger.mode = 'manual';
		expect((await failure(trigger.poll())).message).toContain('No value is chosen');
	});

	test('a field may be called as something that every object has', async () => {
		sim.act.addField({ folder: DEALS, name: 'constructor' });
		const trigger = await begun({ field: 'constructor', values: ['Brick & Co'] });
		sim.act.setField({ record: ACME, field: 'constructor', value: 'Brick & Co' });
		expect(await trigger.poll()).toMatchObject([{ id: ACME, record: { fields: { constructor: 'Brick & Co' } } }]);
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		expect(await trigger.poll()).toEqual([]);
	});

	test.each(['delta', 'whole'] as const)(
		'a list becomes a value when the value joins it (told as %s)',
		async (multiChange) => {
			sim.switches.multiChange = multiChange;
			const trigger = await begun({ field: 'Tags', values: ['vip'] });
			sim.act.addToField({ record: ACME, field: 'Tags', value: 'vip' });
			sim.clock.advance(1_000);
			sim.act.addToField({ record: ACME, field: 'Tags', value: 'more' });
			const items = await trigger.poll();
			expect(items.length).toBe(1);
			expect(items[0]!.record).toMatchObject({ fields: { Tags: ['big', 'old', 'vip', 'more'] } });
		},
	);
});
