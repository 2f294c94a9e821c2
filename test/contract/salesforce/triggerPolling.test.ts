import type { IDataObject } from 'n8n-workflow';

import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { ADA, fill, idsOf, MINUTE, startWorld, TOM, triggersOf } from './triggerWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: SalesforceSimulator;
let tools: ReturnType<typeof triggersOf>;
beforeAll(async () => {
	sim = await startWorld();
	tools = triggersOf(sim);
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const WATCHING: Array<[string, IDataObject]> = [
	['fieldBecameValue', { field: 'Stage__c', values: ['Won'] }],
	['fieldChanged', { fields: ['Stage__c'] }],
	['recordCreated', {}],
	['recordCreatedOrUpdated', {}],
	['recordUpdated', {}],
];

const grow = (count: number, perSecond: number, start: string) =>
	sim.act.grow({ object: 'Contact', count, perSecond, start });

describe('requests', () => {
	test.each([...WATCHING, ['recordDeleted', {}] as [string, IDataObject]])(
		'an idle poll is one: %s',
		async (event, more) => {
			const trigger = await tools.begun(tools.on(event, more));
			await trigger.poll();
			expect(await trigger.counted()).toEqual({ items: [], requests: 1 });
			// With all fields as well.
			const all = await tools.begun(tools.on(event, { ...more, columns: [] }));
			await all.poll();
			expect(await all.counted()).toEqual({ items: [], requests: 1 });
		},
	);

	test('the reading brings the chosen fields with it: 800 changes are one request', async () => {
		grow(800, 100, '2026-02-01T09:00:00Z');
		const trigger = await tools.begun(tools.on('recordCreatedOrUpdated', { parentColumns: 'Account.Name' }));
		const { first } = sim.act.grow({ object: 'Contact', count: 800, perSecond: 500, start: '2026-02-01T10:00:30Z' });
		const { items, requests } = await trigger.counted();
		expect([items.length, requests]).toEqual([800, 1]);
		expect(items.find(({ id }) => id === first)!.record).toMatchObject({ 'Account.Name': null });
	});

	test('a quiet trigger does not read the same old rows for ever', async () => {
		grow(3_000, 1_000, '2026-02-01T09:59:00Z');
		const trigger = await tools.begun(tools.on('recordUpdated'));
		await trigger.poll();
		sim.clock.advance(20 * MINUTE);
		await trigger.poll();
		expect(await trigger.counted()).toEqual({ items: [], requests: 1 });
	});
});

describe('no change is lost', () => {
	test.each(WATCHING.slice(2, 4))('500 records of one second across the edge of a page: %s', async (event) => {
		const trigger = await tools.begun(tools.on(event));
		sim.switches.pageSize = 200;
		grow(300, 100, '2026-02-01T10:00:20Z');
		grow(500, 500, '2026-02-01T10:00:25Z');
		grow(700, 100, '2026-02-01T10:00:27Z');
		const ids = idsOf(await trigger.drain());
		expect([ids.length, new Set(ids).size]).toEqual([1_500, 1_500]);
	});

	test('5,000 records of one second', async () => {
		const trigger = await tools.begun(tools.on('recordCreatedOrUpdated'));
		grow(5_000, 5_000, '2026-02-01T10:00:25Z');
		const ids = idsOf(await trigger.drain());
		expect([ids.length, new Set(ids).size]).toEqual([5_000, 5_000]);
	});

	test.each(WATCHING)('a late commit behind the cursor: %s', async (event, more) => {
		const trigger = await tools.begun(tools.on(event, more));
		sim.clock.advance(10 * MINUTE);
		await trigger.poll();
		const at = '2026-02-01T10:02:00.000Z';
		const isNew = event === 'recordCreated';
		const { Id } = isNew
			? sim.act.createRecord({ object: 'Contact', fields: { LastName: 'Late' }, at })
			: sim.act.setField({ record: ADA, field: 'Stage__c', value: 'Won', at });
		expect(await trigger.poll()).toMatchObject([{ id: Id, occurredAt: at }]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('what a transaction shows later than the overlap needs a longer one', async () => {
		const short = await tools.begun(tools.on('recordUpdated'));
		const long = await tools.begun(tools.on('recordUpdated', { options: { overlapMinutes: 60 } }));
		sim.clock.advance(30 * MINUTE);
		await Promise.all([short.poll(), long.poll()]);
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker', at: '2026-02-01T10:02:00.000Z' });
		expect(await short.poll()).toEqual([]);
		expect(idsOf(await long.poll())).toEqual([ADA]);
		sim.clock.advance(MINUTE);
		expect(await long.poll()).toEqual([]);
	});

	test('days without a poll: everything since, each created record once', async () => {
		const created = await tools.begun(tools.on('recordCreated'));
		const updated = await tools.begun(tools.on('recordUpdated'));
		const { Id } = sim.act.createRecord({ object: 'Contact', fields: { LastName: 'New' } });
		sim.clock.advance(26 * 60 * MINUTE);
		sim.act.setField({ record: Id, field: 'Title', value: 'Baker' });
		sim.clock.advance(26 * 60 * MINUTE);
		expect(idsOf(await created.poll())).toEqual([Id]);
		expect(idsOf(await updated.poll())).toEqual([Id]);
	});

	test('a first load goes on where the last poll ended, and finds what is changed meanwhile', async () => {
		grow(7_000, 50, '2026-01-31T10:00:00Z');
		const trigger = tools.on('recordCreatedOrUpdated', { startWith: 'everything', options: { perRun: 3_000 } });
		const first = await trigger.poll();
		sim.act.setField({ record: String(first[0]!.id), field: 'Title', value: 'Baker' });
		tools.settle();
		const ids = idsOf([...first, ...(await trigger.drain())]);
		expect(new Set(ids).size).toBe(7_002);
		expect(ids.filter((id) => id === first[0]!.id)).toHaveLength(2);
		expect(ids).toHaveLength(7_003);
	});

	test('a failed run delivers the record again as it is then, with one more request', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated'));
		sim.act.setField({ record: ADA, field: 'Email', value: 'a@bakery.example' });
		tools.settle();
		trigger.status = 'error';
		expect(await trigger.poll()).toMatchObject([{ delivery: { attempt: 1 } }]);
		sim.clock.advance(16 * MINUTE);
		expect(await trigger.poll()).toMatchObject([{ delivery: { attempt: 2, redelivered: true } }]);
		trigger.status = 'success';
		sim.clock.advance(16 * MINUTE);
		expect(await trigger.counted()).toMatchObject({
			requests: 2,
			items: [{ id: ADA, delivery: { attempt: 3, redelivered: true }, record: { Email: 'a@bakery.example' } }],
		});
	});

	test.each([5, -5])('the clock of the answers is %i minutes ahead of that of the records', async (minutes) => {
		sim.clock.skewMs = minutes * MINUTE;
		const trigger = await tools.begun(tools.on('recordUpdated'));
		const ids: unknown[] = [];
		for (let round = 0; round < 10; round++) {
			sim.act.setField({ record: round % 2 ? ADA : TOM, field: 'Title', value: `Round ${round}` });
			sim.clock.advance(MINUTE);
			ids.push(...idsOf(await trigger.poll()));
		}
		sim.clock.advance(10 * MINUTE);
		ids.push(...idsOf(await trigger.poll()));
		expect(new Set(ids)).toEqual(new Set([ADA, TOM]));
		expect(ids.at(-1)).toBe(ADA);
	});

	test('stamps with milliseconds, of records all over a second', async () => {
		sim.switches.stampPrecisionMs = 1;
		sim.switches.pageSize = 200;
		const trigger = await tools.begun(tools.on('recordCreatedOrUpdated'));
		const start = sim.clock.now().getTime();
		const made = Array.from({ length: 900 }, (_, index) => {
			const at = new Date(start + ((index * 617) % 1_000)).toISOString();
			return sim.act.createRecord({ object: 'Contact', fields: { LastName: 'New' }, at }).Id;
		});
		tools.settle();
		const ids = idsOf(await trigger.drain());
		expect([ids.length, new Set(ids)]).toEqual([900, new Set(made)]);
	});

	test('when so much waits that nothing more is read, the records are as whole', async () => {
		grow(6_000, 100, '2026-02-01T08:00:00Z');
		const trigger = tools.on('recordCreatedOrUpdated', { startWith: 'everything' });
		trigger.status = 'error';
		const first = await trigger.poll();
		trigger.status = 'success';
		const second = await trigger.poll();
		expect(second[0]!.record).toEqual(first[0]!.record);
		expect(Object.keys(second[0]!.record as object)).toContain('SystemModstamp');
		expect(new Set(idsOf([...second, ...(await trigger.drain())])).size).toBe(6_002);
	});

	test('other fields or options do not start the trigger afresh; another object does', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated'));
		sim.act.setField({ record: ADA, field: 'Title', value: 'Baker' });
		tools.settle();
		Object.assign(trigger.parameters, { columns: ['Title'], options: { stopAtUsage: 50, overlapMinutes: 20 } });
		expect(await trigger.poll()).toMatchObject([{ id: ADA, record: { Title: 'Baker' } }]);
		Object.assign(trigger.parameters, { object: 'Account', columns: ['Name'] });
		expect(await trigger.poll()).toEqual([]);
	});

	test('the same change has the same delivery id, and a record that is gone is marked', async () => {
		const trigger = await tools.begun(tools.on('recordUpdated'));
		sim.act.setField({ record: ADA, field: 'Email', value: 'a@bakery.example' });
		tools.settle();
		trigger.status = 'error';
		const [before] = await trigger.poll();
		sim.act.deleteRecord({ record: ADA });
		sim.clock.advance(16 * MINUTE);
		const [after] = await trigger.poll();
		expect(after).toMatchObject({
			record: { Id: ADA, deleted: true },
			delivery: { id: (before!.delivery as IDataObject).id },
		});
	});
});
