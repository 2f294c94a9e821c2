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

describe('where it starts', () => {
	test.each([0, -3_600_000, 600_000])('from now on, with the Date header off by %i ms', async (skew) => {
		sim.clock.skewMs = skew;
		sim.act.setField({ record: BOLT, field: 'Status', value: 'Won' });
		const trigger = won();
		expect(await trigger.poll()).toEqual([]);
		sim.clock.advance(1_000);
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		expect(idsOf(await trigger.poll())).toEqual([ACME]);
	});

	test('from a date, exactly, and from the very beginning', async () => {
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won', at: '2026-02-01T09:00:00.000Z' });
		sim.act.setField({ record: BOLT, field: 'Status', value: 'Won', at: '2026-02-01T09:02:00.000Z' });
		expect(idsOf(await won({ startWith: 'date', startDate: '2026-02-01T09:01:00Z' }).poll())).toEqual([BOLT]);
		expect(idsOf(await won({ startWith: 'everything' }).poll())).toEqual([ACME, BOLT]);
	});

	test('after a week of silence all that happened is told', async () => {
		const trigger = await begun(won());
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		sim.clock.advance(7 * 24 * 60 * MINUTE);
		sim.act.setField({ record: BOLT, field: 'Status', value: 'Won' });
		expect(idsOf(await trigger.poll())).toEqual([ACME, BOLT]);
	});

	test.each(
		Object.keys({
			fieldBecameValue: 1,
			fieldChanged: 1,
			recordUpdated: 1,
			recordDeleted: 1,
			recordCreated: 1,
			commentCreated: 1,
			callLogCreated: 1,
		}),
	)('a run by hand shows real examples of %s and moves nothing', async (triggerOn) => {
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		sim.act.addComment({ record: ACME, text: 'Hello' });
		sim.act.logCall({ record: ACME, text: 'Talked' });
		const trigger = new Trigger(sim, { triggerOn, field: 'Status', fields: ['Status'], values: ['Won'] });
		trigger.mode = 'manual';
		const items = await trigger.poll();
		expect(items[0]).toMatchObject({
			event: triggerOn,
			id: expect.any(String),
			record: { recordId: expect.any(String) },
		});
		expect(trigger.memory).toEqual({});
	});

	test('an example for a value that nothing has yet is marked as made up', async () => {
		const trigger = won();
		trigger.mode = 'manual';
		expect(await trigger.poll()).toMatchObject([
			{ sample: expect.stringContaining('Made up'), changes: { Status: { to: 'Won' } } },
			{},
		]);
	});
});

describe('nothing is lost', () => {
	test('what appears late is still told, once', async () => {
		const trigger = await begun(won());
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won', lateMs: 2 * MINUTE });
		sim.clock.advance(1_000);
		sim.act.setField({ record: BOLT, field: 'Status', value: 'Won' });
		expect(idsOf(await trigger.poll())).toEqual([BOLT]);
		sim.clock.advance(3 * MINUTE);
		expect(idsOf(await trigger.poll())).toEqual([ACME]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('many changes with one time, on the edge of a page', async () => {
		sim.switches.timePrecisionMs = MINUTE;
		const trigger = await begun(won());
		const made = Array.from(
			{ length: 1_200 },
			() => sim.act.createRecord({ folder: DEALS, fields: { Status: 'Won' } }).id,
		);
		const told = idsOf([...(await trigger.poll()), ...(await trigger.poll())]);
		expect(told.sort()).toEqual(made.sort());
	});

	test.each([
		['newest first', 'newest'],
		['oldest first', 'oldest'],
	] as const)('more than a list holds, %s', async (_name, order) => {
		Object.assign(sim.switches, { changeCap: 500, order, changeOrder: order });
		const trigger = await begun(won());
		const made = Array.from({ length: 1_300 }, () => {
			sim.clock.advance(10);
			return sim.act.createRecord({ folder: DEALS, fields: { Status: 'Won' } }).id;
		});
		const told = new Set(idsOf([...(await trigger.poll()), ...(await trigger.poll()), ...(await trigger.poll())]));
		expect(made.filter((id) => !told.has(id))).toEqual([]);
	});

	test('beyond a cap the records themselves are looked at; the previous value is then unknown', async () => {
		sim.switches.changeCap = 10_000;
		const trigger = await begun(won());
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		for (let at = 0; at < 10_000; at++)
			sim.act.setField({ record: BOLT, field: 'Status', value: at % 2 ? 'New' : 'Lost' });
		const items = await trigger.poll();
		expect(items).toMatchObject([{ id: ACME, reconciled: true, changes: { Status: { to: 'Won' } } }]);
		expect(changesOf(items[0]).Status).not.toHaveProperty('from');
	});

	test('new records beyond a cap', async () => {
		sim.switches.cap = 1_000;
		const trigger = await begun(new Trigger(sim, { triggerOn: 'recordCreated' }));
		const made = Array.from({ length: 999 }, () => sim.act.createRecord({ folder: DEALS, fields: { Name: 'x' } }).id);
		expect(idsOf(await trigger.poll()).sort()).toEqual(made.sort());
	});

	test('a limit that NetHunt refuses is lowered', async () => {
		const trigger = await begun(won());
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		sim.faults.inject({ match: { path: 'limit=5000' }, status: 400, body: 'limit is too large', times: Infinity });
		expect(idsOf(await trigger.poll())).toEqual([ACME]);
	});

	test('a failed poll, and a failed run, are made up for', async () => {
		const trigger = await begun(won());
		sim.act.setField({ record: ACME, field: 'Status', value: 'Won' });
		sim.faults.inject({ status: 500, times: 4 });
		expect((await failure(trigger.poll())).message).toContain('not available');
		sim.faults.inject({ match: { path: 'find-record' }, status: 500, times: 4 });
		expect((await failure(trigger.poll())).message).toContain('not available');
		trigger.status = 'error';
		expect(await trigger.poll()).toMatchObject([{ id: ACME, delivery: { attempt: 1 } }]);
		trigger.status = 'success';
		expect(await trigger.poll()).toMatchObject([{ id: ACME, delivery: { attempt: 2, redelivered: true } }]);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('what was renamed or removed', () => {
	test('a field that is not there at the start', async () => {
		const error = await failure(won({ field: 'Stage' }).poll());
		expect(error.message).toContain('The folder "Deals" has no field "Stage"');
		expect(error.description).toContain('Status');
	});

	test('a renamed field is noticed with the first change that names it anew', async () => {
		const trigger = await begun(won());
		sim.act.renameField({ folder: DEALS, field: 'Status', to: 'Stage' });
		sim.act.setField({ record: ACME, field: 'Stage', value: 'Won' });
		const error = await failure(trigger.poll());
		expect(error.message).toContain('no field "Status": it was renamed or removed');
		expect(error.description).toContain('Stage');
	});

	test('a removed field is noticed within a day', async () => {
		const trigger = await begun(won());
		sim.act.removeField({ folder: DEALS, field: 'Status' });
		expect(await trigger.poll()).toEqual([]);
		sim.clock.advance(25 * 60 * MINUTE);
		expect((await failure(trigger.poll())).message).toContain('no field "Status"');
	});

	test('a new field costs one look, once', async () => {
		const trigger = await begun(won());
		sim.act.addField({ folder: DEALS, name: 'Source' });
		sim.act.setField({ record: ACME, field: 'Source', value: 'Web' });
		expect(await trigger.counted()).toEqual({ items: [], requests: 2 });
		expect(await trigger.counted()).toEqual({ items: [], requests: 1 });
	});

	test('a removed folder', async () => {
		const trigger = await begun(won());
		sim.act.removeFolder({ folder: DEALS });
		const error = await failure(trigger.poll());
		expect(error.message).toContain(DEALS);
		expect(error.description).toContain('Contacts');
	});
});
