import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { byKey, collections, contacts, execute, fill, KEY, living, startWorld, upsert } from './world';

/** Waiting for a job moves the simulator's clock instead of the test's. */
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number) => void sim?.clock.advance(ms),
}));

let sim: SalesforceSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const bulk = upsert([KEY, 'LastName', 'Title'], { options: { bulkAbove: 10 } });
const jobs = (method: string, part: string) => sim.requests.count({ method, path: `/jobs/ingest${part}` });
const actions = (rows: Array<{ sync?: unknown }>) => rows.map(({ sync }) => (sync as { action?: string })?.action);

describe('a bulk job', () => {
	test.each(['asSent', 'reversed'] as const)(
		'writes many, and every result stands with its item (%s)',
		async (order) => {
			sim.switches.bulkResultOrder = order;
			await execute(sim, upsert([KEY, 'LastName']), contacts(3));
			sim.requests.clear();
			const items = contacts(50).map((one, index) => ({
				...one,
				Title: index === 7 ? 'a "quoted", line\nbroken' : 'x',
			}));
			const { rows, hints } = await execute(sim, bulk, items);
			expect(collections(sim)).toBe(0);
			expect(jobs('PUT', '/')).toBe(1);
			expect(actions(rows).slice(0, 5)).toEqual(['updated', 'updated', 'updated', 'created', 'created']);
			expect(rows[7]!.Id).toBe(byKey(sim, 'c000008')!.Id);
			expect(byKey(sim, 'c000008')).toMatchObject({ Title: 'a "quoted", line\nbroken' });
			expect(hints.join()).toContain('Bulk job');
		},
	);

	test('is used only above the threshold, and never with 0', async () => {
		await execute(sim, bulk, contacts(10));
		await execute(sim, upsert([KEY, 'LastName'], { options: { bulkAbove: 0 } }), contacts(300));
		expect(jobs('POST', '')).toBe(0);
	});

	test('clears a field, leaves another alone', async () => {
		await execute(sim, bulk, contacts(11, { Title: 'Clerk' }));
		const items = contacts(11).map((one, index) => (index === 0 ? { ...one, Title: null } : one));
		await execute(sim, bulk, items);
		expect(byKey(sim, 'c000001')).toMatchObject({ Title: null });
		expect(byKey(sim, 'c000002')).toMatchObject({ Title: 'Clerk' });
	});

	test('names what was refused, with its field', async () => {
		const items = contacts(20).map((one, index) => (index === 4 ? { ...one, LastName: '' } : one));
		const { rows } = await execute(sim, bulk, items, { continueOnFail: true });
		expect(rows[4]!.error).toContain('LastName');
		expect(living(sim)).toHaveLength(19);
	});

	test('that breaks reports what it did not get to', async () => {
		sim.act.breakNextBulkJob({ afterRows: 6 });
		const { rows } = await execute(sim, bulk, contacts(20), { continueOnFail: true });
		expect(rows.filter(({ error }) => error === undefined)).toHaveLength(6);
		expect(rows[6]!.error).toContain('before it came to this record');
		expect(living(sim)).toHaveLength(6);
	});

	test('rows that somebody else holds are written afterwards', async () => {
		sim.act.lockRows({ times: 2 });
		const { rows } = await execute(sim, bulk, contacts(20));
		expect(rows).toHaveLength(20);
		expect(living(sim)).toHaveLength(20);
	});

	test.each([
		['PUT', { reset: 'before' as const }],
		['PUT', { reset: 'after' as const }],
		['PATCH', { reset: 'after' as const }],
		['POST', { reset: 'after' as const }],
		['GET', { status: 503 }],
	])('survives a broken %s (%o)', async (method, fault) => {
		sim.faults.inject({ match: { method, path: '/jobs/ingest' }, ...fault });
		const { rows } = await execute(sim, bulk, contacts(20));
		expect(actions(rows).every((action) => action === 'created')).toBe(true);
		expect(living(sim)).toHaveLength(20);
	});

	test('parents by their external ID', async () => {
		const parameters = upsert([KEY, 'LastName', `Account.${KEY}`], { options: { bulkAbove: 10 } });
		await execute(sim, parameters, contacts(12, { [`Account.${KEY}`]: 'acc-1' }));
		expect(byKey(sim, 'c000012')!.AccountId).toBeTruthy();
	});

	test('takes texts with line ends of every kind, spaces, and what would clear a field', async () => {
		const titles = ['a\r\nb', 'a\rb', ' x ', '"', 'x,', '#N/A', '', 'ž€😀'];
		await execute(sim, bulk, contacts(20, { Title: 'before' }));
		const items = contacts(20).map((one, index) => ({ ...one, Title: titles[index % titles.length]! }));
		const { rows } = await execute(sim, bulk, items);
		expect(rows).toHaveLength(20);
		const stored = titles.map((_, index) => byKey(sim, `c00000${index + 1}`)!.Title);
		expect(stored).toEqual(['a\nb', 'a\nb', 'x', '"', 'x,', '#N/A', null, 'ž€😀']);
	});

	test('finds its results where outer spaces of a key were cut off', async () => {
		const items = contacts(12).map((one) => ({ ...one, [KEY]: ` ${String(one[KEY])} ` }));
		const { rows } = await execute(sim, bulk, items);
		expect(new Set(actions(rows))).toEqual(new Set(['created']));
	});

	test('whose results cannot be read may have written: the items say so', async () => {
		sim.faults.inject({ match: { path: 'successfulResults' }, times: 9, status: 500 });
		const { rows } = await execute(sim, bulk, contacts(20), { continueOnFail: true });
		expect(rows.every(({ error }) => /Bulk job \w+ was started, but/.test(String(error)))).toBe(true);
		expect(rows[0]!.details).toContain('Running again is safe');
		expect(living(sim)).toHaveLength(20);
	});

	test('waits, as every way to write does, for a parent that is not there yet', async () => {
		const parameters = upsert([KEY, 'LastName', `Account.${KEY}`], { options: { bulkAbove: 10 } });
		const items = contacts(12, { [`Account.${KEY}`]: 'later' });
		const { rows } = await execute(sim, parameters, items, { continueOnFail: true });
		expect(rows[3]!.details).toContain('write that one first');
	});

	test('with records that stand twice', async () => {
		const { rows } = await execute(sim, bulk, [...contacts(15), { [KEY]: 'c000001', LastName: 'Last' }]);
		expect(actions(rows)[15]).toBe('updated');
		expect(byKey(sim, 'c000001')).toMatchObject({ LastName: 'Last' });
	});
});
