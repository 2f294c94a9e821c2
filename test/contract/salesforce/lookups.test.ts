import { lookups } from '../../../nodes/Salesforce/lookups';
import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { BAKERY, failure, fill, KEY, lookup, startWorld } from './world';

let sim: SalesforceSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const { listSearch, loadOptions, resourceMapping } = lookups;
const contact = { object: 'Contact', operation: 'upsert' };
const values = (options: ReadonlyArray<{ value: unknown }>) => options.map(({ value }) => value);

describe('lists', () => {
	test('objects by label and name', async () => {
		const { results } = await lookup(sim, listSearch.objects, {}, 'service con');
		expect(results).toEqual([{ name: 'Service Contract (Service_Contract__c)', value: 'Service_Contract__c' }]);
	});

	test('records by their name', async () => {
		const { results } = await lookup(sim, listSearch.records, { object: 'Account' }, 'harbor');
		expect(results).toEqual([{ name: 'Blue Harbor Bakery', value: BAKERY }]);
		expect((await lookup(sim, listSearch.records, { object: 'Account' }, "x' OR Name != '")).results).toEqual([]);
	});

	test('fields that can be written, and parents by their external ID', async () => {
		const targets = values(await lookup(sim, loadOptions.targets, contact));
		expect(targets).toEqual(expect.arrayContaining(['LastName', KEY, `Account.${KEY}`]));
		expect(targets).not.toContain('CreatedDate');
		expect(values(await lookup(sim, loadOptions.targets, { ...contact, operation: 'update' }))[0]).toBe('Id');
	});

	test('fields to find a record by', async () => {
		expect(values(await lookup(sim, loadOptions.externalIds, contact))).toContain(KEY);
	});

	test('columns of the mapper, with types and choices', async () => {
		const parameters = { object: 'Service_Contract__c', operation: 'create' };
		const { fields } = await lookup(sim, resourceMapping.columns, parameters);
		const column = (id: string) => fields.find((one) => one.id === id);
		expect(column('Name')).toMatchObject({ required: true, type: 'string' });
		expect(column('Starts__c')).toMatchObject({ required: false, type: 'dateTime' });
		expect(column('Monthly_Fee__c')).toMatchObject({ type: 'string' });
		expect(column('Channels__c')).toMatchObject({ type: 'string' });
		expect(column('State__c')).toMatchObject({
			type: 'options',
			options: expect.arrayContaining([{ name: 'Draft', value: 'Draft' }]),
		});
	});

	test('that cannot be read say why', async () => {
		expect((await failure(lookup(sim, loadOptions.fields, { object: 'Nothing__c' }))).message).toContain('Nothing__c');
		expect((await failure(lookup(sim, loadOptions.fields, { object: '' }))).message).toContain('Object');
	});
});
