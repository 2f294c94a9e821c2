import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { DaktelaApi } from '../../../credentials/DaktelaApi.credentials';
import { Daktela } from '../../../nodes/Daktela/Daktela.node';
import { blameOf } from '../../../nodes/shared/blame';
import { sandboxUser, type DaktelaSimulator } from '../../../sandbox/daktela';
import { harness, type Harness } from '../../support/workflow';
import { actionsOf, apiFor, fill, paths, sentTo, startWorld, syncOf } from './world';

const TYPE = 'n8n-nodes-crm-sync.daktela';

let sim: DaktelaSimulator;
let n8n: Harness;
beforeAll(async () => {
	sim = await startWorld();
	const typed = {
		instanceUrl: sim.url,
		signIn: 'token',
		accessToken: sandboxUser().token,
		requestsPerSecond: 0,
		concurrentRequests: 8,
	};
	n8n = await harness({
		nodes: { [TYPE]: new Daktela() },
		credentialTypes: [new DaktelaApi()],
		credentials: { daktelaApi: typed },
	});
});
beforeEach(() => fill(sim));
afterAll(async () => {
	await n8n.dispose();
	await sim.close();
});

const place = (value: string) => ({ __rl: true, mode: 'id', value });
const FIELDS = { name: 'record.Id', lastname: 'record.LastName', account: 'record.AccountId' };

const upsert = (resource: string, fields: Record<string, string>, more: IDataObject = {}): INodeParameters =>
	({
		resource,
		operation: 'upsert',
		database: place('default'),
		matchOn: ['name'],
		options: { keyPrefix: 'sf_' },
		...paths(fields),
		...more,
	}) as INodeParameters;

/** Changes as a trigger of this package gives them. */
const changes = (...records: IDataObject[]): INodeExecutionData[] =>
	records.map((record) => ({
		json: { record, delivery: { id: `d${String(record.Id)}`, attempt: 1, redelivered: false } },
	}));

const contact = (Id: string, AccountId: string | null = null): IDataObject => ({
	Id,
	LastName: `Malá ${Id}`,
	AccountId,
});

const run = async (parameters: INodeParameters, items: Array<IDataObject | INodeExecutionData>, more: object = {}) => {
	sim.requests.clear();
	return await n8n.runNode({ type: TYPE, parameters, ...more }, items);
};

describe('accounts that are not there yet', () => {
	const accounts = (...keys: string[]) =>
		void sim.seed({ accounts: keys.map((name) => ({ name, title: name, database: 'default' })) });

	it('let the contacts wait: all of them are named at once, nobody else is, and nothing is written', async () => {
		accounts('sf_001');
		const items = changes(contact('1', '001'), contact('2', '404'), contact('3'), contact('4', '405'));
		const { error } = await run(upsert('contact', FIELDS), items);
		expect(error?.message).toContain('Account "sf_404" is not in Daktela (yet)');
		expect(blameOf(error)).toEqual({ failed: [], waiting: ['d2', 'd4'] });
		expect(sentTo(sim)).toEqual({ GET: 2 });
		accounts('sf_404', 'sf_405');
		const again = await run(upsert('contact', FIELDS), items);
		expect(actionsOf(again.json('Node'))).toEqual(['created', 'created', 'created', 'created']);
	});

	it('are told apart from what is wrong with a contact itself', async () => {
		const items = changes(contact('1', '404'), { Id: '2', LastName: '' }, contact('3'));
		const { error } = await run(upsert('contact', FIELDS), items);
		expect(blameOf(error)).toEqual({ failed: ['d2'], waiting: ['d1'] });
		expect(sentTo(sim).POST).toBeUndefined();
	});

	it('hold up nobody where the node goes on', async () => {
		const items = changes(contact('1', '404'), contact('2'));
		const result = await run(upsert('contact', FIELDS), items, { onError: 'continueRegularOutput' });
		expect([result.error, actionsOf(result.json('Node'))]).toEqual([undefined, ['failed', 'created']]);
	});

	it('are both named by an order that misses two', async () => {
		const fields = { name: 'record.Id', title: 'record.Id', account: 'record.AccountId', contact: 'record.ContactId' };
		const items = changes({ Id: '1', AccountId: '404', ContactId: '405' });
		const { error } = await run(upsert('crmRecord', fields, { type: place('order') }), items);
		expect(error?.message).toContain('Account "sf_404" and Contact "sf_405" are not in Daktela (yet)');
		expect(blameOf(error)).toEqual({ failed: [], waiting: ['d1'] });
	});

	it('are no accounts that a record refers to already, although an item before it moves it away', async () => {
		accounts('sf_a', 'sf_b');
		await run(upsert('contact', FIELDS), changes(contact('1', 'a')));
		for (const ifMissing of ['fail', 'keep', 'without']) {
			const items = changes(contact('1', 'b'), contact('1', 'a'));
			const result = await run(upsert('contact', FIELDS, { ifMissing }), items);
			expect([result.error, actionsOf(result.json('Node'))]).toEqual([undefined, ['updated', 'updated']]);
			expect((await (await apiFor(sim)).get('contacts', 'sf_1')).account).toMatchObject({ name: 'sf_a' });
		}
	});

	it('are no accounts of a contact that was deleted between reading and writing', async () => {
		accounts('sf_a');
		await run(upsert('contact', FIELDS), changes(contact('1', 'a')));
		sim.faults.inject({ match: { path: 'contacts.update' }, status: 404, body: '{"error":["x"],"result":null}' });
		sim.faults.inject({
			match: { path: 'contacts.create' },
			status: 201,
			body: '{"error":[],"result":{"name":"sf_1"}}',
		});
		const result = await run(upsert('contact', FIELDS), changes({ ...contact('1', 'a'), LastName: 'Nová' }));
		expect([result.error, actionsOf(result.json('Node'))]).toEqual([undefined, ['created']]);
	});
});

describe('parameters that differ from item to item', () => {
	it('match each item on its own field', async () => {
		const fields = { name: 'Id', lastname: 'LastName', 'customFields.email': 'Email' };
		const items = [
			{ Id: 'jana_nova', LastName: 'Malá', Email: 'jana@blueharbor.example', by: 'name' },
			{ LastName: 'Velká', Email: 'jana@blueharbor.example', by: 'customFields.email' },
		];
		const result = await run(upsert('contact', fields, { matchOn: '={{ [$json.by] }}', options: {} }), items);
		expect(result.error).toBeUndefined();
		expect(result.json('Node').map((row) => [row.name, syncOf(row).action, row.lastname])).toEqual([
			['jana_nova', 'updated', 'Malá'],
			['jana_nova', 'updated', 'Velká'],
		]);
	});
});

it('nothing comes of no items', async () => {
	const result = await run(upsert('contact', FIELDS), []);
	expect([result.error, sim.requests.count()]).toEqual([undefined, 0]);
});
