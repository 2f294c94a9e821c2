import type { NetHuntSimulator } from '../../../sandbox/nethunt';
import { ACME, BOLT, changesOf, DEALS, failure, fill, idsOf, startWorld, Trigger, triggersOf } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: NetHuntSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const MINUTE = 60_000;
let won: ReturnType<typeof triggersOf>['won'];
let begun: ReturnType<typeof triggersOf>['begun'];
beforeAll(() => void ({ won, begun } = triggersOf(sim)));

describe('requests', () => {
	test('an idle poll is one, a poll with many changes two, whatever was edited beside them', async () => {
		const trigger = await begun(won());
		expect(await trigger.counted()).toEqual({ items: [], requests: 1 });
		sim.act.setField({ record: ACME, field: 'Amount', value: 7 });
		expect(await trigger.counted()).toEqual({ items: [], requests: 1 });
		for (const record of [ACME, BOLT]) sim.act.setField({ record, field: 'Status', value: 'Won' });
		const { items, requests } = await trigger.counted();
		expect([idsOf(items), requests]).toEqual([[ACME, BOLT], 2]);
	});

	test.each([1_000, 2_345])('%i changes are two as well, or less', async (count) => {
		const trigger = await begun(won());
		const made = Array.from(
			{ length: count },
			() => sim.act.createRecord({ folder: DEALS, fields: { Status: 'Won' } }).id,
		);
		const { items, requests } = await trigger.counted();
		const rest = count > 1_000 ? idsOf((await trigger.poll()).concat(await trigger.poll())) : [];
		expect(new Set([...idsOf(items), ...rest])).toEqual(new Set(made));
		expect(requests).toBeLessThanOrEqual(2);
	});

	test('a deletion costs nothing beside the read, a comment neither', async () => {
		const gone = await begun(new Trigger(sim, { triggerOn: 'recordDeleted' }));
		const said = await begun(new Trigger(sim, { triggerOn: 'commentCreated' }));
		sim.act.addComment({ record: ACME, text: 'Hello' });
		sim.act.deleteRecord({ record: BOLT });
		expect(await gone.counted()).toMatchObject({ requests: 1, items: [{ id: BOLT }] });
		expect(await said.counted()).toMatchObject({ requests: 1, items: [{ id: ACME, comment: { text: 'Hello' } }] });
	});
});

describe('Field Became Value', () => {
	test('tells before and after, who did it, and the record as it is now', async () => {
		const trigger = await begun(won());
		sim.act.setFields({ record: ACME, fields: { Status: 'Won', Amount: 5 } });
		const [item] = await trigger.poll();
		expect(item).toMatchObject({
			event: 'fieldBecameValue',
			id: ACME,
			occurredAt: '2026-02-01T10:01:00.000Z',
			changes: { Status: { from: 'Negotiation', to: 'Won' } },
			user: { emailAddress: 'user@nethunt.test' },
			record: { recordId: ACME, folderId: DEALS, fields: { Amount: 5 }, link: expect.any(String) },
			delivery: { attempt: 1, redelivered: false },
		});
	});

	test('several values, typed ones among them, with double spaces as they are', async () => {
		const trigger = await begun(won({ otherValues: ['On  hold'] }));
		sim.act.setField({ record: ACME, field: 'Status', value: 'On  hold' });
		sim.act.setField({ record: BOLT, field: 'Status', value: 'Lost' });
		expect(idsOf(await trigger.poll())).toEqual([ACME]);
	});

	test.each([
		['Amount', '1300', 1300],
		['Urgent', 'true', true],
		['Close date', '2026-03-01', '2026-03-01'],
		['Owner', 'user@nethunt.test', 'user@nethunt.test'],
	])('a field of any type: %s', async (field, value, written) => {
		const trigger = await begun(won({ field, values: [], otherValues: [value] }));
		sim.act.setField({ record: ACME, field, value: written });
		expect(idsOf(await trigger.poll())).toEqual([ACME]);
	});

	test('a list becomes a value when the value joins it, and only then', async () => {
		const trigger = await begun(won({ field: 'Tags', values: ['vip'] }));
		sim.act.addToField({ record: ACME, field: 'Tags', value: 'vip' });
		expect(idsOf(await trigger.poll())).toEqual([ACME]);
		sim.clock.advance(MINUTE);
		sim.act.addToField({ record: ACME, field: 'Tags', value: 'more' });
		expect(await trigger.poll()).toEqual([]);
	});

	test('there and back again and there: twice, in order', async () => {
		const trigger = await begun(won());
		for (const value of ['Won', 'Lost', 'Won']) sim.act.setField({ record: ACME, field: 'Status', value });
		const items = await trigger.poll();
		expect(items.map((item) => changesOf(item).Status?.from)).toEqual(['Negotiation', 'Lost']);
	});

	test('the previous value is remembered where NetHunt does not tell it', async () => {
		sim.switches.includeRemove = false;
		const trigger = await begun(won());
		sim.act.setField({ record: ACME, field: 'Status', value: 'Lost' });
		expect(await trigger.poll()).toEqual([]);
		sim.clock.advance(MINUTE);
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		expect(changesOf((await trigger.poll())[0]).Status).toEqual({ from: 'Lost', to: 'Won' });
	});

	test('without a value the trigger says so', async () => {
		expect((await failure(won({ values: [] }).poll())).message).toContain('No value is chosen');
	});

	test('changes by users to be ignored do not count', async () => {
		sim.act.addUser({ personalName: 'Bot', emailAddress: 'bot@nethunt.test', apiKey: 'bot-key' });
		const trigger = await begun(won({ ignoreUsers: ['Bot@nethunt.test'] }));
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won', by: 'bot@nethunt.test' });
		sim.act.setField({ record: BOLT, field: 'Status', value: 'Won' });
		expect(idsOf(await trigger.poll())).toEqual([BOLT]);
	});
});

describe('other events', () => {
	test('Field Changed: the chosen fields of existing records', async () => {
		const trigger = await begun(new Trigger(sim, { triggerOn: 'fieldChanged', fields: ['Amount'] }));
		sim.act.createRecord({ folder: DEALS, fields: { Name: 'New', Amount: 1 } });
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		sim.act.setField({ record: BOLT, field: 'Amount', value: null });
		const items = await trigger.poll();
		expect(items).toMatchObject([{ id: BOLT, changes: { Amount: { from: 10, to: null } } }]);
	});

	test('Record Updated tells every field, Record Created the record', async () => {
		const updated = await begun(new Trigger(sim, { triggerOn: 'recordUpdated' }));
		const created = await begun(new Trigger(sim, { triggerOn: 'recordCreated' }));
		sim.act.setFields({ record: ACME, fields: { Status: 'Won', Amount: 1 } });
		const { id } = sim.act.createRecord({ folder: DEALS, fields: { Name: 'New' } });
		expect(await updated.poll()).toMatchObject([{ id: ACME, changes: { Status: { to: 'Won' }, Amount: { to: 1 } } }]);
		expect(await created.counted()).toMatchObject({
			requests: 1,
			items: [{ id, record: { fields: { Name: 'New' } } }],
		});
	});

	test('Call Log Created with its record', async () => {
		const trigger = await begun(new Trigger(sim, { triggerOn: 'callLogCreated', includeRecord: true }));
		sim.act.logCall({ record: ACME, text: 'Talked', duration: 3 });
		expect(await trigger.counted()).toMatchObject({
			requests: 2,
			items: [{ id: ACME, callLog: { text: 'Talked', duration: 3 }, record: { fields: { Name: 'Acme' } } }],
		});
	});

	test('a record that was deleted since is marked, without asking for it', async () => {
		const trigger = await begun(won());
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		sim.act.deleteRecord({ record: ACME });
		expect(await trigger.counted()).toMatchObject({
			requests: 1,
			items: [{ id: ACME, record: { recordId: ACME, deleted: true } }],
		});
	});
});
