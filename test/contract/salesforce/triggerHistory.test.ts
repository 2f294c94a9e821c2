import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { ADA, changesOf, fill, MINUTE, startWorld, TOM, triggersOf, type Trigger } from './triggerWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: SalesforceSimulator;
let tools: ReturnType<typeof triggersOf>;
beforeAll(async () => {
	sim = await startWorld();
	tools = triggersOf(sim);
});
afterAll(async () => await sim.close());

const STAGES = ['New', 'Won', 'Lost'] as const;

type Step =
	| { do: 'create'; stage: (typeof STAGES)[number]; lateMs: number }
	| { do: 'stage'; which: number; stage: (typeof STAGES)[number] }
	| { do: 'title' | 'touch' | 'delete'; which: number }
	| { do: 'wait'; ms: number }
	| { do: 'poll'; fails: boolean }
	| { do: 'expire' }
	| { do: 'crowd'; count: number };

const which = fc.nat(20);
const stage = fc.constantFrom(...STAGES);
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant('create' as const),
			stage,
			lateMs: fc.constantFrom(0, 0, 500, MINUTE, 14 * MINUTE),
		}),
	},
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('stage' as const), which, stage }) },
	{
		weight: 3,
		arbitrary: fc.record({ do: fc.constantFrom('title' as const, 'touch' as const, 'delete' as const), which }),
	},
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('wait' as const),
			ms: fc.constantFrom(0, 300, 1_000, 4_000, 7_000, MINUTE, 20 * MINUTE),
		}),
	},
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('poll' as const), fails: fc.boolean() }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('crowd' as const), count: fc.integer({ min: 190, max: 420 }) }) },
);

const living = () => [...sim.store.table('Contact')!.rows()].filter(({ deletedAt }) => deletedAt === 0);

/** Plays what happens, and gives what successful runs were delivered. */
async function play(trigger: Trigger, steps: readonly Step[]): Promise<IDataObject[]> {
	const delivered: IDataObject[] = [];
	const poll = async (fails: boolean) => {
		trigger.status = fails ? 'error' : 'success';
		const items = await trigger.poll();
		if (!fails) delivered.push(...items);
		return items;
	};
	const one = (index: number) => living()[index % living().length]?.id;
	for (const each of steps) {
		if (each.do === 'wait') sim.clock.advance(each.ms);
		else if (each.do === 'poll') await poll(each.fails);
		else if (each.do === 'expire') sim.act.expireSessions({});
		else if (each.do === 'crowd')
			sim.act.grow({
				object: 'Contact',
				count: each.count,
				perSecond: each.count,
				start: sim.clock.now().toISOString(),
			});
		else if (each.do === 'create') {
			const fields = { LastName: 'New', Stage__c: each.stage };
			sim.act.createRecord({ object: 'Contact', fields, ...(each.lateMs > 0 && { lateMs: each.lateMs }) });
		} else {
			const record = one(each.which);
			if (record === undefined) continue;
			if (each.do === 'stage') sim.act.setField({ record, field: 'Stage__c', value: each.stage });
			if (each.do === 'title')
				sim.act.setField({ record, field: 'Title', value: `Title at ${sim.clock.now().getTime()}` });
			if (each.do === 'touch') sim.act.touchRecord({ record });
			if (each.do === 'delete') sim.act.deleteRecord({ record });
		}
	}
	sim.clock.advance(14 * MINUTE + 10_000);
	let idle = 0;
	while (idle < (trigger.budgetMs > 0 ? 2 : 12)) {
		idle = (await poll(false)).length === 0 ? idle + 1 : 0;
		sim.clock.advance(10_000);
	}
	return delivered;
}

const deliveryOf = (item: IDataObject) => (item.delivery as IDataObject).id as string;

const check = async (
	event: string,
	more: IDataObject,
	holds: (delivered: IDataObject[], before: ReadonlyMap<string, number>) => void,
) =>
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), fc.boolean(), async (steps, isHurried) => {
			fill(sim);
			sim.switches.pageSize = 200;
			const options = { maxAttempts: 100 };
			const trigger = await tools.begun(tools.on(event, { ...more, options, columns: ['Stage__c'] }));
			const before = new Map(living().map(({ id, systemModstamp }) => [id, systemModstamp]));
			if (isHurried) trigger.budgetMs = 0;
			const delivered = await play(trigger, steps);
			expect(new Set(delivered.map(deliveryOf)).size).toBe(delivered.length);
			expect(trigger.reported).toEqual([]);
			holds(delivered, before);
		}),
		{ numRuns: 25 },
	);

/** The newest state of each record, as its time. */
const states = (delivered: IDataObject[]) =>
	new Map(delivered.map(({ id, occurredAt }) => [String(id), Date.parse(String(occurredAt))]));

describe('whatever happens, in whatever order', () => {
	test('Record Created or Updated: the last state of every record', async () => {
		await check('recordCreatedOrUpdated', {}, (delivered, before) => {
			const told = states(delivered);
			const changed = living().filter(({ id, systemModstamp }) => before.get(id) !== systemModstamp);
			const stages = new Map(delivered.map(({ id, record }) => [id, (record as IDataObject).Stage__c]));
			for (const { id, systemModstamp, values } of changed)
				expect([id, told.get(id), stages.get(id)]).toEqual([id, systemModstamp, values.Stage__c ?? null]);
		});
	});

	test('Record Created: every record once', async () => {
		await check('recordCreated', {}, (delivered, before) => {
			const created = living().filter(({ id }) => !before.has(id));
			const times = new Map<string, number>();
			for (const { id } of delivered) times.set(String(id), (times.get(String(id)) ?? 0) + 1);
			for (const { id } of created) expect([id, times.get(id)]).toEqual([id, 1]);
			for (const id of before.keys()) expect(times.has(id)).toBe(false);
		});
	});

	test('Record Updated: the last state of every record that was changed after its creation', async () => {
		await check('recordUpdated', {}, (delivered, before) => {
			const told = states(delivered);
			for (const { id, systemModstamp, createdDate } of living()) {
				if (before.get(id) === systemModstamp) expect(told.has(id)).toBe(false);
				else if (systemModstamp === createdDate) expect(told.has(id)).toBe(false);
				else expect([id, told.get(id)]).toEqual([id, systemModstamp]);
			}
		});
	});

	test('Field Became Value: whenever it did so between two readings, and never for a mere touch', async () => {
		const more = { field: 'Stage__c', values: ['Won'] };
		await check('fieldBecameValue', more, (delivered) => {
			const told = new Set(delivered.map(({ id }) => String(id)));
			for (const { id, values } of living()) {
				const wasWon = id === TOM;
				if (values.Stage__c === 'Won' && !wasWon) expect([id, told.has(id)]).toEqual([id, true]);
			}
			for (const item of delivered) {
				const { from, to } = changesOf(item)!.Stage__c!;
				expect([to, from === 'Won']).toEqual(['Won', false]);
			}
		});
	});

	test('Field Changed: the values that were told lead to the one it has', async () => {
		await check('fieldChanged', { fields: ['Stage__c'] }, (delivered) => {
			const known = new Map<string, unknown>([
				[ADA, 'Negotiation'],
				[TOM, 'Won'],
			]);
			for (const item of delivered) {
				const { from, to } = changesOf(item)!.Stage__c!;
				const before = known.get(String(item.id));
				if (before !== undefined) expect(from).toEqual(before);
				known.set(String(item.id), to);
			}
			for (const { id, values } of living())
				if (id === ADA || id === TOM) expect([id, known.get(id)]).toEqual([id, values.Stage__c]);
		});
	});
});
