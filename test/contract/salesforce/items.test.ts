import type { IDataObject } from 'n8n-workflow';

import { SalesforceSyncApi } from '../../../credentials/SalesforceSyncApi.credentials';
import { SalesforceSync } from '../../../nodes/Salesforce/SalesforceSync.node';
import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { harness, type Harness } from '../../support/workflow';
import { BAKERY, byKey, collections, contacts, fill, fromItem, grow, KEY, living, startWorld, typed } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

/** As n8n runs it: with its own expressions, lists and checks of the mapper. */
let sim: SalesforceSimulator;
let n8n: Harness;
beforeAll(async () => {
	sim = await startWorld();
	n8n = await harness({
		nodes: { 'n8n-nodes-crm-sync.salesforceSync': new SalesforceSync() },
		credentialTypes: [new SalesforceSyncApi()],
		credentials: { salesforceSyncApi: typed(sim) as never },
	});
});
beforeEach(() => fill(sim));
afterAll(async () => {
	await n8n.dispose();
	await sim.close();
});

const locator = (value: string) => ({ __rl: true, mode: 'id', value });
const run = async (parameters: IDataObject, items: IDataObject[], node: IDataObject = {}) =>
	await n8n.runNode(
		{
			type: 'n8n-nodes-crm-sync.salesforceSync',
			parameters: { resource: 'record', ...parameters } as never,
			...node,
		},
		items,
	);
const goingOn = { onError: 'continueRegularOutput' };
const upserting = (more: IDataObject = {}): IDataObject => ({
	operation: 'upsert',
	object: locator('Contact'),
	externalId: KEY,
	...fromItem(KEY, 'LastName'),
	...more,
});
const errors = (rows: IDataObject[]) => rows.map(({ error }) => error !== undefined);
const actions = (rows: IDataObject[]) => rows.map(({ sync }) => (sync as { action?: string } | undefined)?.action);

describe('items that differ in what they are written to', () => {
	const mixed = upserting({ object: locator('={{ $json.object }}'), ...fromItem(KEY, 'Name', 'LastName') });

	test('object by object, one request each, results with their items', async () => {
		const items = [
			{ object: 'Account', [KEY]: 'same', Name: 'A' },
			{ object: 'Contact', [KEY]: 'same', LastName: 'C' },
			{ object: 'account', [KEY]: 'other', Name: 'B' },
		];
		const result = await run({ ...mixed, options: { ifUnwritable: 'leaveOut' } }, items);
		expect(result.error).toBeUndefined();
		expect(actions(result.json('Node'))).toEqual(['created', 'created', 'created']);
		expect(byKey(sim, 'same')).toMatchObject({ LastName: 'C' });
		expect(byKey(sim, 'other', 'Account')).toMatchObject({ Name: 'B' });
	});

	test.each(['', 'Nothing__c', 'x y'])('an object that is none (%p) fails its own item', async (object) => {
		const items = [
			{ object: 'Contact', ...contacts(1)[0] },
			{ object, ...contacts(2)[1] },
		];
		const rows = (await run(upserting({ object: mixed.object! }), items, goingOn)).json('Node');
		expect(errors(rows)).toEqual([false, true]);
		expect(living(sim)).toHaveLength(1);
	});

	test('another external ID for each item', async () => {
		sim.act.addField({ object: 'Contact', name: 'Other__c', externalId: true });
		const parameters = upserting({ externalId: '={{ $json.by }}', ...fromItem(KEY, 'Other__c', 'LastName') });
		const items = [
			{ by: KEY, [KEY]: 'k', LastName: 'First' },
			{ by: 'other__c', Other__c: 'k', LastName: 'Second' },
			{ by: '', Other__c: 'x', LastName: 'Third' },
		];
		const rows = (await run(parameters, items, goingOn)).json('Node');
		expect(errors(rows)).toEqual([false, false, true]);
		expect(living(sim)).toHaveLength(2);
	});

	test('a Record ID that comes as no text is told, an empty one too', async () => {
		const parameters = {
			operation: 'update',
			object: locator('Account'),
			recordId: '={{ $json.id }}',
			...fromItem('Industry'),
		};
		const items = [{ id: BAKERY, Industry: 'A' }, { id: 42 }, { id: null }, { id: { a: 1 } }, { id: [BAKERY] }];
		const rows = (
			await run(
				parameters,
				items.map((one) => ({ Industry: 'B', ...one })),
				goingOn,
			)
		).json('Node');
		expect(errors(rows).slice(0, 4)).toEqual([false, true, true, true]);
		for (const { error } of rows.slice(1, 4)) expect(error).toContain('Record ID');
	});
});

describe('many and none', () => {
	test('no items send nothing', async () => {
		sim.requests.clear();
		await run(upserting(), []);
		expect(collections(sim)).toBe(0);
	});

	test('a thousand keys, each twice side by side, are ten requests', async () => {
		const items = contacts(1000).flatMap((one) => [one, { ...one, LastName: `${String(one.LastName)} again` }]);
		const rows = (await run(upserting(), items)).json('Node');
		expect(collections(sim)).toBe(10);
		expect(actions(rows).slice(0, 4)).toEqual(['created', 'updated', 'created', 'updated']);
		expect(byKey(sim, 'c000500')).toMatchObject({ LastName: 'Person 500 again' });
		expect(living(sim)).toHaveLength(1000);
	});

	test('keys that differ in capitals and outer spaces are one record', async () => {
		const items = ['Žluťoučký', ' žluťoučký', 'ŽLUŤOUČKÝ '].map((key, at) => ({ [KEY]: key, LastName: `N${at}` }));
		const rows = (await run(upserting(), items)).json('Node');
		expect(errors(rows)).toEqual([false, false, false]);
		expect(living(sim)).toMatchObject([{ LastName: 'N2' }]);
	});

	test('Salesforce IDs, short and long, are one record', async () => {
		grow(sim, 1);
		const [{ Id }] = living(sim) as [{ Id: string }];
		const items = [Id, Id.slice(0, 15), `${Id} `].map((one, at) => ({ Id: one, LastName: `N${at}` }));
		const rows = (await run(upserting({ externalId: 'Id', ...fromItem('Id', 'LastName') }), items)).json('Node');
		expect(actions(rows)).toEqual(['updated', 'updated', 'updated']);
		expect(living(sim)).toMatchObject([{ Id, LastName: 'N2' }]);
	});

	test('an error of Salesforce names every item that it is about, and how many were written', async () => {
		sim.act.addValidationRule({ object: 'Contact', field: 'LastName', pattern: '^(?!Bad).*$', message: 'No.' });
		const items = contacts(500).map((one, at) => ({
			...one,
			...([7, 450].includes(at) && { LastName: 'Bad' }),
			delivery: { id: `d${at}` },
		}));
		const { error } = await run(upserting(), items);
		const { context, description } = error as unknown as { context: IDataObject; description: string };
		expect(context.crmSync).toEqual({ failed: ['d7', 'd450'], waiting: [] });
		expect(description).toContain('498 items were written');
		expect(living(sim)).toHaveLength(498);
	});

	test('a contact whose account is not there yet waits for it', async () => {
		const parameters = upserting(fromItem(KEY, 'LastName', `Account.${KEY}`));
		const items = ['acc-1', 'later'].map((account, at) => ({
			...contacts(2)[at],
			[`Account.${KEY}`]: account,
			delivery: { id: `d${at}` },
		}));
		const { error } = await run(parameters, items);
		const { context, description, message } = error as unknown as {
			context: IDataObject;
			description: string;
			message: string;
		};
		expect(context.crmSync).toEqual({ failed: [], waiting: ['d1'] });
		expect(message).toContain('later');
		expect(description).toContain('write that one first');
	});
});

describe("n8n's mapper", () => {
	const mapping = async (values: IDataObject) => {
		const { fields } = await n8n.resourceMapping('n8n-nodes-crm-sync.salesforceSync', 'columns', {
			parameters: { object: locator('Contact'), operation: 'upsert' } as never,
		});
		const value = { [KEY]: 'm', LastName: 'M', ...values };
		const fieldsByMapper = { mappingMode: 'defineBelow', value, matchingColumns: [], schema: fields };
		return upserting({ mapBy: 'mapper', fieldsByMapper: fieldsByMapper as never });
	};

	test('an empty number clears its field, and is not 0', async () => {
		const parameters = await mapping({ Score__c: '={{ $json.score }}' });
		await run(parameters, [{ score: 7.5 }]);
		expect(byKey(sim, 'm')).toMatchObject({ Score__c: 7.5 });
		const result = await run(parameters, [{ score: '' }]);
		expect(result.error).toBeUndefined();
		expect(byKey(sim, 'm')).toMatchObject({ Score__c: null });
	});
});

describe('Delete', () => {
	const deleting = (more: IDataObject = {}): IDataObject => ({
		operation: 'delete',
		object: locator('Contact'),
		recordId: '={{ $json.Id }}',
		...more,
	});
	const ids = () => living(sim).map(({ Id }) => ({ Id: String(Id) }));

	test('never touches a record of another object', async () => {
		const { error } = await run(deleting(), [{ Id: BAKERY }]);
		expect(error!.message).toContain('not the ID of a Contact record');
		expect(living(sim, 'Account')).toHaveLength(1);
		expect(collections(sim)).toBe(0);
	});

	test('a dry run tells what the run then does, with records that stand twice or are gone', async () => {
		grow(sim, 3);
		const [one, two, three] = ids();
		sim.act.deleteRecord({ record: three!.Id });
		const items = [one!, two!, { Id: one!.Id.slice(0, 15) }, three!, { Id: '003Sb0000099999' }];
		const dry = (await run(deleting({ dryRun: true }), items, goingOn)).json('Node');
		expect(living(sim)).toHaveLength(2);
		const real = (await run(deleting(), items, goingOn)).json('Node');
		expect(actions(real)).toEqual(['deleted', 'deleted', 'skipped', 'skipped', undefined]);
		expect(actions(dry)).toEqual(actions(real));
	});

	test.each(['skip', 'fail'])('one whose answer is lost is told as done (%s)', async (ifGone) => {
		grow(sim, 3);
		sim.faults.inject({ match: { method: 'DELETE' }, reset: 'after' });
		const rows = (await run(deleting({ options: { ifGone } }), ids(), goingOn)).json('Node');
		expect(actions(rows)).toEqual(['deleted', 'deleted', 'deleted']);
		expect(living(sim)).toEqual([]);
	});
});
