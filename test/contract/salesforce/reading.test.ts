import type { IDataObject } from 'n8n-workflow';

import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { isLocatorGone } from '../../../nodes/Salesforce/api';
import { apiFor, BAKERY, execute, failure, fill, grow, KEY, living, startWorld } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: SalesforceSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const many = {
	resource: 'record',
	operation: 'getMany',
	object: 'Contact',
	columns: ['LastName', KEY],
	combine: 'all',
	conditions: {},
	sort: {},
	returnAll: true,
	limit: 50,
};
const where = (...rows: IDataObject[]): IDataObject => ({ conditions: { rows } });
const names = ({ rows }: { rows: IDataObject[] }) => rows.map(({ LastName }) => LastName);
const seedContacts = (...records: IDataObject[]) =>
	sim.seed({ records: records.map((fields) => ({ object: 'Contact', fields })) });

describe('Get Many', () => {
	test('reads all pages, and asks for no page too many', async () => {
		grow(sim, 4500);
		const { rows } = await execute(sim, many);
		expect(new Set(rows.map(({ Id }) => Id)).size).toBe(4500);
		expect(sim.requests.count({ path: '/query' })).toBe(3);
		sim.requests.clear();
		expect((await execute(sim, { ...many, returnAll: false, limit: 10 })).rows).toHaveLength(10);
		expect(sim.requests.count({ path: '/query' })).toBe(1);
	});

	test.each([{}, { sort: { rows: [{ field: 'Title', direction: 'desc' }] } }])(
		'goes on when the cursor dies between pages, without gap or double (%o)',
		async (more) => {
			grow(sim, 4500);
			sim.faults.inject({
				match: { path: '/query/' },
				status: 400,
				body: '[{"message":"invalid query locator","errorCode":"INVALID_QUERY_LOCATOR"}]',
			});
			const { rows } = await execute(sim, { ...many, ...more });
			expect(sim.requests.count({ path: '/query/', status: 400 })).toBe(1);
			expect(rows).toHaveLength(4500);
			expect(new Set(rows.map(({ Id }) => Id)).size).toBe(4500);
		},
	);

	test('a cursor that is really gone', async () => {
		grow(sim, 2500);
		const api = await apiFor(sim);
		const { next } = await api.page({ soql: 'SELECT Id FROM Contact ORDER BY Id' });
		sim.act.expireLocators({});
		expect(isLocatorGone(await failure(api.nextPage(next!)))).toBe(true);
	});

	test('a session that ends in between is renewed', async () => {
		grow(sim, 4500);
		sim.faults.inject({
			match: { path: '/query/' },
			status: 401,
			body: '[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]',
		});
		expect((await execute(sim, many)).rows).toHaveLength(4500);
		expect(sim.requests.count({ path: '/oauth2/token' })).toBeLessThanOrEqual(2);
	});

	test('conditions of every kind', async () => {
		seedContacts(
			{ LastName: "O'Neil", Score__c: 10, Birthdate: '1990-05-01', DoNotCall: true, AccountId: BAKERY },
			{ LastName: '50% off_', Score__c: 20, Title: 'Boss' },
			{ LastName: 'Ada', Score__c: 30, Email: 'ada@example.com' },
		);
		const found = async (...rows: IDataObject[]) => names(await execute(sim, { ...many, ...where(...rows) }));
		expect(await found({ field: 'LastName', operator: 'equals', value: "O'Neil" })).toEqual(["O'Neil"]);
		expect(await found({ field: 'LastName', operator: 'contains', value: '%' })).toEqual(['50% off_']);
		expect(await found({ field: 'LastName', operator: 'startsWith', value: 'Ad' })).toEqual(['Ada']);
		expect(await found({ field: 'LastName', operator: 'endsWith', value: '_' })).toEqual(['50% off_']);
		expect(await found({ field: 'LastName', operator: 'notContains', value: 'a' })).toEqual(["O'Neil", '50% off_']);
		expect(await found({ field: 'Score__c', operator: 'greaterOrEqual', value: '20' })).toHaveLength(2);
		expect(await found({ field: 'Score__c', operator: 'in', value: '10, 30' })).toEqual(["O'Neil", 'Ada']);
		expect(await found({ field: 'LastName', operator: 'notIn', value: ["O'Neil", 'Ada'] })).toEqual(['50% off_']);
		expect(await found({ field: 'Title', operator: 'empty' })).toHaveLength(2);
		expect(await found({ field: 'Email', operator: 'notEmpty' })).toEqual(['Ada']);
		expect(await found({ field: 'Birthdate', operator: 'less', value: '1991-01-01' })).toEqual(["O'Neil"]);
		expect(await found({ field: 'DoNotCall', operator: 'equals', value: 'true' })).toEqual(["O'Neil"]);
		expect(await found({ field: 'Account.Industry', operator: 'equals', value: 'Food' })).toEqual(["O'Neil"]);
		const both = [
			{ field: 'LastName', operator: 'equals', value: 'Ada' },
			{ field: 'Score__c', operator: 'equals', value: 10 },
		];
		expect(await found(...both)).toEqual([]);
		expect(names(await execute(sim, { ...many, ...where(...both), combine: 'any' }))).toHaveLength(2);
		const wrong = async (operator: string, value: unknown) =>
			(await failure(found({ field: 'LastName', operator, value } as IDataObject))).message;
		expect(await wrong('equals', ['Ada', 'B'])).toContain('list');
		expect(await wrong('in', ' , ')).toContain('no value');
		expect(await wrong('equals', null)).toContain('no value');
	});

	test('a value stays a value, whatever it holds', async () => {
		seedContacts({ LastName: 'Ada' });
		const value = "x' OR LastName != 'y";
		expect((await execute(sim, { ...many, ...where({ field: 'LastName', operator: 'equals', value }) })).rows).toEqual(
			[],
		);
		const error = await failure(execute(sim, { ...many, columns: ['LastName FROM User--'] }));
		expect(error.message).toContain('not the API name of a field');
	});

	test('order, parents, deleted ones', async () => {
		seedContacts({ LastName: 'B', AccountId: BAKERY }, { LastName: 'A' }, { LastName: 'C' });
		const sort = { rows: [{ field: 'LastName', direction: 'desc' }] };
		expect(names(await execute(sim, { ...many, sort }))).toEqual(['C', 'B', 'A']);
		const options = { parentColumns: 'Account.Name, Owner.Email' };
		const { rows } = await execute(sim, { ...many, sort, options });
		expect(rows[1]).toMatchObject({ 'Account.Name': 'Blue Harbor Bakery' });
		expect(rows[0]).toMatchObject({ 'Account.Name': null });
		expect(rows[0]).not.toHaveProperty('Account');
		sim.act.deleteRecord({ record: String(living(sim)[0]!.Id) });
		expect((await execute(sim, many)).rows).toHaveLength(2);
		expect((await execute(sim, { ...many, options: { includeDeleted: true } })).rows).toHaveLength(3);
	});

	test('a hidden field is named, or left out', async () => {
		seedContacts({ LastName: 'A' });
		sim.act.setFieldAccess({ object: 'Contact', field: 'Title', access: 'hidden' });
		const columns = ['LastName', 'Title'];
		expect((await failure(execute(sim, { ...many, columns }))).message).toContain('Title');
		const { rows, hints } = await execute(sim, { ...many, columns, options: { ifUnreadable: 'leaveOut' } });
		expect(rows).toMatchObject([{ LastName: 'A' }]);
		expect(hints.join()).toContain('"Title" was left out');
	});

	test('without columns all visible fields come', async () => {
		seedContacts({ LastName: 'A', Title: 'Boss' });
		expect((await execute(sim, { ...many, columns: [] })).rows[0]).toMatchObject({ LastName: 'A', Title: 'Boss' });
	});

	test('not simplified, as Salesforce tells it', async () => {
		seedContacts({ LastName: 'A' });
		expect((await execute(sim, { ...many, simplify: false })).rows[0]).toHaveProperty('attributes');
	});
});

describe('Get', () => {
	const get = { resource: 'record', operation: 'get', object: 'Account', columns: [] };

	test('by ID, short or long', async () => {
		for (const record of [BAKERY, BAKERY.slice(0, 15)]) {
			expect((await execute(sim, { ...get, record })).rows[0]).toMatchObject({ Id: BAKERY, Industry: 'Food' });
		}
	});

	test('a record that is not there is named', async () => {
		const error = await failure(execute(sim, { ...get, record: '001Sb0000099999' }));
		expect(error.message).toContain('001Sb0000099999');
	});
});

describe('Query', () => {
	const query = { resource: 'record', operation: 'query', returnAll: true, parameters: {} };

	test('with parameters that stay values', async () => {
		seedContacts({ LastName: "O'Neil", Score__c: 5 }, { LastName: ':name' });
		const soql = "SELECT Id, LastName FROM Contact WHERE LastName = :name OR LastName = ':name'";
		const rows = [{ name: 'name', type: 'string', value: "O'Neil" }];
		expect((await execute(sim, { ...query, soql, parameters: { rows } })).rows).toHaveLength(2);
	});

	test('a query that is wrong says why', async () => {
		expect((await failure(execute(sim, { ...query, soql: 'SELECT FROM' }))).message).toContain('MALFORMED_QUERY');
	});
});

describe('Object and API Usage', () => {
	test('objects and their fields', async () => {
		const base = { resource: 'object', kind: 'all', returnAll: true };
		const objects = (await execute(sim, { ...base, operation: 'getMany' })).rows;
		expect(objects.map(({ name }) => name)).toContain('Service_Contract__c');
		const custom = (await execute(sim, { ...base, operation: 'getMany', kind: 'custom' })).rows;
		expect(custom.map(({ name }) => name)).not.toContain('Contact');
		const fields = (await execute(sim, { ...base, operation: 'getFields', object: 'Service_Contract__c' })).rows;
		expect(fields.find(({ name }) => name === 'State__c')).toMatchObject({
			type: 'picklist',
			choices: ['Draft', 'Active', 'Ended'],
		});
	});

	test('the usage of the day', async () => {
		sim.act.setApiUsage({ used: 1500 });
		const { rows } = await execute(sim, { resource: 'apiUsage', operation: 'get' });
		expect(rows[0]).toMatchObject({ limit: 15_000 });
		expect(Number(rows[0]!.percent)).toBeCloseTo(10, 0);
	});
});
