import type { IDataObject } from 'n8n-workflow';

import type { NetHuntSimulator } from '../../../sandbox/nethunt';
import { ACME, byName, DEALS, execute, fill, rowsOf, startWorld, failure } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: NetHuntSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const base = { resource: 'record', folder: DEALS, options: {}, dryRun: false };
const update = (fields: Record<string, unknown>, more: IDataObject = {}) => ({
	...base,
	operation: 'update',
	record: ACME,
	...byName(...rowsOf(fields)),
	...more,
});
const posts = () => sim.requests.count({ method: 'POST' });
const fieldsOf = (record: string) => sim.act.getRecord({ record }).fields;

const until = async (holds: () => boolean): Promise<void> => {
	while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

describe('Update', () => {
	test('sends only what differs, and says what changed', async () => {
		const { rows } = await execute(sim, update({ Name: 'Acme', Status: 'Won', Amount: '1300' }));
		expect(rows).toMatchObject([
			{
				recordId: ACME,
				fields: { Status: 'Won', Amount: 1300 },
				sync: {
					action: 'updated',
					key: ACME,
					changes: { Status: { from: 'Negotiation', to: 'Won' }, Amount: { from: 1200, to: 1300 } },
				},
			},
		]);
		expect((rows[0]!.sync as { changes: object }).changes).not.toHaveProperty('Name');
	});

	test('sends nothing when nothing differs', async () => {
		const { rows } = await execute(sim, update({ Status: 'Negotiation', Amount: '1200', Email: 'a@acme.example' }));
		expect(rows).toMatchObject([{ sync: { action: 'unchanged' } }]);
		expect(posts()).toBe(0);
	});

	test('a dry run shows field by field and sends no write', async () => {
		const { rows } = await execute(sim, update({ Status: 'Won' }, { dryRun: true }));
		expect(rows).toMatchObject([
			{ dryRun: true, sync: { action: 'updated', changes: { Status: { from: 'Negotiation', to: 'Won' } } } },
		]);
		expect(posts()).toBe(0);
	});

	test('takes values from paths, with their types', async () => {
		const row = (field: string, path: string) => ({ field, from: 'path', path });
		const rows = byName(
			row('Amount', 'deal.sum'),
			row('Urgent', 'deal.hot'),
			row('Tags', 'deal.tags'),
			row('Status', 'gone'),
		);
		const { hints } = await execute(sim, { ...update({}), ...rows }, [
			{ deal: { sum: 7.5, hot: true, tags: ['x', 'y'] } },
		]);
		expect(fieldsOf(ACME)).toMatchObject({ Amount: 7.5, Urgent: true, Tags: ['x', 'y'], Status: 'Negotiation' });
		expect(hints.join()).toContain('"gone" is empty');
	});

	test.each(['set', 'ignored'] as const)(
		'adding to a single value (NetHunt: %s) tells what became of it',
		async (addToFilled) => {
			sim.switches.addToFilled = addToFilled;
			const { rows, hints } = await execute(sim, { ...update({}), ...byName(...rowsOf({ Status: 'Won' }, 'add')) });
			expect(rows).toMatchObject([{ fields: { Status: addToFilled === 'set' ? 'Won' : 'Negotiation' } }]);
			expect(hints.join()).toContain('stored another value in "Status"');
		},
	);

	test('a link from the browser is as good as an ID', async () => {
		const { rows } = await execute(sim, { ...base, operation: 'get', record: ACME, simplify: false });
		const { rows: updated } = await execute(sim, update({ Status: 'Lost' }, { record: rows[0]!.link as string }));
		expect(updated).toMatchObject([{ recordId: ACME, sync: { action: 'updated' } }]);
	});

	test('a field that does not exist is refused before anything is sent, and those that exist are named', async () => {
		const error = await failure(execute(sim, update({ status: 'Won' })));
		expect(error.message).toContain('no field "status"');
		expect(error.description).toContain('Did you mean "Status"');
		expect(posts()).toBe(0);
	});

	test('a record that is gone fails, or is skipped with the reason', async () => {
		sim.act.deleteRecord({ record: ACME });
		expect((await failure(execute(sim, update({ Status: 'Won' })))).message).toContain(ACME);
		const { rows } = await execute(sim, update({ Status: 'Won' }, { options: { ifGone: 'skip' } }));
		expect(rows).toMatchObject([{ sync: { action: 'skipped', reason: expect.stringContaining('does not have') } }]);
	});

	test.each(['after', 'before'] as const)(
		'an answer lost by a reset %s is looked up, and the field is set once',
		async (reset) => {
			sim.faults.inject({ match: { path: 'update-record' }, reset });
			const { rows } = await execute(sim, { ...update({}), ...byName(...rowsOf({ Tags: 'new' }, 'add')) });
			expect(rows).toMatchObject([{ fields: { Tags: ['big', 'old', 'new'] }, sync: { action: 'updated' } }]);
			expect(fieldsOf(ACME).Tags).toEqual(['big', 'old', 'new']);
			expect(posts()).toBe(reset === 'after' ? 1 : 2);
		},
	);

	test('when even the look fails, the message says that it may have been written', async () => {
		sim.faults.inject({ match: { path: 'update-record' }, reset: 'after' });
		const work = execute(sim, update({ Status: 'Won' }));
		await until(() => sim.requests.count({ path: 'update-record' }) === 1);
		sim.faults.inject({ match: { path: 'find-record' }, status: 500, times: Infinity });
		expect((await failure(work)).message).toContain('may have been written');
		expect(posts()).toBe(1);
	});

	test('the same record in two items is written on what the first left behind', async () => {
		const row = { field: 'Tags', edit: 'add', from: 'path', path: 'tag' };
		const { rows } = await execute(sim, { ...update({}), ...byName(row) }, [{ tag: 'x' }, { tag: 'y' }, { tag: 'x' }]);
		expect(rows.map(({ sync }) => (sync as IDataObject).action)).toEqual(['updated', 'updated', 'unchanged']);
		expect(fieldsOf(ACME).Tags).toEqual(['big', 'old', 'x', 'y']);
	});

	test('more changes than allowed stop before the first', async () => {
		const options = { maxChanges: 1, ifSeveral: 'fail' };
		const fields = byName({ field: 'Name', from: 'path', path: 'name' }, ...rowsOf({ Status: 'Lost' }));
		const parameters = { ...base, ...fields, operation: 'upsert', matchOn: ['Name'], options };
		const error = await failure(execute(sim, parameters, [{ name: 'Acme' }, { name: 'Bolt' }]));
		expect(error.message).toContain('2');
		expect(posts()).toBe(0);
	});
});
