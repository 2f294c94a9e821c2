import type { IDataObject } from 'n8n-workflow';

import type { NetHuntSimulator } from '../../../sandbox/nethunt';
import { ACME, BOLT, byName, DEALS, execute, fill, rowsOf, startWorld, failure } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: NetHuntSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const base = { resource: 'record', folder: DEALS, options: {}, dryRun: false };
const countOf = (text: string) =>
	[...sim.store.records.values()].filter(({ values }) => JSON.stringify(values).includes(text)).length;

describe('Create, Delete, Get and Get Changes', () => {
	test('shapes are learnt from other records: a list, a number, a day in the zone of the workflow', async () => {
		sim.act.setField({ record: ACME, field: 'Close date', value: '2026-03-01' });
		const rows = rowsOf({
			Name: 'Dora',
			Email: 'd@dora.example',
			Amount: '12.5',
			'Close date': '2026-03-31T22:30:00Z',
		});
		const { rows: made } = await execute(sim, { ...base, operation: 'create', ...byName(...rows) }, [{}], {
			timezone: 'Europe/Kyiv',
		});
		expect(made).toMatchObject([
			{ fields: { Email: ['d@dora.example'], Amount: 12.5, 'Close date': '2026-04-01' }, sync: { action: 'created' } },
		]);
	});

	test('a lost answer of Create says that the record may be there', async () => {
		sim.faults.inject({ match: { path: 'create-record' }, reset: 'after' });
		const error = await failure(execute(sim, { ...base, operation: 'create', ...byName(...rowsOf({ Name: 'Dora' })) }));
		expect(error.message).toContain('The record may have been written');
		expect(error.description).toContain('Look in NetHunt');
		expect(countOf('Dora')).toBe(1);
	});

	test.each(['after', 'before'] as const)(
		'Delete whose answer was lost by a reset %s is sure of the end',
		async (reset) => {
			sim.faults.inject({ match: { path: 'delete-record' }, reset });
			const { rows } = await execute(sim, { ...base, operation: 'delete', record: ACME });
			expect(rows).toMatchObject([{ recordId: ACME, deleted: true, sync: { action: 'deleted' } }]);
			expect(sim.store.records.get(ACME)?.deleted).toBe(true);
		},
	);

	test.each([true, false])(
		'Delete whose answer was lost is sure also where the trash is searched (deleted is told: %s)',
		async (deletedFlag) => {
			Object.assign(sim.switches, { trashFindable: true, deletedFlag });
			sim.faults.inject({ match: { path: 'delete-record' }, reset: 'after' });
			const { rows } = await execute(sim, { ...base, operation: 'delete', record: ACME });
			expect(rows).toMatchObject([{ recordId: ACME, deleted: true, sync: { action: 'deleted' } }]);
		},
	);

	test('Delete of what is gone fails, or is skipped; a dry run deletes nothing', async () => {
		const parameters = { ...base, operation: 'delete', record: BOLT };
		expect((await execute(sim, { ...parameters, dryRun: true })).rows).toMatchObject([
			{ dryRun: true, fields: { Name: 'Bolt' } },
		]);
		sim.act.deleteRecord({ record: BOLT });
		expect((await failure(execute(sim, parameters))).message).toContain(BOLT);
		const { rows } = await execute(sim, { ...parameters, options: { ifGone: 'skip' } });
		expect(rows).toMatchObject([{ sync: { action: 'skipped' } }]);
	});

	test('Get is flat when simplified and raw otherwise', async () => {
		const parameters = { ...base, operation: 'get', record: ACME };
		expect((await execute(sim, { ...parameters, simplify: true })).rows).toMatchObject([
			{ recordId: ACME, Name: 'Acme' },
		]);
		expect((await execute(sim, { ...parameters, simplify: false })).rows).toMatchObject([
			{ id: ACME, fields: { Name: 'Acme' } },
		]);
	});

	test('Get Many by search, by time, by both, and all', async () => {
		sim.clock.advance(3_600_000);
		sim.act.setField({ record: BOLT, field: 'Status', value: 'Won' });
		const many = async (more: IDataObject) => {
			const { rows } = await execute(sim, {
				...base,
				operation: 'getMany',
				search: '',
				returnAll: true,
				filters: {},
				simplify: true,
				...more,
			});
			return rows.map(({ Name }) => Name).sort();
		};
		expect(await many({})).toEqual(['Acme', 'Bolt']);
		expect(await many({ returnAll: false, limit: 1 })).toHaveLength(1);
		expect(await many({ search: 'acme' })).toEqual(['Acme']);
		expect(await many({ filters: { updatedAfter: '2026-02-01T10:30:00Z' } })).toEqual(['Bolt']);
		expect(await many({ filters: { createdAfter: '2026-02-01T00:00:00Z' } })).toEqual([]);
		expect(
			await many({
				search: 'bolt',
				filters: { createdAfter: '2026-01-01T00:00:00Z', updatedAfter: '2026-02-01T10:30:00Z' },
			}),
		).toEqual(['Bolt']);
	});

	test('Get Changes tells who changed what', async () => {
		sim.clock.advance(1000);
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		const parameters = {
			...base,
			operation: 'getChanges',
			since: '2026-02-01T00:00:00Z',
			fields: ['Status'],
			onlyRecord: ACME,
			returnAll: true,
		};
		expect((await execute(sim, parameters)).rows).toMatchObject([
			{
				recordId: ACME,
				recordAction: 'UPDATE',
				changes: { Status: { from: 'Negotiation', to: 'Won' } },
				user: { emailAddress: 'user@nethunt.test' },
			},
		]);
	});
});
