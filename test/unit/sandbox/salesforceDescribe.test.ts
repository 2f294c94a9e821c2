import { codes, openSalesforce, type Wire } from './salesforceWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

describe('describe', () => {
	const fields = async () => (await wire.get('sobjects/Contact/describe')).json.fields;
	const field = async (name: string) => (await fields()).find((one: any) => one.name === name);

	test('lists the objects', async () => {
		const { json } = await wire.get('sobjects');
		expect(json.sobjects.map(({ name }: any) => name)).toEqual([
			'User',
			'Account',
			'Contact',
			'Opportunity',
			'Lead',
			'Task',
			'Service_Contract__c',
		]);
		expect(json.sobjects[6]).toMatchObject({ label: 'Service Contract', custom: true, keyPrefix: 'a00' });
		expect((await wire.get('sobjects/Contact')).json.objectDescribe.urls.describe).toBe(
			'/services/data/v59.0/sobjects/Contact/describe',
		);
	});

	test('tells types, picklists, references and what may be written', async () => {
		expect(await field('Segment__c')).toMatchObject({
			type: 'picklist',
			restrictedPicklist: true,
			picklistValues: [{ value: 'A', active: true }, { value: 'B' }, { value: 'C' }],
		});
		expect(await field('AccountId')).toMatchObject({
			type: 'reference',
			referenceTo: ['Account'],
			relationshipName: 'Account',
			createable: true,
		});
		expect(await field('Daktela_Key__c')).toMatchObject({ externalId: true, unique: true, idLookup: true, length: 80 });
		expect(await field('Account_City__c')).toMatchObject({ calculated: true, createable: false, updateable: false });
		expect(await field('Name')).toMatchObject({ nameField: true, updateable: false });
		expect(await field('LastName')).toMatchObject({ nillable: false, compoundFieldName: 'Name' });
		expect(await field('SystemModstamp')).toMatchObject({ type: 'datetime', createable: false });
	});

	test('leaves hidden fields out, and they fail a query and a write by their name', async () => {
		wire.sim.act.setFieldAccess({ object: 'Contact', field: 'Email', access: 'hidden' });
		expect(await field('Email')).toBeUndefined();
		expect((await wire.query('SELECT Id, Email FROM Contact')).json[0].message).toContain("No such column 'Email'");
		expect(codes(await wire.send('POST', 'sobjects/Contact', { LastName: 'A', Email: 'a@b.test' }))).toEqual([
			'INVALID_FIELD',
		]);
		expect((await wire.get(`sobjects/Contact/${wire.contact()}`)).json).not.toHaveProperty('Email');
	});

	test('answers 304 unless something changed', async () => {
		const first = await wire.get('sobjects/Contact/describe');
		const since = { 'If-Modified-Since': first.headers.get('last-modified')! };
		expect((await wire.get('sobjects/Contact/describe', since)).status).toBe(304);
		expect((await wire.get('sobjects', since)).status).toBe(304);
		wire.sim.clock.advance(5000);
		wire.sim.act.addField({ object: 'Contact', name: 'Note__c' });
		expect((await wire.get('sobjects/Contact/describe', since)).status).toBe(200);
	});
});
