import type { SalesforceSimulator, SalesforceSwitches } from '../../../sandbox/salesforce';
import {
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
	upsert,
} from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: SalesforceSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const turn = (switches: Partial<SalesforceSwitches>) => void Object.assign(sim.switches, switches);
const many = {
	resource: 'record',
	operation: 'getMany',
	object: 'Contact',
	columns: ['LastName'],
	combine: 'all',
	conditions: {},
	sort: {},
	returnAll: true,
};

describe('facts that are not certain, both ways', () => {
	test.each<Partial<SalesforceSwitches>>([
		{ pageSize: 250 },
		{ pageSize: 250, openLocators: 1 },
		{ pageSize: 250, locatorRows: 'current' },
		{ pageSize: 250, batchSizeHint: 'ignored' },
		{ limitInfo: false },
	])('all records are read (%o)', async (switches) => {
		turn(switches);
		grow(sim, 1100);
		const { rows } = await execute(sim, many);
		expect(new Set(rows.map(({ Id }) => Id)).size).toBe(1100);
	});

	test.each<Partial<SalesforceSwitches>>([
		{ collectionUnknownField: 'request' },
		{ numberInText: 'accepted' },
		{ trimsText: false },
		{ duplicateInRequest: 'allFail' },
		{ upsertUpdateStatus: 204 },
		{ unchangedUpdateTouches: false },
	])('a second run with Skip Unchanged writes nothing (%o)', async (switches) => {
		turn(switches);
		const parameters = upsert([KEY, 'LastName', 'Title', 'Phone'], { options: { skipUnchanged: true } });
		const items = [...contacts(30, { Title: 7, Phone: '+420 1 ' }), ...contacts(2, { Title: 7, Phone: '+420 1 ' })];
		await execute(sim, parameters, items);
		sim.requests.clear();
		const { rows } = await execute(sim, parameters, items);
		expect(rows.every(({ sync }) => (sync as { action: string }).action === 'unchanged')).toBe(true);
		expect(collections(sim)).toBe(0);
	});

	test('a query is never longer than an address may be', async () => {
		const keys = Array.from({ length: 300 }, (_, index) => ({ [KEY]: `${'ř'.repeat(70)}${index}`, LastName: 'x' }));
		const { rows } = await execute(sim, upsert([KEY, 'LastName'], { options: { skipUnchanged: true } }), keys);
		expect(rows).toHaveLength(300);
		expect(sim.requests.count({ status: 414 })).toBe(0);
	});

	test.each([414, 431] as const)('a longer one is told as such (%d)', async (uriTooLong) => {
		turn({ uriLimit: 60, uriTooLong });
		expect((await failure(execute(sim, many))).message).toContain('longer than Salesforce accepts');
	});

	test('a duplicate rule is the fault of its item', async () => {
		turn({ duplicateRule: 'email' });
		const items = contacts(3, { Email: 'same@example.com' });
		const { rows } = await execute(sim, upsert([KEY, 'LastName', 'Email']), items, { continueOnFail: true });
		expect(rows.map(({ error }) => error === undefined)).toEqual([true, false, false]);
		expect(rows[1]!.error).toContain('DUPLICATES_DETECTED');
	});

	test.each(['agent', 'highAssurance', 'apiDisabled', 'concurrent'] as const)(
		'an organisation that refuses every call (%s) ends the run soon',
		async (refuseCalls) => {
			turn({ refuseCalls });
			await failure(execute(sim, upsert([KEY, 'LastName']), contacts(5)));
			expect(sim.requests.count()).toBeLessThan(8);
		},
	);

	test('an API version that the organisation does not have', async () => {
		turn({ newestVersion: 58 });
		const error = await failure(execute(sim, upsert([KEY, 'LastName']), contacts(5)));
		expect(error.message).toMatch(/found nothing|refused/);
		const { rows } = await execute(sim, upsert([KEY, 'LastName']), contacts(5), { values: { apiVersion: '58.0' } });
		expect(rows).toHaveLength(5);
	});

	test('hidden fields that read as empty', async () => {
		turn({ hiddenField: 'empty' });
		grow(sim, 2);
		sim.act.setFieldAccess({ object: 'Contact', field: 'Title', access: 'hidden' });
		expect((await execute(sim, { ...many, columns: ['LastName', 'Title'] })).rows).toHaveLength(2);
		expect(living(sim)).toHaveLength(2);
		await failure(
			execute(
				sim,
				{ ...upsert([KEY, 'LastName']), ...fromItem(KEY, 'LastName', 'Title') },
				contacts(1, { Title: 'x' }),
			),
		);
	});
});
