/** Triggers over a template that does not tell when a row was changed: all rows are read and compared. */
import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { ALENA, changesOf, cursorOf, eventsOf, idsOf, JANA, MINUTE, PETR, Trigger } from './triggerWorld';
import { contacts, failure, fill, startWorld } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const move = (record: number, funkce: string) => sim.act.edit({ record, values: { funkce } });
const compared = (more: object = {}) =>
	new Trigger(sim, { template: String(contacts.withoutUpdated), updatedColumn: '', ...more });

test('an idle poll is one read, and the place does not change', async () => {
	const trigger = await compared().begun();
	const before = cursorOf(trigger).rows;
	expect(await trigger.counted()).toEqual({ items: [], asked: ['LogOn', 'BROWSE', 'LogOff'] });
	expect(cursorOf(trigger).rows).toBe(before);
});

test('added, changed, and back again, each once', async () => {
	const trigger = await compared({ columns: ['position'] }).begun();
	for (const position of ['Vedoucí', 'Nákup', 'Vedoucí']) {
		const before = sim.act.get({ record: JANA }).values.funkce;
		move(JANA, position);
		const items = await trigger.poll();
		expect(eventsOf(items)).toEqual(['rowChanged 1201']);
		expect(changesOf(items[0])).toEqual({ position: { from: before, to: position } });
		expect(items[0]).toMatchObject({ occurredAt: new Date(sim.clock.now()).toISOString() });
		sim.clock.advance(MINUTE);
	}
	const { number } = sim.act.addContact({ name: 'Eva' });
	expect(eventsOf(await trigger.poll())).toEqual([`rowAdded ${number}`]);
	expect(await trigger.poll()).toEqual([]);
});

test('a column that the template hides does not count', async () => {
	const trigger = await compared().begun();
	sim.act.edit({ record: JANA, values: { uda_synchronizovano: true } });
	expect(await trigger.poll()).toEqual([]);
});

test.each([{}, { definition: false }])(
	'a time that alone has moved is nothing new here either: %j',
	async (switches) => {
		Object.assign(sim.switches, switches);
		const plain = await compared({ template: String(contacts.template) }).begun();
		const timed = await compared({ template: String(contacts.template), columns: ['updated'] }).begun();
		sim.act.edit({ record: JANA });
		expect(await plain.poll()).toEqual([]);
		expect(idsOf(await timed.poll())).toEqual([JANA]);
	},
);

test('a new column without contents changes nothing, one with contents its rows', async () => {
	const trigger = await compared().begun();
	sim.act.addColumn({ template: contacts.withoutUpdated, alias: 'reference', attribute: 'reference_subjektu' });
	expect(idsOf(await trigger.poll())).toHaveLength(4);
	sim.act.removeColumn({ template: contacts.withoutUpdated, alias: 'reference' });
	sim.act.addColumn({ template: contacts.withoutUpdated, alias: 'position2', attribute: 'funkce' });
	expect(idsOf(await trigger.poll())).toHaveLength(4);
});

describe('a row that vanishes', () => {
	const hide = (record: number) => sim.act.edit({ record, values: { uda_synchronizovano: true } });
	const show = (record: number) => sim.act.resetMark({ record });
	const waiting = () =>
		new Trigger(sim, { template: String(contacts.waiting), updatedColumn: '', columns: ['position'] });

	test('is forgotten, and comes as added when it returns', async () => {
		const trigger = await waiting().begun();
		hide(JANA);
		expect(await trigger.poll()).toEqual([]);
		show(JANA);
		expect(eventsOf(await trigger.poll())).toEqual(['rowAdded 1201']);
	});

	test('is not forgotten by a reading that breaks off', async () => {
		const trigger = await waiting().begun();
		sim.faults.inject({ match: { path: 'BROWSE' }, reply: 'truncated', times: Infinity });
		await failure(trigger.poll());
		sim.faults.clear();
		expect(await trigger.poll()).toEqual([]);
	});

	test('a delivery that comes again tells that it is gone', async () => {
		const trigger = await waiting().begun();
		move(JANA, 'Vedoucí');
		trigger.status = 'error';
		expect(await trigger.poll()).toMatchObject([{ id: '1201', record: { position: 'Vedoucí' } }]);
		hide(JANA);
		expect(await trigger.poll()).toMatchObject([
			{ id: '1201', record: { name: '1201', deleted: true }, delivery: { attempt: 2, redelivered: true } },
		]);
	});
});

describe('what failed is delivered with the row as it is now', () => {
	test('few rows are asked for one by one', async () => {
		const trigger = await compared().begun();
		move(JANA, 'Vedoucí');
		move(PETR, 'Sklad');
		trigger.status = 'error';
		await trigger.poll();
		const { items, asked } = await trigger.counted();
		expect(items.map(({ record }) => (record as { position: string }).position)).toEqual(['Vedoucí', 'Sklad']);
		expect(asked).toEqual(['LogOn', 'BROWSE', 'BROWSE', 'BROWSE', 'LogOff']);
	});

	test('many with one more reading', async () => {
		sim.act.grow({ folder: contacts.folder, count: 50 });
		const trigger = new Trigger(sim, { startWith: 'everything' });
		trigger.status = 'error';
		expect(await trigger.poll()).toHaveLength(54);
		trigger.status = 'success';
		const { items, asked } = await trigger.counted();
		expect(items).toHaveLength(54);
		expect(items.every(({ record }) => typeof (record as { title?: string }).title === 'string')).toBe(true);
		expect(asked).toEqual(['LogOn', 'BROWSE', 'BROWSE', 'LogOff']);
	});
});

describe('where it starts', () => {
	test('with everything, Row Changed begins with the first change', async () => {
		expect(idsOf(await compared({ startWith: 'everything' }).poll())).toHaveLength(4);
		const trigger = compared({ startWith: 'everything', triggerOn: 'rowChanged' });
		expect(await trigger.poll()).toEqual([]);
		move(ALENA, 'Sklad');
		expect(idsOf(await trigger.poll())).toEqual([ALENA]);
	});

	test('with a date it cannot', async () => {
		const error = await failure(compared({ startWith: 'date', startDate: '2026-05-01' }).poll());
		expect(error.message).toContain('Without an updated column');
	});

	test('Column Became Value, by comparing', async () => {
		const trigger = await compared({ triggerOn: 'columnBecameValue', column: 'position', values: ['Sklad'] }).begun();
		move(JANA, 'Sklad');
		move(ALENA, 'Vedoucí');
		expect((await trigger.poll()).map(changesOf)).toEqual([{ position: { from: 'Nákup', to: 'Sklad' } }]);
	});
});
