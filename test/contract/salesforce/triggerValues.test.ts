import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { ADA, BAKERY, changesOf, failure, fill, idsOf, startWorld, TOM, triggersOf } from './triggerWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: SalesforceSimulator;
let tools: ReturnType<typeof triggersOf>;
beforeAll(async () => {
	sim = await startWorld();
	tools = triggersOf(sim);
});
beforeEach(() => {
	fill(sim);
	sim.act.addField({ object: 'Account', name: 'Tags__c', type: 'multipicklist', options: ['Gold', 'Local'] });
});
afterAll(async () => await sim.close());

describe('awaited values as people type them', () => {
	test.each([
		['the ID as the address bar has it', 'AccountId', BAKERY.slice(0, 15), BAKERY],
		['True', 'Vip__c', ' True ', true],
		['a number with zeros', 'Score__c', '7.50', 7.5],
		['with spaces', 'Stage__c', ' Lost ', 'Lost'],
		['one value of an expression', 'Stage__c', 'Lost', 'Lost'],
	])('%s', async (what, field, typed, written) => {
		const otherValues = what.startsWith('one') ? typed : [typed];
		const trigger = await tools.begun(tools.won({ field, values: [], otherValues }));
		sim.act.setField({ record: TOM, field, value: written });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([TOM]);
	});

	test.each([
		['Score__c', 'many', 'Values: "many" is not a number'],
		['Vip__c', 'yes', 'Values: "yes" is neither true nor false'],
		['Birthdate', 'tomorrow-ish', 'Values'],
	])('one that the field can never have is refused: %s', async (field, typed, said) => {
		const trigger = tools.won({ field, values: [], otherValues: [typed] });
		expect((await failure(trigger.poll())).message).toContain(said);
		trigger.mode = 'manual';
		expect((await failure(trigger.poll())).message).toContain(said);
	});

	test('a value joins a multi-select picklist of the parent', async () => {
		sim.act.setField({ record: BAKERY, field: 'Tags__c', value: 'Local' });
		const trigger = await tools.begun(tools.won({ field: 'Account.Tags__c', values: ['Gold'] }));
		sim.act.setField({ record: BAKERY, field: 'Tags__c', value: 'Gold;Local' });
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		expect(changesOf((await trigger.poll())[0])).toEqual({
			'Account.Tags__c': { from: ['Local'], to: ['Gold', 'Local'] },
		});
	});

	test('the field of a parent that is not there is named at once', async () => {
		const { message } = await failure(tools.won({ field: 'Account.Gone__c' }).poll());
		expect(message).toContain('"Account.Gone__c"');
	});

	test('watched fields as a text of an expression', async () => {
		const trigger = await tools.begun(tools.on('fieldChanged', { fields: 'Email, Stage__c' }));
		sim.act.setField({ record: ADA, field: 'Stage__c', value: 'Lost' });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([ADA]);
	});
});

describe('values before', () => {
	test('are known after a restart, and for every record in turn', async () => {
		const trigger = await tools.begun(tools.won());
		for (const stage of ['Lost', 'Won', 'New', 'Won']) {
			sim.act.setField({ record: TOM, field: 'Stage__c', value: stage });
			tools.settle();
			const [item] = await trigger.poll();
			expect(item && changesOf(item)).toEqual(
				stage === 'Won' ? { Stage__c: { from: expect.stringMatching(/Lost|New/), to: 'Won' } } : undefined,
			);
		}
	});

	test('a record that comes into view with the value counts with its next write, without a value before', async () => {
		sim.act.shareRecord({ record: TOM, access: 'none' });
		const trigger = await tools.begun(tools.won());
		sim.act.shareRecord({ record: TOM, access: 'full' });
		tools.settle();
		expect(await trigger.poll()).toEqual([]);
		sim.act.setField({ record: TOM, field: 'Title', value: 'Baker' });
		tools.settle();
		expect(changesOf((await trigger.poll())[0])).toEqual({ Stage__c: { to: 'Won' } });
	});

	test('where asking for those that hold the value is too much for Salesforce, the trigger begins all the same', async () => {
		sim.act.grow({ object: 'Contact', count: 10_050, perSecond: 1_000, start: '2026-02-01T09:30:00Z' });
		const body = JSON.stringify([
			{ message: 'Your query request was running for too long.', errorCode: 'QUERY_TIMEOUT' },
		]);
		for (let pages = 0; pages < 5; pages++) sim.faults.inject({ match: { path: '/query' }, delayMs: 0, times: 1 });
		sim.faults.inject({ match: { path: '/query' }, status: 400, body, times: 2 });
		const trigger = await tools.begun(tools.won());
		sim.act.setField({ record: ADA, field: 'Stage__c', value: 'Won' });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([ADA]);
	});
});

describe('objects', () => {
	test('a record without its time is a named fault, and the place stays', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated'));
		const before = JSON.stringify(trigger.memory);
		const records = [{ attributes: { type: 'Contact' }, Id: ADA, SystemModstamp: null }];
		const body = JSON.stringify({ totalSize: 1, done: true, records });
		sim.faults.inject({ match: { path: '/query' }, status: 200, body });
		expect((await failure(trigger.poll())).message).toContain(`Contact ${ADA} has no SystemModstamp`);
		expect(JSON.stringify(trigger.memory)).toBe(before);
	});
});
