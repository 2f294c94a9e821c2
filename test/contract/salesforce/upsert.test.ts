import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import {
	BAKERY,
	byKey,
	collections,
	contacts,
	execute,
	failure,
	fill,
	fixed,
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

const base = upsert([KEY, 'LastName']);

describe('Create or Update in collections', () => {
	test('1,050 items are 6 requests, and every result stands with its item', async () => {
		const { rows } = await execute(sim, base, contacts(1050));
		expect(collections(sim)).toBe(6);
		expect(rows).toHaveLength(1050);
		expect(rows[777]).toMatchObject({
			[KEY]: 'c000778',
			LastName: 'Person 778',
			sync: { action: 'created', key: 'c000778' },
		});
		expect(byKey(sim, 'c000778')!.Id).toBe(rows[777]!.Id);
	});

	test('besides the collections there are the sign-in and one describe', async () => {
		await execute(sim, base, contacts(10));
		sim.requests.clear();
		await execute(sim, base, contacts(10, { LastName: 'Other' }));
		expect(sim.requests.entries.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
	});

	test('run twice makes no second record, and says that it updated', async () => {
		await execute(sim, base, contacts(3));
		const { rows } = await execute(sim, base, contacts(3));
		expect(rows.map(({ sync }) => sync)).toMatchObject([
			{ action: 'updated' },
			{ action: 'updated' },
			{ action: 'updated' },
		]);
		expect(living(sim)).toHaveLength(3);
	});

	test('a record that stands twice among the items is written twice, in order', async () => {
		const items = [...contacts(2), { [KEY]: 'C000001', LastName: 'Second' }];
		const { rows } = await execute(sim, base, items);
		expect(rows.map(({ sync }) => (sync as { action: string }).action)).toEqual(['created', 'created', 'updated']);
		expect(living(sim)).toHaveLength(2);
		expect(byKey(sim, 'c000001') ?? byKey(sim, 'C000001')).toMatchObject({ LastName: 'Second' });
	});

	test('an item that Salesforce refuses is named with its field, the others are written', async () => {
		sim.act.addValidationRule({ object: 'Contact', field: 'Title', pattern: '^(?!Boss).*$', message: 'No bosses.' });
		const items = contacts(5).map((one, index) => ({ ...one, Title: index === 2 ? 'Boss' : 'Clerk' }));
		const { rows } = await execute(sim, upsert([KEY, 'LastName', 'Title']), items, { continueOnFail: true });
		expect(rows[2]!.error).toContain('No bosses');
		expect(rows[2]!.error).toContain('Title');
		expect(living(sim)).toHaveLength(4);
		const error = await failure(execute(sim, upsert([KEY, 'LastName', 'Title']), items));
		expect(error.message).toContain('[item 2]');
	});

	test('an item without its key is refused before anything is sent', async () => {
		const error = await failure(execute(sim, base, [...contacts(2), { LastName: 'Nobody' }]));
		expect(error.message).toContain(KEY);
		expect(collections(sim)).toBe(0);
	});
});

describe('trouble', () => {
	test('a locked row is sent again, it alone', async () => {
		sim.act.lockRows({ times: 3 });
		const { rows } = await execute(sim, base, contacts(10));
		expect(rows.every(({ sync }) => (sync as { action: string }).action === 'created')).toBe(true);
		expect(collections(sim)).toBeGreaterThan(1);
		expect(living(sim)).toHaveLength(10);
	});

	test('a row that stays locked ends as the fault of its item', async () => {
		await execute(sim, base, contacts(3));
		sim.act.lockRows({ times: 99, record: String(byKey(sim, 'c000002')!.Id) });
		const { rows } = await execute(sim, base, contacts(3), { continueOnFail: true });
		expect(rows.map(({ error }) => error !== undefined)).toEqual([false, true, false]);
		expect(rows[1]!.error).toContain('UNABLE_TO_LOCK_ROW');
	});

	test('a locked request is sent again as a whole', async () => {
		sim.act.lockRows({ times: 2, scope: 'request' });
		const { rows } = await execute(sim, base, contacts(3));
		expect(rows).toHaveLength(3);
	});

	test.each([{ reset: 'before' as const }, { reset: 'after' as const }, { status: 503 }, { reply: 'html' as const }])(
		'one request among several that goes wrong (%o) is repeated and writes nothing twice',
		async (fault) => {
			sim.faults.inject({ match: { path: '/composite/sobjects' }, ...fault });
			const { rows } = await execute(sim, base, contacts(900));
			expect(rows.filter(({ error }) => error)).toEqual([]);
			expect(living(sim)).toHaveLength(900);
		},
	);

	test('a request that stays wrong fails its own items, and all others are in the output with their results', async () => {
		sim.faults.inject({
			match: { path: '/composite/sobjects' },
			status: 400,
			body: '[{"message":"No.","errorCode":"ODD"}]',
		});
		const { rows } = await execute(sim, base, contacts(900), { continueOnFail: true });
		const failed = rows.filter(({ error }) => error !== undefined);
		expect(failed.length % 100).toBe(0);
		expect(failed.length).toBeLessThanOrEqual(200);
		expect(failed.length + living(sim).length).toBe(900);
		expect(failed[0]!.error).toContain('ODD');
	});

	test('used up requests end the run: nothing more is sent', async () => {
		await execute(sim, base, contacts(1));
		sim.act.setApiUsage({ used: 14_997 });
		sim.requests.clear();
		const { rows } = await execute(sim, base, contacts(10_000), { continueOnFail: true });
		expect(collections(sim)).toBeLessThanOrEqual(8);
		expect(rows.filter(({ error }) => String(error).includes('used up')).length).toBeGreaterThan(9_000);
	});

	test('a session that ends in between is renewed', async () => {
		await execute(sim, base, contacts(1));
		sim.act.expireSessions({});
		sim.requests.clear();
		const { rows } = await execute(sim, base, contacts(1000));
		expect(rows).toHaveLength(1000);
		expect(sim.requests.count({ path: '/oauth2/token' })).toBe(1);
	});
});

describe('fields', () => {
	test('a hidden field is named', async () => {
		sim.act.setFieldAccess({ object: 'Contact', field: 'Title', access: 'hidden' });
		const parameters = upsert([KEY, 'LastName', 'Title']);
		const error = await failure(execute(sim, parameters, contacts(2, { Title: 'x' })));
		expect(error.message).toContain('"Title"');
		expect(collections(sim)).toBe(0);
	});

	test.each(['hidden', 'readOnly'] as const)('a %s field is left out and told, if so chosen', async (access) => {
		sim.act.setFieldAccess({ object: 'Contact', field: 'Title', access });
		const parameters = upsert([KEY, 'LastName', 'Title'], { options: { ifUnwritable: 'leaveOut' } });
		const { rows, hints } = await execute(sim, parameters, contacts(2, { Title: 'x' }));
		expect(rows).toHaveLength(2);
		expect(hints.join()).toContain('"Title" was left out');
		expect(byKey(sim, 'c000001')).toMatchObject({ LastName: 'Person 1' });
	});

	test('values get the type of their field, null and empty text clear', async () => {
		const fields = [KEY, 'LastName', 'Birthdate', 'DoNotCall', 'Score__c', 'Title', 'Email'];
		const item = {
			...contacts(1)[0],
			Birthdate: '1990-05-01T22:30:00Z',
			DoNotCall: 'yes',
			Score__c: '12.50',
			Title: 7,
		};
		await execute(sim, upsert(fields), [{ ...item, Email: 'Ada@Example.com' }], { timezone: 'Europe/Prague' });
		expect(byKey(sim, 'c000001')).toMatchObject({
			Birthdate: '1990-05-02',
			DoNotCall: true,
			Score__c: 12.5,
			Title: '7',
		});
		await execute(sim, upsert(fields), [{ ...item, Score__c: null, Email: '', DoNotCall: '' }]);
		expect(byKey(sim, 'c000001')).toMatchObject({ Score__c: null, Email: null, DoNotCall: false });
	});

	test('a value that does not fit its field stops the run before anything is sent', async () => {
		const error = await failure(execute(sim, upsert([KEY, 'LastName', 'Score__c']), contacts(2, { Score__c: 'many' })));
		expect(error.message).toContain('Score__c');
		expect(collections(sim)).toBe(0);
	});

	test('a parent is named by its external ID, and taken away', async () => {
		const parameters = upsert([KEY, 'LastName', `Account.${KEY}`]);
		await execute(sim, parameters, contacts(2, { [`Account.${KEY}`]: 'acc-1' }));
		expect(byKey(sim, 'c000002')).toMatchObject({ AccountId: BAKERY });
		await execute(sim, parameters, contacts(1, { [`Account.${KEY}`]: null }));
		expect(byKey(sim, 'c000001')).toMatchObject({ AccountId: null });
	});

	test("n8n's mapper", async () => {
		const schema = [KEY, 'LastName'].map((id) => ({ id, displayName: id }));
		const value = { [KEY]: 'm1', LastName: 'Mapped' };
		const fieldsByMapper = { mappingMode: 'defineBelow', value, matchingColumns: [], schema };
		await execute(sim, { ...base, mapBy: 'mapper', fieldsByMapper });
		expect(byKey(sim, 'm1')).toMatchObject({ LastName: 'Mapped' });
	});

	test('an object that is not there is named', async () => {
		const error = await failure(execute(sim, { ...base, object: 'Nothing__c' }, contacts(1)));
		expect(error.message).toContain('Nothing__c');
	});

	test('fixed values', async () => {
		await execute(sim, { ...base, ...fixed({ [KEY]: 'f1', LastName: 'O\'Neil \\ "x"' }) });
		expect(byKey(sim, 'f1')).toMatchObject({ LastName: 'O\'Neil \\ "x"' });
	});
});
