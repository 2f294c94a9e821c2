import { switchChoices } from '../../../sandbox/nethunt/switches';
import type { NetHuntSimulator } from '../../../sandbox/nethunt';
import { ACME, apiFor, BOLT, byName, DEALS, execute, fill, rowsOf, startWorld, Trigger } from './world';

let sim: NetHuntSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

type Switches = Record<string, unknown>;
const BOOLEANS = [
	'folderFieldExtras',
	'createCarriesId',
	'newRecordCarriesUpdatedAt',
	'deletedFlag',
	'updatedIdIsEventId',
	'listsCarryRecordId',
	'sinceInclusive',
	'updatedHoldsCreated',
	'fieldNameExactCase',
	'includeRemove',
	'includeOverwrite',
	'createCarriesFields',
	'deleteCarriesFields',
	'deletePassesFieldFilter',
	'filteredShowsAllFields',
	'apiUpdatesInChanges',
	'searchFuzzy',
	'trashFindable',
	'timeZoneApplies',
	'unchangedIsChange',
] as const;
/** Refusals, which are tested by themselves, are left out. */
const REFUSALS = new Set(['forbiddenFolderStatus', 'quotaStatus']);
const variants: Array<[string, Switches]> = [
	...BOOLEANS.flatMap((name) =>
		[true, false].map((value): [string, Switches] => [`${name} ${value}`, { [name]: value }]),
	),
	...Object.entries(switchChoices)
		.filter(([name]) => !REFUSALS.has(name))
		.flatMap(([name, values]) => values.map((value): [string, Switches] => [`${name} ${value}`, { [name]: value }])),
];

test('no switch is forgotten', () => {
	const covered = new Set(variants.flatMap(([, one]) => Object.keys(one)));
	const numbers = [
		'defaultLimit',
		'cap',
		'updatedCap',
		'changeCap',
		'timePrecisionMs',
		'lateCommitMs',
		'findWithoutArgumentsStatus',
	];
	const elsewhere = [
		...REFUSALS,
		...numbers,
		'unknownThreadStatus',
		'planForbidden',
		'quota',
		'burstPerSecond',
		'retryAfterSeconds',
		'latencyMs',
	];
	expect(Object.keys(sim.switches).filter((name) => !covered.has(name) && !elsewhere.includes(name))).toEqual([]);
});

describe.each(variants)('%s', (_name, switches) => {
	beforeEach(() => void Object.assign(sim.switches, switches));

	test('the trigger tells that a status became Won, with the record and what it was', async () => {
		const trigger = new Trigger(sim, { triggerOn: 'fieldBecameValue', field: 'Status', values: ['Won'] });
		expect(await trigger.poll()).toEqual([]);
		sim.clock.advance(60_000);
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		sim.act.setField({ record: BOLT, field: 'Status', value: 'Lost' });
		sim.clock.advance(60_000);
		const { id } = sim.act.createRecord({ folder: DEALS, fields: { Name: 'Cato', Status: 'Won' } });
		sim.clock.advance(60_000);
		const items = await trigger.poll();
		const seen = items.map((item) => [item.id, (item.changes as { Status: unknown }).Status]);
		const told = sim.switches.includeRemove || sim.switches.fieldActionsShape === 'array';
		expect(seen).toEqual([
			[ACME, told ? { from: 'Negotiation', to: 'Won' } : { to: 'Won' }],
			[id, { from: null, to: 'Won' }],
		]);
		expect(items.map(({ record }) => (record as { fields: { Name: string } }).fields.Name)).toEqual(['Acme', 'Cato']);
		expect(items.map(({ record }) => (record as { id: string }).id)).toEqual([ACME, id]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a deleted record is told once', async () => {
		const trigger = new Trigger(sim, { triggerOn: 'recordDeleted' });
		await trigger.poll();
		sim.clock.advance(60_000);
		sim.act.deleteRecord({ record: ACME });
		expect(await trigger.poll()).toMatchObject([{ id: ACME, record: { recordId: ACME, deleted: true } }]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a new record and a comment are told', async () => {
		const created = new Trigger(sim, { triggerOn: 'recordCreated' });
		const commented = new Trigger(sim, { triggerOn: 'commentCreated' });
		expect([await created.poll(), await commented.poll()]).toEqual([[], []]);
		sim.clock.advance(60_000);
		const { id } = sim.act.createRecord({ folder: DEALS, fields: { Name: 'Cato' } });
		sim.act.addComment({ record: BOLT, text: 'Call back' });
		expect(await created.poll()).toMatchObject([{ id, record: { recordId: id, fields: { Name: 'Cato' } } }]);
		expect(await commented.poll()).toMatchObject([
			{ id: BOLT, comment: { text: 'Call back' }, record: { recordId: BOLT } },
		]);
	});

	test('a record is created once, changed once, and then left alone', async () => {
		const upsert = (fields: Record<string, unknown>) => ({
			resource: 'record',
			operation: 'upsert',
			folder: DEALS,
			matchOn: ['Email'],
			options: {},
			...byName(...rowsOf(fields)),
		});
		const run = async (fields: Record<string, unknown>) =>
			((await execute(sim, upsert(fields))).rows[0]!.sync as { action: string }).action;
		const first = { Email: 'd@dora.example', Name: 'Dora', Amount: '5', 'Close date': '2026-03-01' };
		expect(await run(first)).toBe('created');
		expect(await run({ ...first, Status: 'New' })).toBe('updated');
		expect(await run({ ...first, Status: 'New' })).toBe('unchanged');
		expect([...sim.store.records.values()].filter(({ values }) => JSON.stringify(values).includes('dora')).length).toBe(
			1,
		);
	});

	test('a field is cleared, a value added, another removed', async () => {
		const rows = [
			{ field: 'Status', edit: 'clear', from: 'path', path: '' },
			...rowsOf({ Tags: 'new' }, 'add'),
			...rowsOf({ Tags: 'old' }, 'remove'),
		];
		const parameters = {
			resource: 'record',
			operation: 'update',
			folder: DEALS,
			record: ACME,
			options: {},
			...byName(...rows),
		};
		const { rows: first } = await execute(sim, parameters);
		expect(first).toMatchObject([{ recordId: ACME, sync: { action: 'updated' } }]);
		const { fields } = sim.act.getRecord({ record: ACME });
		expect(fields).toMatchObject({ Tags: ['big', 'new'] });
		expect([null, undefined, '']).toContain(fields.Status);
		sim.requests.clear();
		expect((await execute(sim, parameters)).rows).toMatchObject([{ sync: { action: 'unchanged' } }]);
		expect(sim.requests.count({ method: 'POST' })).toBe(0);
	});

	test('a record that is gone or was never there', async () => {
		const api = await apiFor(sim);
		sim.act.deleteRecord({ record: BOLT });
		expect(await api.findRecord(DEALS, '65a0c0ffee0000000000dead')).toBeUndefined();
		if (!sim.switches.trashFindable) expect(await api.findRecord(DEALS, BOLT)).toBeUndefined();
		expect((await api.searchRecords(DEALS, 'nothing-like-this', 10)).rows).toEqual([]);
	});
});
