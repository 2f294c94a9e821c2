import type { IDataObject } from 'n8n-workflow';

import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import {
	BAKERY,
	byKey,
	collections,
	contacts,
	execute,
	failure,
	fill,
	fromItem,
	KEY,
	living,
	startWorld,
	upsert,
} from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: SalesforceSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const fields = [KEY, 'LastName', 'Birthdate', 'Score__c', 'Email', `Account.${KEY}`];
const values = { Birthdate: '1990-05-01', Score__c: '12.50', Email: 'Ada@Example.com', [`Account.${KEY}`]: 'acc-1' };
const skipping = upsert(fields, { options: { skipUnchanged: true } });
const actions = (rows: Array<{ sync?: unknown }>) => rows.map(({ sync }) => (sync as { action: string }).action);

describe('Skip Unchanged', () => {
	test('the second run sends no write', async () => {
		await execute(sim, skipping, contacts(450, values));
		sim.requests.clear();
		const { rows } = await execute(sim, skipping, contacts(450, values));
		expect(new Set(actions(rows))).toEqual(new Set(['unchanged']));
		expect(collections(sim)).toBe(0);
		expect(sim.requests.count({ path: '/query' })).toBeLessThanOrEqual(3);
	});

	test('only what differs is sent', async () => {
		await execute(sim, skipping, contacts(3, values));
		const [first, second, third] = contacts(3, values);
		const { rows } = await execute(sim, skipping, [first!, { ...second, LastName: 'New' }, third!]);
		expect(rows[1]!.sync).toMatchObject({
			action: 'updated',
			changes: { LastName: { from: 'Person 2', to: 'New' } },
		});
		expect(rows[1]).not.toHaveProperty('Email');
		expect(actions(rows)).toEqual(['unchanged', 'updated', 'unchanged']);
	});

	test('a later item with the same key is compared with what the earlier one wrote', async () => {
		const [one] = contacts(1, values);
		const { rows } = await execute(sim, skipping, [one!, { ...one, LastName: 'New' }, { ...one, LastName: 'New' }]);
		expect(actions(rows)).toEqual(['created', 'updated', 'unchanged']);
		expect(living(sim)).toHaveLength(1);
	});

	test('a lookup that fails stops its items: never "not found, so create"', async () => {
		await execute(sim, skipping, contacts(3, values));
		sim.requests.clear();
		sim.faults.inject({ match: { path: '/query' }, times: 9, status: 500 });
		const { rows } = await execute(sim, skipping, contacts(3, values), { continueOnFail: true });
		expect(rows.every(({ error }) => error !== undefined)).toBe(true);
		expect(collections(sim)).toBe(0);
	});

	test('several records with one key are named', async () => {
		sim.act.addField({ object: 'Contact', name: 'Old__c', externalId: true });
		sim.seed({
			records: [1, 2].map((n) => ({ object: 'Contact', fields: { LastName: `D${n}`, Old__c: 'same' } })),
		});
		const parameters = { ...skipping, externalId: 'Old__c', ...fromItem('Old__c', 'LastName') };
		const error = await failure(execute(sim, parameters, [{ Old__c: 'same', LastName: 'D3' }]));
		expect(error.message).toContain('Several Contact records');
	});
});

describe('a dry run', () => {
	test('shows every field from and to, and writes nothing', async () => {
		await execute(sim, upsert(fields), contacts(1, values));
		sim.requests.clear();
		const items = [{ ...contacts(1)[0], ...values, Score__c: 13 }, ...contacts(2, values).slice(1)];
		const { rows } = await execute(sim, upsert(fields, { dryRun: true }), items);
		expect(rows[0]).toMatchObject({
			dryRun: true,
			sync: { action: 'updated', changes: { Score__c: { from: 12.5, to: 13 } } },
		});
		expect(rows[1]).toMatchObject({ dryRun: true, sync: { action: 'created' } });
		expect(sim.requests.entries.filter(({ method }) => method !== 'GET')).toEqual([]);
		expect(living(sim)).toHaveLength(1);
	});

	test('tells for records that stand twice what the run then does', async () => {
		await execute(sim, upsert(fields), contacts(1, values));
		const [old, fresh] = contacts(2, values) as [IDataObject, IDataObject];
		const items = [{ ...old, LastName: 'New' }, { ...old, LastName: 'New' }, fresh, fresh, { ...fresh, Score__c: 1 }];
		const dry = await execute(sim, upsert(fields, { dryRun: true }), items);
		const real = await execute(sim, skipping, items);
		expect(actions(dry.rows)).toEqual(['updated', 'unchanged', 'created', 'unchanged', 'updated']);
		expect(actions(real.rows)).toEqual(actions(dry.rows));
		const changes = ({ rows }: { rows: IDataObject[] }) =>
			rows.map(({ sync }) => (sync as { changes?: unknown }).changes);
		expect(changes(real)).toEqual(changes(dry));
	});

	test('of an update', async () => {
		const parameters = { resource: 'record', operation: 'update', object: 'Account', recordId: BAKERY, dryRun: true };
		const { rows } = await execute(sim, { ...parameters, ...fromItem('Industry') }, [{ Industry: 'Retail' }]);
		expect(rows[0]).toMatchObject({
			sync: { action: 'updated', changes: { Industry: { from: 'Food', to: 'Retail' } } },
		});
		expect(collections(sim)).toBe(0);
	});

	test('of a deletion', async () => {
		const parameters = { resource: 'record', operation: 'delete', object: 'Account', recordId: BAKERY, dryRun: true };
		const { rows } = await execute(sim, parameters);
		expect(rows[0]).toMatchObject({ Name: 'Blue Harbor Bakery', sync: { action: 'deleted' }, dryRun: true });
		expect(living(sim, 'Account')).toHaveLength(1);
	});
});

describe('Max Changes', () => {
	test('counts updates, not new records, before the first write', async () => {
		await execute(sim, upsert([KEY, 'LastName']), contacts(3));
		sim.requests.clear();
		const limited = upsert([KEY, 'LastName'], { options: { maxChanges: 2 } });
		const error = await failure(execute(sim, limited, contacts(3, { LastName: 'Changed' })));
		expect(error.message).toMatch(/3/);
		expect(collections(sim)).toBe(0);
		const { rows } = await execute(sim, limited, contacts(8).slice(3));
		expect(new Set(actions(rows))).toEqual(new Set(['created']));
		expect(byKey(sim, 'c000001')).toMatchObject({ LastName: 'Person 1' });
	});
});
