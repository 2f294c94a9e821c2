import { SalesforceSyncApi } from '../../../credentials/SalesforceSyncApi.credentials';
import { SalesforceSyncTrigger } from '../../../nodes/Salesforce/SalesforceSyncTrigger.node';
import { compileRows } from '../../../nodes/shared/path';
import { source, sourceFields } from '../../../nodes/Salesforce/source';
import { sandboxUser, type SalesforceSimulator } from '../../../sandbox/salesforce';
import { harness, type Harness, type WorkflowJson } from '../../support/workflow';
import { ADA, fill, hostFor, MINUTE, startWorld, TOM } from './triggerWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const TYPE = 'n8n-nodes-crm-sync.salesforceSyncTrigger';
const locator = (value: string) => ({ __rl: true, mode: 'list', value });

let sim: SalesforceSimulator;
let n8n: Harness;
beforeAll(async () => {
	sim = await startWorld();
	const { consumerKey, consumerSecret } = sandboxUser();
	n8n = await harness({
		nodes: { [TYPE]: new SalesforceSyncTrigger() },
		credentialTypes: [new SalesforceSyncApi()],
		credentials: {
			salesforceSyncApi: { signIn: 'clientCredentials', instanceUri: sim.url, consumerKey, consumerSecret },
		},
	});
});
beforeEach(() => fill(sim));
afterAll(async () => {
	await n8n.dispose();
	await sim.close();
});

const workflow = (parameters: object): WorkflowJson => ({
	nodes: [{ name: 'Salesforce', type: TYPE, parameters: { object: locator('Contact'), ...parameters } }] as never,
});

test('in n8n: what it delivers, and again what a run has failed with', async () => {
	const parameters = {
		triggerOn: 'fieldBecameValue',
		field: 'Stage__c',
		values: ['Won'],
		columns: ['LastName', 'Email'],
		parentColumns: 'Account.Name',
		options: { stopAtUsage: 80 },
	};
	const trigger = n8n.polled(workflow(parameters), 'Salesforce');
	expect((await trigger.poll()).batches).toEqual([]);
	sim.clock.advance(MINUTE);
	sim.act.setField({ record: ADA, field: 'Stage__c', value: 'Won' });
	sim.clock.advance(MINUTE);
	const { batches } = await trigger.poll();
	expect(batches[0]!.json).toEqual([
		{
			event: 'fieldBecameValue',
			id: ADA,
			occurredAt: '2026-02-01T10:01:00.000Z',
			changes: { Stage__c: { from: 'Negotiation', to: 'Won' } },
			record: {
				Id: ADA,
				SystemModstamp: '2026-02-01T10:01:00.000+0000',
				CreatedDate: '2026-02-01T09:00:00.000+0000',
				Stage__c: 'Won',
				LastName: 'Ada',
				Email: 'ada@bakery.example',
				'Account.Name': 'Bakery',
			},
			delivery: { id: expect.any(String), attempt: 1, redelivered: false },
		},
	]);
	await batches[0]!.fail();
	const again = await trigger.poll();
	expect(again.batches[0]!.json).toMatchObject([{ id: ADA, delivery: { attempt: 2, redelivered: true } }]);
	await again.batches[0]!.succeed();
	expect((await trigger.poll()).batches).toEqual([]);
});

test.each([true, false])('in n8n, a thousand at once, unpublished for a day (durable cursors: %s)', async (durable) => {
	const parameters = { triggerOn: 'recordCreatedOrUpdated', columns: ['LastName', 'Email'] };
	const trigger = n8n.polled(workflow(parameters), 'Salesforce', { durable });
	expect((await trigger.poll()).batches).toEqual([]);
	sim.clock.advance(MINUTE);
	const fields = { LastName: 'Žluťoučký 🐎 "O\'Neil" {n}', Email: null };
	sim.act.grow({ object: 'Contact', count: 1_000, fields, start: '2026-02-01T10:00:30Z', perSecond: 1_000 });
	const { batches } = await trigger.poll();
	expect(batches.map(({ json }) => json.length)).toEqual([1_000]);
	expect(batches[0]!.json[0]).toMatchObject({
		record: { LastName: expect.stringMatching(/^Žluťoučký 🐎 "O'Neil" \d+$/), Email: null },
	});
	await batches[0]!.succeed();
	expect((await trigger.poll()).batches).toEqual([]);
	trigger.restart();
	sim.clock.advance(24 * 60 * MINUTE);
	sim.act.setField({ record: TOM, field: 'Title', value: 'Baker' });
	sim.clock.advance(MINUTE);
	const after = (await trigger.poll()).batches.flatMap(({ json }) => json as unknown as Array<Record<string, unknown>>);
	const fresh = after.filter(({ delivery }) => !(delivery as { redelivered: boolean }).redelivered);
	expect(fresh.map(({ id }) => id)).toEqual([TOM]);
	expect(after).toHaveLength(durable ? 1 : 1_001);
});

describe('lists of the trigger', () => {
	const parameters = { object: locator('Contact'), field: 'Stage__c' };

	test('objects, fields and values', async () => {
		const { results } = await n8n.listSearch(TYPE, 'objects', { filter: 'conta' });
		expect(results).toContainEqual(expect.objectContaining({ value: 'Contact' }));
		const fields = await n8n.loadOptions(TYPE, 'fields', { parameters });
		expect(fields.map(({ value }) => value)).toEqual(expect.arrayContaining(['LastName', 'Stage__c']));
		const values = await n8n.loadOptions(TYPE, 'fieldValues', { parameters });
		expect(values.map(({ value }) => value)).toEqual(['New', 'Negotiation', 'Won', 'Lost']);
		const flags = await n8n.loadOptions(TYPE, 'fieldValues', { parameters: { ...parameters, field: 'Vip__c' } });
		expect(flags.map(({ value }) => value)).toEqual(['true', 'false']);
		expect(
			await n8n.loadOptions(TYPE, 'fieldValues', { parameters: { ...parameters, field: 'Account.Name' } }),
		).toEqual([]);
		expect(await n8n.loadOptions(TYPE, 'fieldValues', { parameters: { ...parameters, field: '' } })).toEqual([]);
	});

	test('a list that cannot be read says why', async () => {
		const gone = { object: locator('Gone__c'), field: 'Stage__c' };
		await expect(n8n.loadOptions(TYPE, 'fieldValues', { parameters: gone })).rejects.toThrow('Gone__c');
	});
});

describe('fields for the mappings of other systems', () => {
	const host = () => hostFor(sim) as never;

	test('objects, fields, and what parents are called', async () => {
		expect(await source.objects!(host(), 'acc')).toContainEqual({ name: 'Account', value: 'Account' });
		const fields = await source.fields(host(), 'Contact');
		const values = fields.map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(['LastName', 'Stage__c', '["Account.Name"]', '["Owner.Name"]']));
		expect(new Set(values).size).toBe(values.length);
		await expect(source.fields(host(), 'Contact; drop')).rejects.toThrow('Source Object');
	});

	test('a path finds its value in the record of an item, and null clears', () => {
		const rows = ['LastName', '["Account.Name"]'].map((sourceField) => ({
			field: sourceField,
			from: 'source' as const,
			sourceField,
		}));
		const record = { LastName: 'Ada', 'Account.Name': null };
		expect(compileRows(rows)({ id: ADA, record })).toEqual({ LastName: 'Ada', '["Account.Name"]': null });
		expect(compileRows(rows)({ LastName: 'Ada', 'Account.Name': 'Bakery' })).toMatchObject({
			'["Account.Name"]': 'Bakery',
		});
	});

	test('parents that have no name are called by their title', () => {
		const of = (name: string, relationshipName: string, ...referenceTo: string[]) => ({
			name,
			type: 'reference',
			relationshipName,
			referenceTo,
		});
		const fields = [
			of('CaseId', 'Case', 'Case'),
			of('OwnerId', 'Owner', 'User', 'Group'),
			of('WhatId', 'What', 'Account', 'Case'),
			of('Nothing__c', 'Nothing__r'),
			{ name: 'MailingAddress', type: 'address' },
		];
		const parents = sourceFields({ fields }).map(({ value }) => value);
		expect(parents).not.toContain('MailingAddress');
		expect(parents.filter((value) => String(value).startsWith('['))).toEqual([
			'["Case.CaseNumber"]',
			'["Owner.Email"]',
			'["Owner.Name"]',
			'["What.Name"]',
		]);
	});
});
