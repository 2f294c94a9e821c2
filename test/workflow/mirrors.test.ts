import { daktelaWrites, rowsWith } from '../../scripts/stories/daktela';
import { isMarked } from '../../scripts/stories/helios-green';
import { heliosGreenOrdersToDaktela } from '../../scripts/stories/helios-green-orders-to-daktela';
import { salesforceToDaktela } from '../../scripts/stories/salesforce-to-daktela';
import type { Story } from '../../scripts/stories/types';
import { startAutomation, templateOf, type Automation } from '../support/automation';
import { rooms } from '../support/rooms';
import type { Polled, PolledTrigger } from '../support/workflow';
import { randomFrom, spoil, unsteadily } from './faulty';

jest.setTimeout(180_000);

const ROUNDS = 7;

let automation: Automation;
beforeEach(async () => (automation = await startAutomation(rooms())));
afterEach(async () => await automation.close());

const runAll = async ({ batches }: Polled) => {
	for (const batch of batches) await batch.run();
};

/** Every polling trigger of a story's templates, not activated yet. */
function triggersOf(story: Story, durable = false): PolledTrigger[] {
	const { harness, sandbox } = automation;
	const triggers: PolledTrigger[] = [];
	for (const name of story.templates) {
		const json = templateOf(name, story, sandbox);
		for (const { name: node, type } of json.nodes) {
			if (!type.endsWith('Trigger')) continue;
			triggers.push(harness.polled(json, node!, { durable }));
		}
	}
	return triggers;
}

/** The same, activated one after the other; what the first poll begins is run. */
async function activated(story: Story, durable = false): Promise<PolledTrigger[]> {
	const triggers = triggersOf(story, durable);
	for (const trigger of triggers) await runAll(await trigger.activate());
	return triggers;
}

/** Polls all of them in turn, running every batch, until nothing is written any more. */
async function settle(triggers: readonly PolledTrigger[]): Promise<void> {
	for (let round = 0; round < 10; round++) for (const trigger of triggers) await runAll(await trigger.poll());
}

const titles = (prefix: string, resource: 'accounts' | 'contacts' | 'crmRecords') =>
	rowsWith(automation.sandbox, resource, prefix)
		.map(({ values }) => String(values.title))
		.sort();

describe('Salesforce to Daktela on n8n-core', () => {
	it('brings companies and contacts over, and with nothing changed sends no write and one request per object', async () => {
		const triggers = await activated(salesforceToDaktela);
		await settle(triggers);
		const { salesforce, daktela } = automation.sandbox;
		expect(titles('sf_', 'accounts')).toEqual(['Blue Harbor Bakery', 'Northwind Yoga', 'Pine & Sons']);
		expect(titles('sf_', 'contacts')).toHaveLength(4);
		for (const vendor of [salesforce, daktela]) vendor.requests.clear();
		for (const trigger of triggers) await trigger.poll();
		expect(salesforce.requests.entries.map(({ action }) => action)).toEqual(['query', 'query']);
		expect(daktela.requests.entries).toEqual([]);
	});

	it('delivered once more as a whole, nothing is written', async () => {
		await settle(await activated(salesforceToDaktela));
		const writes = daktelaWrites(automation.sandbox);
		await settle(await activated(salesforceToDaktela));
		expect(daktelaWrites(automation.sandbox)).toBe(writes);
	});

	it('contacts first: none is lost or doubled, and each has its company in the end', async () => {
		const [accounts, contacts] = triggersOf(salesforceToDaktela);
		const failed = async ({ batches }: Polled) => {
			for (const batch of batches) expect((await batch.run()).error?.message).toContain('is not in Daktela');
			expect(batches).toHaveLength(1);
		};
		await failed(await contacts!.activate());
		for (let poll = 0; poll < 8; poll++) await failed(await contacts!.poll());
		expect(titles('sf_', 'contacts')).toEqual([]);
		await runAll(await accounts!.activate());
		await settle([accounts!, contacts!]);
		const rows = rowsWith(automation.sandbox, 'contacts', 'sf_');
		expect(rows.filter(({ values }) => /^sf_001/.test(String(values.account)))).toHaveLength(4);
		expect(rows).toHaveLength(4);
	});

	it('dry run tells field by field what would be created, and sends nothing', async () => {
		const [accounts] = triggersOf({
			...salesforceToDaktela,
			patchNodes: (sandbox) => {
				const patches = salesforceToDaktela.patchNodes(sandbox);
				const nodes = patches['salesforce-to-daktela']!;
				const account = nodes['Keep the Daktela account current']!;
				const dry = { ...account, parameters: { ...account.parameters, dryRun: true } };
				return { 'salesforce-to-daktela': { ...nodes, 'Keep the Daktela account current': dry } };
			},
		});
		const [batch] = (await accounts!.activate()).batches;
		const rows = (await batch!.run()).json('Keep the Daktela account current');
		expect(rows).toHaveLength(3);
		expect(rows[0]).toMatchObject({ dryRun: true, sync: { action: 'created' } });
		expect((rows[0]!.sync as { changes: object }).changes).toMatchObject({ title: { to: expect.any(String) } });
		expect(daktelaWrites(automation.sandbox)).toBe(0);
	});
});

describe('Helios Green to Daktela on n8n-core', () => {
	it('brings companies, contacts and orders over, and marks each row once Daktela has it', async () => {
		const { daktela, heliosGreen } = automation.sandbox;
		daktela.faults.inject({ match: { method: 'POST' }, status: 503, times: Infinity });
		const triggers = await activated(heliosGreenOrdersToDaktela);
		for (const trigger of triggers) await runAll(await trigger.poll());
		const numbers = [1101, 1102, 1103, 1201, 1202, 1203, 1204, 1301, 1302];
		expect(numbers.filter((number) => isMarked(automation.sandbox, number))).toEqual([]);
		daktela.faults.clear();
		await settle(triggers);
		expect(titles('helios_', 'accounts')).toHaveLength(3);
		expect(titles('helios_', 'contacts')).toHaveLength(4);
		expect(titles('helios_', 'crmRecords')).toHaveLength(2);
		expect(numbers.filter((number) => !isMarked(automation.sandbox, number))).toEqual([]);
		heliosGreen.requests.clear();
		daktela.requests.clear();
		for (const trigger of triggers) expect((await trigger.poll()).batches).toEqual([]);
		expect(heliosGreen.requests.count({ action: 'BROWSE' })).toBe(triggers.length);
		expect(heliosGreen.requests.count({ action: 'LogOff' })).toBe(heliosGreen.requests.count({ action: 'LogOn' }));
		expect(daktela.requests.entries).toEqual([]);
	});
});

describe.each([
	['Salesforce', salesforceToDaktela, 'sf_', 1],
	['Helios Green', heliosGreenOrdersToDaktela, 'helios_', 2],
] as const)('every tenth request of %s and Daktela fails somehow', (_vendor, story, prefix, seed) => {
	it.each([false, true])('durable polling %s: everything is there once and as in the source', async (durable) => {
		const { salesforce, heliosGreen, daktela } = automation.sandbox;
		const source = story === salesforceToDaktela ? salesforce : heliosGreen;
		const triggers = await activated(story, durable);
		const random = randomFrom(seed);
		for (const vendor of [source, daktela]) spoil(vendor, 0.1);
		for (let round = 0; round < ROUNDS; round++) {
			if (story === salesforceToDaktela) {
				const { Id } = salesforce.act.createRecord({ object: 'Account', fields: { Name: `Company ${round}` } });
				const fields = { LastName: `Person ${round}`, AccountId: Id };
				salesforce.act.createRecord({ object: 'Contact', fields });
			} else {
				const { number } = heliosGreen.act.addCompany({ name: `Company ${round}` });
				heliosGreen.act.addContact({ name: `Person ${round}`, values: { firma: number } });
			}
			await unsteadily(triggers, random);
		}
		const failed = [source, daktela].map(({ requests }) => requests.count(({ status }) => status >= 400));
		expect(failed[0]! + failed[1]!).toBeGreaterThan(0);
		for (const vendor of [source, daktela]) vendor.faults.clear();
		// Salesforce's newest changes are left for the next poll.
		source.clock.advance(60_000);
		for (let quiet = 0; quiet < 3; quiet++) await settle(triggers);
		const [accounts, contacts] = (['accounts', 'contacts'] as const).map((resource) => titles(prefix, resource));
		expect(accounts!.filter((title) => title.startsWith('Company'))).toHaveLength(ROUNDS);
		expect(contacts!.filter((title) => title.startsWith('Person'))).toHaveLength(ROUNDS);
		const linked = rowsWith(automation.sandbox, 'contacts', prefix).filter(({ values }) => values.account);
		expect(linked).toHaveLength(contacts!.length);
	});
});
