import type { IDataObject } from 'n8n-workflow';

import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { ADA, BAKERY, failure, fill, idsOf, MINUTE, startWorld, TOM, triggersOf } from './triggerWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: SalesforceSimulator;
let tools: ReturnType<typeof triggersOf>;
beforeAll(async () => {
	sim = await startWorld();
	tools = triggersOf(sim);
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const grow = (count: number, perSecond: number, start: string) =>
	sim.act.grow({ object: 'Contact', count, perSecond, start });

describe('what can go wrong', () => {
	test('the session ends between two pages: reading goes on', async () => {
		const trigger = await tools.begun(tools.on('recordCreatedOrUpdated'));
		sim.switches.pageSize = 200;
		grow(900, 100, '2026-02-01T10:00:20Z');
		let calls = 0;
		const body = JSON.stringify([{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
		while (calls < 3) {
			sim.faults.inject({ match: { path: '/query' }, delayMs: 0, times: 1, ...(calls === 2 && { status: 401, body }) });
			calls++;
		}
		expect(idsOf(await trigger.drain())).toHaveLength(900);
		sim.act.expireSessions({});
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([ADA]);
	});

	test('every query cursor of Salesforce ends at once: nobody notices', async () => {
		const trigger = await tools.begun(tools.on('recordCreatedOrUpdated'));
		Object.assign(sim.switches, { pageSize: 200, openLocators: 0, locatorHours: 0 });
		grow(900, 300, '2026-02-01T10:00:20Z');
		expect(idsOf(await trigger.drain())).toHaveLength(900);
		expect(sim.requests.count((entry) => /query\/\w/.test(entry.path))).toBe(0);
	});

	test('the requests of the day are used up: a named fault, and the place stays', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated', { options: { stopAtUsage: 100 } }));
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		const before = JSON.stringify(trigger.memory);
		sim.act.setApiUsage({ used: sim.switches.dailyLimit });
		expect((await failure(trigger.poll())).message).toContain('used up');
		expect(JSON.stringify(trigger.memory)).toBe(before);
		sim.act.setApiUsage({ used: 0 });
		expect(idsOf(await trigger.poll())).toEqual([ADA]);
	});

	test('it stops at the chosen share of them, and goes on below it', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated', { options: { stopAtUsage: 50 } }));
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		const before = JSON.stringify(trigger.memory);
		sim.act.setApiUsage({ used: 7_500 });
		const error = await failure(trigger.poll());
		expect(error.message).toContain('stopped at 50 % of the API requests');
		expect(error).toMatchObject({ description: expect.stringContaining('Nothing is lost') });
		expect(JSON.stringify(trigger.memory)).toBe(before);
		trigger.parameters.options = { stopAtUsage: 90 };
		expect(idsOf(await trigger.poll())).toEqual([ADA]);
	});

	test('a chosen field is hidden: the poll fails and names it, or it is left out and named', async () => {
		const columns = ['LastName', 'Phone', 'Email'];
		const trigger = await tools.begun(tools.on('recordUpdated', { columns }));
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		sim.act.setFieldAccess({ object: 'Contact', field: 'Phone', access: 'hidden' });
		tools.settle();
		const error = await failure(trigger.poll());
		expect(error.message).toContain('"Phone"');
		expect(error).toMatchObject({ description: expect.stringContaining('Leave Out') });
		trigger.parameters.options = { ifUnreadable: 'leaveOut' };
		const [item] = await trigger.poll();
		expect(item).toMatchObject({
			id: ADA,
			missingFields: ['Phone'],
			record: { LastName: 'Ada', Email: expect.any(String) },
		});
		expect(item!.record).not.toHaveProperty('Phone');
		expect(await trigger.counted()).toEqual({ items: [], requests: 1 });
	});

	test('what was left out is tried again after a day', async () => {
		sim.act.setFieldAccess({ object: 'Contact', field: 'Phone', access: 'hidden' });
		const options = { ifUnreadable: 'leaveOut' };
		const trigger = await tools.begun(tools.on('recordUpdated', { columns: ['LastName', 'Phone'], options }));
		const baker = async () => {
			sim.act.setField({ record: ADA, field: 'Title', value: `Baker ${sim.clock.now().toISOString()}` });
			tools.settle();
			return (await trigger.poll())[0];
		};
		expect(await baker()).toMatchObject({ missingFields: ['Phone'] });
		sim.act.setFieldAccess({ object: 'Contact', field: 'Phone', access: 'full' });
		for (let hour = 0; hour < 25; hour++) {
			sim.clock.advance(60 * MINUTE);
			await trigger.poll();
		}
		expect(await baker()).not.toHaveProperty('missingFields');
	});

	test('the field of a parent is hidden', async () => {
		sim.act.setFieldAccess({ object: 'Account', field: 'Industry', access: 'hidden' });
		const parentColumns = 'Account.Name,Account.Industry';
		const trigger = await tools.begun(
			tools.on('recordUpdated', { parentColumns, options: { ifUnreadable: 'leaveOut' } }),
		);
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		expect(await trigger.poll()).toMatchObject([
			{ missingFields: ['Account.Industry'], record: { 'Account.Name': 'Bakery' } },
		]);
	});

	test('a watched field is hidden: the poll fails whatever is chosen for the others', async () => {
		const trigger = await tools.begun(tools.won({ options: { ifUnreadable: 'leaveOut' } }));
		sim.act.setFieldAccess({ object: 'Contact', field: 'Stage__c', access: 'hidden' });
		expect((await failure(trigger.poll())).message).toContain('Stage__c');
	});

	test('all fields, one of them hidden meanwhile: the others come', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated', { columns: [] }));
		sim.act.setFieldAccess({ object: 'Contact', field: 'Phone', access: 'hidden' });
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		const [item] = await trigger.poll();
		expect(item).not.toHaveProperty('missingFields');
		expect(item!.record).toMatchObject({ LastName: 'Ada' });
		expect(item!.record).not.toHaveProperty('Phone');
	});

	test('a query that takes too long is asked for in smaller pieces', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated'));
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		const body = JSON.stringify([
			{ message: 'Your query request was running for too long.', errorCode: 'QUERY_TIMEOUT' },
		]);
		sim.faults.inject({ match: { path: '/query' }, status: 400, body });
		expect(await trigger.poll()).toMatchObject([{ id: ADA, record: { Email: 'ada@bakery.example' } }]);
	});

	test('many wide fields do not make an address too long', async () => {
		const names = Array.from({ length: 700 }, (_, index) => `A_field_with_quite_a_long_name_${index}__c`);
		for (const name of names) sim.act.addField({ object: 'Contact', name });
		const trigger = await tools.begun(tools.on('recordUpdated', { columns: names }));
		for (const record of [ADA, TOM]) sim.act.setField({ record, field: names[699]!, value: 'here' });
		tools.settle();
		const items = await trigger.poll();
		expect(items.map(({ record }) => (record as IDataObject)[names[699]!])).toEqual(['here', 'here']);
		expect(sim.requests.count({ status: 414 })).toBe(0);
	});

	test('the changed parent alone does not show, but with the next change of the record', async () => {
		const trigger = await tools.begun(tools.won({ field: 'Account.Industry', values: ['Retail'] }));
		sim.act.setField({ record: BAKERY, field: 'Industry', value: 'Retail' });
		tools.settle();
		expect(await trigger.poll()).toEqual([]);
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([ADA]);
	});

	test('the parent changes while the record still lies in the overlap', async () => {
		const trigger = await tools.begun(tools.won({ field: 'Account.Industry', values: ['Retail'] }));
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		expect(await trigger.poll()).toEqual([]);
		sim.act.setField({ record: BAKERY, field: 'Industry', value: 'Retail' });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([ADA]);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each([
		['hiddenField', 'empty'],
		['stampPrecisionMs', 1],
		['unchangedUpdateTouches', false],
		['limitInfo', false],
	] as const)('also with %s %s', async (name, value) => {
		Object.assign(sim.switches, { [name]: value });
		const trigger = await tools.begun(tools.won());
		sim.clock.advance(250);
		sim.act.setField({ record: ADA, field: 'Stage__c', value: 'Won' });
		grow(1_500, 1_500, '2026-02-01T10:00:50.300Z');
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([ADA]);
		expect(await trigger.poll()).toEqual([]);
	});
});
