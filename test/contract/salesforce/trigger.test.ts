import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import {
	ADA,
	BAKERY,
	changesOf,
	failure,
	fill,
	idsOf,
	MINUTE,
	startWorld,
	TOM,
	Trigger,
	triggersOf,
} from './triggerWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: SalesforceSimulator;
let tools: ReturnType<typeof triggersOf>;
beforeAll(async () => {
	sim = await startWorld();
	tools = triggersOf(sim);
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

describe('Field Became Value', () => {
	test('tells before and after, with the record', async () => {
		const trigger = await tools.begun(tools.won());
		sim.act.setFields({ record: ADA, fields: { Stage__c: 'Won', Title: 'Owner' } });
		tools.settle();
		const [item, ...others] = await trigger.poll();
		expect(others).toEqual([]);
		expect(item).toEqual({
			event: 'fieldBecameValue',
			id: ADA,
			occurredAt: '2026-02-01T10:01:00.000Z',
			changes: { Stage__c: { from: 'Negotiation', to: 'Won' } },
			record: expect.objectContaining({ Id: ADA, LastName: 'Ada', Email: 'ada@bakery.example', Stage__c: 'Won' }),
			delivery: { id: expect.any(String), attempt: 1, redelivered: false },
		});
		expect(item!.record).not.toHaveProperty('attributes');
	});

	test('a touch of a record that had the value long ago starts nothing', async () => {
		const trigger = await tools.begun(tools.won());
		sim.act.setField({ record: TOM, field: 'Title', value: 'Baker' });
		tools.settle();
		expect(await trigger.poll()).toEqual([]);
		sim.act.setField({ record: TOM, field: 'Stage__c', value: 'Lost' });
		tools.settle();
		expect(await trigger.poll()).toEqual([]);
		sim.act.setField({ record: TOM, field: 'Stage__c', value: 'Won' });
		tools.settle();
		expect(changesOf((await trigger.poll())[0])).toEqual({ Stage__c: { from: 'Lost', to: 'Won' } });
	});

	test('a record created with the value counts, once', async () => {
		const trigger = await tools.begun(tools.won());
		const { Id } = sim.act.createRecord({ object: 'Contact', fields: { LastName: 'New', Stage__c: 'Won' } });
		tools.settle();
		const items = await trigger.poll();
		expect(items).toMatchObject([{ id: Id, changes: { Stage__c: { from: null, to: 'Won' } } }]);
		sim.act.setField({ record: Id, field: 'Title', value: 'Baker' });
		sim.clock.advance(MINUTE);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a value joins a multi-select picklist', async () => {
		const trigger = await tools.begun(tools.won({ field: 'Interests__c', values: ['Cakes'] }));
		sim.act.setField({ record: ADA, field: 'Interests__c', value: 'Bread' });
		tools.settle();
		expect(await trigger.poll()).toEqual([]);
		sim.act.setField({ record: ADA, field: 'Interests__c', value: 'Bread;Cakes' });
		tools.settle();
		expect(changesOf((await trigger.poll())[0])).toEqual({ Interests__c: { from: ['Bread'], to: ['Bread', 'Cakes'] } });
		sim.act.setField({ record: ADA, field: 'Interests__c', value: 'Bread;Cakes;Tea' });
		tools.settle();
		expect(await trigger.poll()).toEqual([]);
	});

	test('many records: one that has held the value since long ago is known, however many were written since', async () => {
		sim.act.grow({ object: 'Contact', count: 12_000, perSecond: 1_000, start: '2026-02-01T09:30:00Z' });
		const trigger = await tools.begun(tools.won());
		sim.act.setField({ record: TOM, field: 'Title', value: 'Baker' });
		sim.act.setField({ record: ADA, field: 'Stage__c', value: 'Won' });
		tools.settle();
		const [item, ...others] = await trigger.poll();
		expect([item!.id, others]).toEqual([ADA, []]);
		// What it was before is no longer known of a record that nobody touched for so long.
		expect(changesOf(item)).toEqual({ Stage__c: { to: 'Won' } });
	});

	test.each([
		['Score__c', '7.5', 7.5],
		['Vip__c', 'true', true],
		['Email', 'a@b.example', 'a@b.example'],
		['AccountId', BAKERY, BAKERY],
		['Birthdate', '1990-02-03', '1990-02-03'],
	])('a field of any type: %s', async (field, value, written) => {
		const trigger = await tools.begun(tools.won({ field, values: [], otherValues: [value] }));
		sim.act.setField({ record: TOM, field, value: written });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([TOM]);
	});

	test('the field of a parent, by its path', async () => {
		const trigger = await tools.begun(tools.won({ field: 'Account.Industry', values: ['Food'] }));
		sim.act.setField({ record: TOM, field: 'AccountId', value: BAKERY });
		tools.settle();
		expect(changesOf((await trigger.poll())[0])).toEqual({ 'Account.Industry': { from: null, to: 'Food' } });
	});

	test('without a value, or with a field that is not there, the trigger says so', async () => {
		expect((await failure(tools.won({ values: [] }).poll())).message).toContain('No value is chosen');
		expect((await failure(tools.won({ field: 'Gone__c' }).poll())).message).toContain('"Gone__c"');
	});
});

describe('Field Changed', () => {
	test('the watched fields of existing records, from and to', async () => {
		const trigger = await tools.begun(tools.on('fieldChanged', { fields: ['Email', 'Stage__c'] }));
		sim.act.createRecord({ object: 'Contact', fields: { LastName: 'New', Email: 'new@bakery.example' } });
		sim.act.setField({ record: TOM, field: 'Title', value: 'Baker' });
		sim.act.setField({ record: ADA, field: 'Email', value: null });
		tools.settle();
		const items = await trigger.poll();
		expect(items).toMatchObject([{ id: ADA, changes: { Email: { from: 'ada@bakery.example', to: null } } }]);
		expect(Object.keys(changesOf(items[0])!)).toEqual(['Email']);
	});

	test('a long text is compared whole, and shown short', async () => {
		const trigger = await tools.begun(tools.on('fieldChanged', { fields: ['Notes__c'] }));
		const text = 'x'.repeat(5_000);
		sim.act.setField({ record: ADA, field: 'Notes__c', value: text });
		tools.settle();
		expect(changesOf((await trigger.poll())[0])!.Notes__c!.to).toHaveLength(1_001);
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		expect(await trigger.poll()).toEqual([]);
		sim.act.setField({ record: ADA, field: 'Notes__c', value: `${text}!` });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([ADA]);
	});
});

describe('created and updated', () => {
	test('Record Created: once, also if the record is updated before the first poll and after it', async () => {
		const trigger = await tools.begun(tools.on('recordCreated'));
		const { Id } = sim.act.createRecord({ object: 'Contact', fields: { LastName: 'New' } });
		sim.clock.advance(3_000);
		sim.act.setField({ record: Id, field: 'Email', value: 'new@bakery.example' });
		sim.act.setField({ record: ADA, field: 'Email', value: 'other@bakery.example' });
		tools.settle();
		expect(await trigger.poll()).toMatchObject([{ id: Id, record: { Email: 'new@bakery.example' } }]);
		sim.clock.advance(MINUTE);
		sim.act.setField({ record: Id, field: 'Email', value: 'newer@bakery.example' });
		sim.clock.advance(MINUTE);
		expect(await trigger.poll()).toEqual([]);
	});

	test('Record Updated: not the creation, but every change after it, also before the first poll', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated'));
		const [first, second] = ['One', 'Two'].map(
			(LastName) => sim.act.createRecord({ object: 'Contact', fields: { LastName } }).Id,
		);
		sim.clock.advance(1_000);
		sim.act.setField({ record: second!, field: 'Email', value: 'two@bakery.example' });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([second]);
		sim.act.setField({ record: first!, field: 'Email', value: 'one@bakery.example' });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([first]);
		sim.act.touchRecord({ record: ADA });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([ADA]);
	});

	test('Record Created or Updated: each state of a record', async () => {
		const trigger = await tools.begun(tools.on('recordCreatedOrUpdated'));
		const { Id } = sim.act.createRecord({ object: 'Contact', fields: { LastName: 'New' } });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([Id]);
		sim.act.setField({ record: Id, field: 'Email', value: 'new@bakery.example' });
		tools.settle();
		expect(idsOf(await trigger.poll())).toEqual([Id]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('an update of the same second as one that was read is not lost', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated'));
		sim.act.setField({ record: ADA, field: 'Email', value: 'a@bakery.example' });
		expect(await trigger.poll()).toEqual([]);
		sim.act.setField({ record: ADA, field: 'Email', value: 'b@bakery.example' });
		tools.settle();
		expect(await trigger.poll()).toMatchObject([{ record: { Email: 'b@bakery.example' } }]);
	});

	test('an object that is not there', async () => {
		expect((await failure(tools.on('recordCreated', { object: 'Nothing__c' }).poll())).message).toContain('Nothing__c');
	});
});

describe('what is read', () => {
	test('fields of parents as in the node, null where there is no parent', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated', { parentColumns: 'Account.Name, Account.Industry' }));
		for (const record of [ADA, TOM]) sim.act.setField({ record, field: 'Title', value: 'Baker' });
		tools.settle();
		const [ada, tom] = await trigger.poll();
		expect(ada!.record).toEqual({
			Id: ADA,
			SystemModstamp: expect.any(String),
			CreatedDate: expect.any(String),
			LastName: 'Ada',
			Email: 'ada@bakery.example',
			'Account.Name': 'Bakery',
			'Account.Industry': 'Food',
		});
		expect(tom!.record).toMatchObject({ 'Account.Name': null, 'Account.Industry': null });
		expect(tom!.record).not.toHaveProperty('Account');
	});

	test('no fields chosen: all of them', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated', { columns: [] }));
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		const [item] = await trigger.poll();
		expect(item!.record).toMatchObject({ Title: 'Baker', Stage__c: 'Negotiation', Vip__c: expect.anything() });
	});

	test('starting with everything, or from a date', async () => {
		const all = await tools.on('recordCreatedOrUpdated', { startWith: 'everything' }).poll();
		expect(new Set(idsOf(all))).toEqual(new Set([ADA, TOM]));
		sim.act.setField({ record: TOM, field: 'Title', value: 'Baker' });
		tools.settle();
		const dated = tools.on('recordUpdated', { startWith: 'date', startDate: '2026-02-01T09:30:00' });
		expect(idsOf(await dated.poll())).toEqual([TOM]);
	});

	test('a manual run shows the newest, and those that fit first', async () => {
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		const trigger = tools.won();
		trigger.mode = 'manual';
		expect(await trigger.poll()).toMatchObject([{ id: TOM, changes: { Stage__c: { to: 'Won' } } }]);
		const updated = new Trigger(sim, { triggerOn: 'recordUpdated' });
		updated.mode = 'manual';
		expect(idsOf(await updated.poll())).toEqual([ADA, TOM]);
		expect(updated.memory).toEqual({});
	});
});
