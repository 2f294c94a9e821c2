import type { IDataObject } from 'n8n-workflow';

import type { NetHuntSimulator } from '../../../sandbox/nethunt';
import { ACME, BOLT, byName, DEALS, execute, fill, rowsOf, startWorld, failure } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: NetHuntSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const base = { resource: 'record', folder: DEALS, options: {}, dryRun: false };
const upsert = (fields: Record<string, unknown>, more: IDataObject = {}) => ({
	...base,
	operation: 'upsert',
	matchOn: ['Email'],
	...byName(...rowsOf(fields)),
	...more,
});
const posts = () => sim.requests.count({ method: 'POST' });
const fieldsOf = (record: string) => sim.act.getRecord({ record }).fields;
const countOf = (text: string) =>
	[...sim.store.records.values()].filter(({ values }) => JSON.stringify(values).includes(text)).length;

describe('Create or Update', () => {
	test('one of several values is enough to be found, and the others stay', async () => {
		const { rows } = await execute(sim, upsert({ Email: 'C@bolt.example', Status: 'Won' }));
		expect(rows).toMatchObject([{ recordId: BOLT, sync: { action: 'updated' } }]);
		expect(fieldsOf(BOLT)).toMatchObject({ Email: ['b@bolt.example', 'c@bolt.example'], Status: 'Won' });
	});

	test('a similar record is not the record', async () => {
		const { rows } = await execute(sim, upsert({ Name: 'Acm', Status: 'New' }, { matchOn: ['Name'] }));
		expect(rows).toMatchObject([{ sync: { action: 'created' } }]);
		expect(fieldsOf(ACME).Status).toBe('Negotiation');
	});

	test('several that match are named, or the newest is taken', async () => {
		sim.clock.advance(1000);
		const { id } = sim.act.createRecord({ folder: DEALS, fields: { Name: 'Acme 2', Email: ['a@acme.example'] } });
		const error = await failure(execute(sim, upsert({ Email: 'a@acme.example', Status: 'Won' })));
		expect(error.message).toContain(ACME);
		expect(error.message).toContain(id);
		const { rows } = await execute(
			sim,
			upsert({ Email: 'a@acme.example', Status: 'Won' }, { options: { ifSeveral: 'newest' } }),
		);
		expect(rows).toMatchObject([{ recordId: id, sync: { action: 'updated' } }]);
		const { rows: both } = await execute(
			sim,
			upsert({ Email: 'a@acme.example', Name: 'Acme', Status: 'Lost' }, { matchOn: ['Email', 'Name'] }),
		);
		expect(both).toMatchObject([{ recordId: ACME }]);
	});

	test('a created record whose answer was lost is found again, not created again', async () => {
		sim.faults.inject({ match: { path: 'create-record' }, reset: 'after' });
		const { rows } = await execute(sim, upsert({ Email: 'd@dora.example', Name: 'Dora' }));
		expect(rows).toMatchObject([{ fields: { Name: 'Dora' }, sync: { action: 'created' } }]);
		expect(countOf('dora')).toBe(1);
		expect(posts()).toBe(1);
	});

	test('what did not get through is said to be uncertain, and running again creates it once', async () => {
		sim.faults.inject({ match: { path: 'create-record' }, reset: 'before' });
		const error = await failure(execute(sim, upsert({ Email: 'd@dora.example', Name: 'Dora' })));
		expect(error.message).toContain('may have been written');
		expect(error.description).toContain('Run again');
		expect((await execute(sim, upsert({ Email: 'd@dora.example', Name: 'Dora' }))).rows).toMatchObject([
			{ sync: { action: 'created' } },
		]);
		expect(countOf('dora')).toBe(1);
	});

	test('two items of one run that mean the same record make one', async () => {
		const row = (field: string, path: string) => ({ field, from: 'path', path });
		const parameters = { ...upsert({}), ...byName(row('Email', 'mail'), row('Name', 'name')) };
		const { rows } = await execute(sim, parameters, [
			{ mail: 'd@dora.example', name: 'Dora' },
			{ mail: 'D@dora.example ', name: 'Dora B.' },
		]);
		expect(rows.map(({ sync }) => (sync as IDataObject).action)).toEqual(['created', 'updated']);
		expect(countOf('dora')).toBe(1);
	});

	test.each(['', '  ', [''], [' ', null]])('an empty value to match on is refused: %j', async (Email) => {
		const error = await failure(execute(sim, upsert({ Email, Name: 'Dora' })));
		expect(error.message).toContain('"Email" is to be matched on');
	});

	test('the mapper gives columns and what to match on', async () => {
		const schema = ['Email', 'Name'].map((id) => ({ id, displayName: id }));
		const fieldsByMapper = { mappingMode: 'autoMapInputData', value: null, matchingColumns: ['Email'], schema };
		const { rows } = await execute(sim, { ...base, operation: 'upsert', mapBy: 'mapper', fieldsByMapper }, [
			{ Email: 'a@acme.example', Name: 'Acme AG', other: 1 },
		]);
		expect(rows).toMatchObject([{ recordId: ACME, fields: { Name: 'Acme AG' } }]);
	});
});
