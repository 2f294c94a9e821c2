import { salesforceDemo, salesforceStory, startSalesforce } from '../../../sandbox/salesforce';
import { openSalesforce, type Wire } from './salesforceWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const names = () => wire.column('SELECT LastName FROM Contact ORDER BY Id', 'LastName');

describe('seeds', () => {
	test('bring users, apps, objects, fields, records and many rows', async () => {
		wire.sim.seed({
			users: [{ username: 'eva@salesforce.example', password: 'p' }],
			apps: [{ consumerKey: 'key', consumerSecret: 'secret', flows: ['client_credentials'] }],
			objects: [
				{
					name: 'Shop__c',
					fields: [
						'Name',
						{ name: 'Account__c', type: 'reference', referenceTo: ['Account'], relationshipName: 'Account__r' },
					],
				},
				{ name: 'Contact', fields: [{ name: 'Vip__c', type: 'boolean' }, 'Title'] },
			],
			records: [
				{ object: 'Account', id: '001Sb0000000a01', fields: { Name: 'Blue', Daktela_Key__c: 'acc' } },
				{ object: 'Shop__c', fields: { Name: 'Shop', Account__r: { Daktela_Key__c: 'acc' } } },
				{
					object: 'Contact',
					fields: { LastName: 'Back-dated' },
					createdDate: '2020-01-01T00:00:00Z',
					lastModifiedDate: '2021-01-01T00:00:00Z',
					systemModstamp: '2026-05-04T08:00:00Z',
				},
			],
			grow: [{ object: 'Contact', count: 3, parents: { AccountId: 'Account' } }],
		});
		expect((await wire.rows('SELECT Name, Account__r.Name FROM Shop__c'))[0].Account__r.Name).toBe('Blue');
		expect(await names()).toEqual(['Back-dated', 'Grown 000002', 'Grown 000003', 'Grown 000004']);
		const where = 'WHERE CreatedDate = 2020-01-01 AND SystemModstamp > 2026-05-04T07:00:00Z';
		expect(await wire.rows(`SELECT Vip__c, LastModifiedDate FROM Contact ${where}`)).toMatchObject([
			{ Vip__c: false, LastModifiedDate: '2021-01-01T00:00:00.000+0000' },
		]);
		expect(
			(await wire.token({ grant_type: 'client_credentials', client_id: 'key', client_secret: 'secret' })).status,
		).toBe(200);
	});

	test.each([
		[{ rows: [] }, "seed: 'rows' is unknown"],
		[{ users: [{ username: 'a' }] }, 'users[0].password'],
		[{ apps: [{ consumerKey: 'a', consumerSecret: 'b', flows: ['x'] }] }, 'apps[0].flows'],
		[{ objects: [{ name: 'A__c', fields: [{ name: 'B', type: 'colour' }] }] }, 'objects[0].fields[0].type'],
		[{ records: [{ object: 'Nothing', fields: {} }] }, 'records[0].object'],
		[{ records: [{ object: 'Contact', fields: {} }] }, 'records[0].fields: Required fields are missing: [LastName]'],
		[{ records: [{ object: 'Contact', id: '001000000000000', fields: {} }] }, 'records[0].id'],
		[
			{
				records: [
					{
						object: 'Contact',
						fields: { LastName: 'A' },
						lastModifiedDate: '2026-01-02T00:00:00Z',
						systemModstamp: '2026-01-01T00:00:00Z',
					},
				],
			},
			'records[0].systemModstamp',
		],
		[{ grow: [{ object: 'Contact', count: 0 }] }, 'grow[0]: count'],
	])('%j name the place that does not fit', (seed, place) => {
		expect(() => wire.sim.seed(seed)).toThrow(place);
	});

	test('the demo is there to try, and its story is told', async () => {
		wire.sim.seed(salesforceDemo());
		const { contact, contactId, field, from, to } = salesforceStory;
		expect(wire.sim.act.setField({ record: contact, field, value: to }).Id.slice(0, 15)).toBe(contactId);
		expect(await wire.column(`SELECT Id FROM Contact WHERE ${field} = '${from}'`, 'Id')).toHaveLength(3);
	});
});

describe('growing', () => {
	test('makes the same rows again', async () => {
		const grown = async () => {
			await wire.fill();
			wire.sim.act.grow({ object: 'Account', count: 3 });
			wire.sim.act.grow({
				object: 'Contact',
				count: 5,
				perSecond: 2,
				fields: { Daktela_Key__c: 'k{n}' },
				parents: { AccountId: 'Account' },
			});
			return await wire.rows('SELECT Id, Name, Email, Daktela_Key__c, AccountId, SystemModstamp FROM Contact');
		};
		const first = await grown();
		expect(await grown()).toEqual(first);
		expect(first[4]).toMatchObject({
			Name: 'Ben Grown 000005',
			Daktela_Key__c: 'k000005',
			AccountId: first[1].AccountId,
		});
		expect(new Set(first.map(({ SystemModstamp }) => SystemModstamp)).size).toBe(3);
	});

	test.each([
		[{ object: 'Nothing', count: 1 }, 'no object'],
		[{ object: 'Contact', count: 1, fields: { Foo: 1 } }, 'fields.Foo'],
		[{ object: 'Contact', count: 1, fields: { Daktela_Key__c: 'same' } }, "needs '{n}'"],
		[{ object: 'Contact', count: 1, parents: { AccountId: 'Account' } }, 'no row of'],
		[{ object: 'Service_Contract__c', count: 1 }, 'fields.Name'],
	])('%j is refused', (args, message) => {
		expect(() => wire.sim.act.grow(args)).toThrow(message);
	});

	test('takes a hundred thousand, which a keyset then walks page by page', async () => {
		wire.sim.act.grow({ object: 'Contact', count: 100_000, perSecond: 500 });
		const [first] = await wire.rows(
			'SELECT Id, SystemModstamp FROM Contact ORDER BY SystemModstamp, Id LIMIT 1 OFFSET 2000',
		);
		const at = first.SystemModstamp.replace('+0000', 'Z');
		const where = `SystemModstamp > ${at} OR (SystemModstamp = ${at} AND Id > '${first.Id}')`;
		const { json } = await wire.query(`SELECT Id FROM Contact WHERE ${where} ORDER BY SystemModstamp, Id LIMIT 2000`);
		expect([json.totalSize, json.done, json.records[0].Id > first.Id]).toEqual([2000, true, true]);
		expect((await wire.query('SELECT count() FROM Contact')).json.totalSize).toBe(100_000);
	});
});

test('starts at any time', async () => {
	const sim = await startSalesforce({ clock: '2030-01-01T00:00:00Z' });
	expect(sim.act.getRecord({ record: 'Sandbox Admin' }).CreatedDate).toBe('2030-01-01T00:00:00.000+0000');
	await sim.close();
});
