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
	grow,
	KEY,
	living,
	startWorld,
} from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: SalesforceSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const create = { resource: 'record', operation: 'create', object: 'Contact', ...fromItem(KEY, 'LastName') };
const update = { resource: 'record', operation: 'update', object: 'Contact', recordId: '', ...fromItem('Id', 'Title') };
const remove = { resource: 'record', operation: 'delete', object: 'Contact' };

describe('Create', () => {
	test('450 records are 3 requests', async () => {
		const { rows } = await execute(sim, create, contacts(450));
		expect(collections(sim)).toBe(3);
		expect(rows[449]).toMatchObject({ LastName: 'Person 450', sync: { action: 'created' } });
		expect(byKey(sim, 'c000450')!.Id).toBe(rows[449]!.Id);
	});

	test('whose answer is lost is not sent again, and says so', async () => {
		sim.faults.inject({ match: { path: '/composite/sobjects' }, reset: 'after' });
		const { rows } = await execute(sim, create, contacts(3), { continueOnFail: true });
		expect(rows[0]!.error).toContain('may have been created');
		expect(rows[0]!.details).toContain('Create or Update');
		expect(living(sim)).toHaveLength(3);
	});

	test('that never arrived is not repeated either, nor is one after which the service was down', async () => {
		sim.faults.inject({ match: { path: '/composite/sobjects' }, status: 500 });
		expect((await failure(execute(sim, create, contacts(3)))).message).toContain('may have been created');
		expect(collections(sim)).toBe(1);
	});

	test('a locked row is sent again: nothing was created for it', async () => {
		sim.act.lockRows({ times: 1 });
		await execute(sim, create, contacts(5));
		expect(living(sim)).toHaveLength(5);
	});

	test('an empty record is refused', async () => {
		expect((await failure(execute(sim, create, [{}]))).message).toContain('empty');
	});
});

describe('Update', () => {
	test('by mapped IDs, short and long, 450 records in 3 requests', async () => {
		grow(sim, 450);
		const items = living(sim).map(({ Id }, index) => ({ Id: index % 2 ? Id : String(Id).slice(0, 15), Title: 'Boss' }));
		const { rows } = await execute(sim, update, items as never);
		expect(collections(sim)).toBe(3);
		expect(rows.every(({ Id }) => String(Id).length === 18)).toBe(true);
		expect(living(sim).every(({ Title }) => Title === 'Boss')).toBe(true);
	});

	test('by a link', async () => {
		const link = `https://x.lightning.force.com/lightning/r/Account/${BAKERY}/view`;
		await execute(sim, { ...update, object: 'Account', recordId: link, ...fromItem('Industry') }, [
			{ Industry: 'Retail' },
		]);
		expect(living(sim, 'Account')[0]).toMatchObject({ Industry: 'Retail' });
	});

	test('Skip Unchanged sends only what differs', async () => {
		grow(sim, 3);
		const items = living(sim).map(({ Id }, index) => ({ Id, Title: index === 1 ? 'Boss' : 'Clerk' }));
		const { rows } = await execute(sim, { ...update, options: { skipUnchanged: true } }, items as never);
		expect(rows.map(({ sync }) => (sync as { action: string }).action)).toEqual(['unchanged', 'updated', 'unchanged']);
		expect(collections(sim)).toBe(1);
	});

	test('of a record that is gone is the fault of its item', async () => {
		grow(sim, 2);
		const [one, two] = living(sim);
		sim.act.deleteRecord({ record: String(one!.Id) });
		const items = [one, two].map((each) => ({ Id: each!.Id, Title: 'Boss' }));
		const { rows } = await execute(sim, update, items as never, { continueOnFail: true });
		expect(rows.map(({ error }) => error !== undefined)).toEqual([true, false]);
	});

	test.each(['', '12345', '003Sb00000demo1ZZZ'])(
		'what is no ID (%p) is refused before anything is sent',
		async (Id) => {
			expect((await failure(execute(sim, update, [{ Id, Title: 'x' }]))).message).toContain('Record ID');
			expect(collections(sim)).toBe(0);
		},
	);
});

describe('Delete', () => {
	const targets = () => living(sim).map(({ Id }) => ({ Id }));
	const parameters = { ...remove, recordId: '={{ $json.Id }}' };
	const run = async (ids: string[], options = {}) => {
		const outcomes = [];
		for (const recordId of ids) outcomes.push(await execute(sim, { ...parameters, recordId, options }));
		return outcomes.flatMap(({ rows }) => rows);
	};

	test('moves into the recycle bin; a second time is skipped, or fails', async () => {
		grow(sim, 1);
		const [{ Id }] = targets() as [{ Id: string }];
		expect((await run([Id]))[0]).toMatchObject({ Id, deleted: true, sync: { action: 'deleted' } });
		expect((await run([Id]))[0]).toMatchObject({ sync: { action: 'skipped' } });
		expect((await failure(run([Id], { ifGone: 'fail' }))).message).toContain('delete');
		expect(living(sim)).toEqual([]);
	});

	test('a deletion whose answer was lost is done once', async () => {
		grow(sim, 1);
		sim.faults.inject({ match: { method: 'DELETE' }, reset: 'after' });
		const [{ Id }] = targets() as [{ Id: string }];
		expect((await run([Id]))[0]).toMatchObject({ deleted: true });
		expect(living(sim)).toEqual([]);
	});
});
