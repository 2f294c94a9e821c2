import { startAutomation, type Automation } from '../support/automation';
import { rooms } from '../support/rooms';

const DAKTELA = 'n8n-nodes-crm-sync.daktela';

let automation: Automation;
beforeAll(async () => (automation = await startAutomation(rooms())));
afterAll(async () => await automation.close());

const object = (value: string) => ({ __rl: true, mode: 'id', value });
const fieldsOf = async (room: string, value: string) => {
	const parameters = {
		resource: 'contact',
		operation: 'upsert',
		mapBy: 'name',
		fieldsOf: room,
		sourceObject: object(value),
	};
	return await automation.harness.loadOptions(DAKTELA, 'sourceFields', { parameters: parameters as never });
};

describe('the rows of a mapping into Daktela', () => {
	it('offer the objects and fields of Salesforce, by their labels', async () => {
		const parameters = { resource: 'contact', operation: 'upsert', mapBy: 'name', fieldsOf: 'Salesforce' };
		const { results } = await automation.harness.listSearch(DAKTELA, 'sourceObjects', { parameters, filter: 'cont' });
		expect(results).toEqual(expect.arrayContaining([expect.objectContaining({ value: 'Contact' })]));
		expect(await fieldsOf('Salesforce', 'Contact')).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ name: 'Record ID (Id)', value: 'Id' }),
				expect.objectContaining({ value: 'Email' }),
				expect.objectContaining({ value: '["Account.Name"]' }),
			]),
		);
	});

	it('offer the columns of a template of Helios Green', async () => {
		const columns = await fieldsOf('HeliosGreen', '20020/30020');
		expect(columns.map(({ value }) => value)).toEqual(expect.arrayContaining(['name', 'title', 'account', 'email']));
	});

	it.each([
		['', 'Contact', 'Choose first under "Fields Of" where the values come from.'],
		['../Salesforce', 'Contact', 'Choose first under "Fields Of" where the values come from.'],
		['Salesforce', '', 'Choose first under "Source Object" whose fields to offer.'],
		['HeliosGreen', 'Contact', '"Contact" is not a template of Helios Green.'],
	])('say what is to be chosen first (%p, %p)', async (room, value, message) => {
		await expect(fieldsOf(room, value)).rejects.toThrow(message);
	});
});
