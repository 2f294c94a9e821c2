/** Triggers over a template that tells when a row was last changed. */
import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { ALENA, changesOf, eventsOf, idsOf, JANA, MINUTE, PETR, Trigger } from './triggerWorld';
import { contacts, failure, fill, startWorld } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const move = (record: number, funkce: string) => sim.act.edit({ record, values: { funkce } });
const add = (name: string, more: object = {}) => sim.act.addContact({ name, values: { firma: 1101 }, ...more }).number;
const ONE_READ = ['LogOn', 'BROWSE', 'LogOff'];

describe('Row Added or Changed', () => {
	test('an idle poll is one read between sign-in and sign-off, and so is one with news', async () => {
		const trigger = await new Trigger(sim).begun();
		expect(await trigger.counted()).toEqual({ items: [], asked: ONE_READ });
		move(JANA, 'Vedoucí');
		add('Nový Člověk');
		const { items, asked } = await trigger.counted();
		expect([eventsOf(items), asked]).toEqual([['rowChanged 1201', 'rowAdded 1303'], ONE_READ]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('the item', async () => {
		const trigger = await new Trigger(sim).begun();
		move(JANA, 'Vedoucí');
		expect((await trigger.poll())[0]).toEqual({
			event: 'rowChanged',
			id: '1201',
			occurredAt: '2026-05-04T08:01:00.000Z',
			folder: String(contacts.folder),
			template: String(contacts.template),
			class: String(contacts.class),
			record: {
				name: 1201,
				title: 'Jana Veselá',
				account: 1101,
				updated: '2026-05-04T08:01:00.000Z',
				company: 'Modrý přístav s.r.o.',
				position: 'Vedoucí',
				email: 'jana@modry-pristav.test',
				phone: '+420 555 020 101',
			},
			delivery: { id: expect.any(String), attempt: 1, redelivered: false },
		});
	});

	test('with columns chosen only they count, and are told with their values before', async () => {
		const trigger = await new Trigger(sim, { columns: ['position', 'phone'] }).begun();
		sim.act.edit({ record: PETR, values: { e_mail: 'new@modry-pristav.test' } });
		move(JANA, 'Vedoucí');
		const items = await trigger.poll();
		expect(idsOf(items)).toEqual([JANA]);
		expect(changesOf(items[0])).toEqual({ position: { from: 'Nákup', to: 'Vedoucí' } });
	});

	test('a row that is only touched is nothing new, unless its time is what counts', async () => {
		const plain = await new Trigger(sim).begun();
		const timed = await new Trigger(sim, { columns: ['updated'] }).begun();
		sim.act.edit({ record: JANA });
		expect(await plain.poll()).toEqual([]);
		expect(changesOf((await timed.poll())[0])?.updated).toMatchObject({ to: '2026-05-04T08:02:00.000Z' });
	});

	test('marks that touch the time do not come back for ever', async () => {
		const trigger = await new Trigger(sim).begun();
		sim.act.resetMark({ record: JANA });
		sim.act.edit({ record: JANA, values: { uda_synchronizovano: true } });
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('Row Added, Row Changed', () => {
	test('each tells its own', async () => {
		const added = await new Trigger(sim, { triggerOn: 'rowAdded' }).begun();
		const changed = await new Trigger(sim, { triggerOn: 'rowChanged' }).begun();
		move(JANA, 'Vedoucí');
		const number = add('Nový Člověk');
		expect(eventsOf(await added.poll())).toEqual([`rowAdded ${number}`]);
		expect(eventsOf(await changed.poll())).toEqual(['rowChanged 1201']);
		sim.clock.advance(MINUTE);
		move(number, 'Sklad');
		expect(await added.poll()).toEqual([]);
		expect(eventsOf(await changed.poll())).toEqual([`rowChanged ${number}`]);
	});
});

describe('Column Became Value', () => {
	const boss = (more: object = {}) =>
		new Trigger(sim, { triggerOn: 'columnBecameValue', column: 'position', values: ['Vedoucí'], ...more });

	test('tells before and after, once', async () => {
		const trigger = await boss().begun();
		move(JANA, 'Vedoucí');
		move(PETR, 'Vedoucí');
		move(ALENA, 'Sklad');
		const items = await trigger.poll();
		expect(items.map(changesOf)).toEqual([
			{ position: { from: 'Nákup', to: 'Vedoucí' } },
			{ position: { from: null, to: 'Vedoucí' } },
		]);
		sim.clock.advance(MINUTE);
		sim.act.edit({ record: JANA, values: { e_mail: 'other@modry-pristav.test' } });
		expect(await trigger.poll()).toEqual([]);
		move(JANA, 'Sklad');
		expect(await trigger.poll()).toEqual([]);
		sim.clock.advance(MINUTE);
		move(JANA, 'Vedoucí');
		expect(changesOf((await trigger.poll())[0])).toEqual({ position: { from: 'Sklad', to: 'Vedoucí' } });
	});

	test('a row that is added with the value', async () => {
		const trigger = await boss({ values: [], otherValues: ['Vedoucí', 'Ředitel'] }).begun();
		add('Eva', { values: { funkce: 'Ředitel' } });
		expect((await trigger.poll()).map(changesOf)).toEqual([{ position: { to: 'Ředitel' } }]);
	});

	test('what held the value before the start does not count', async () => {
		move(JANA, 'Vedoucí');
		const trigger = await boss().begun();
		sim.act.edit({ record: JANA, values: { e_mail: 'x@modry-pristav.test' } });
		expect(await trigger.poll()).toEqual([]);
	});

	test('the relation to a company by its number', async () => {
		const trigger = await boss({ column: 'account', values: ['1103'] }).begun();
		sim.act.edit({ record: JANA, values: { firma: 1103 } });
		expect((await trigger.poll()).map(changesOf)).toEqual([{ account: { from: 1101, to: 1103 } }]);
	});

	test('without a value, or with a column that is not there, it says so', async () => {
		expect((await failure(boss({ values: [] }).poll())).message).toContain('No value is chosen');
		const error = await failure(boss({ column: 'rank' }).poll());
		expect(error.message).toContain('no column "rank", which "Column" names');
		expect(error.description).toContain('position');
	});
});

describe('where it starts', () => {
	test('with everything: all rows, oldest first', async () => {
		move(PETR, 'Sklad');
		sim.clock.advance(MINUTE);
		const trigger = new Trigger(sim, { startWith: 'everything' });
		expect(eventsOf(await trigger.poll())).toEqual([
			'rowAdded 1201',
			'rowAdded 1203',
			'rowAdded 1204',
			'rowAdded 1202',
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each(['rowAdded', 'rowChanged', 'rowAddedOrChanged'])(
		'with a date: what was changed since, %s',
		async (triggerOn) => {
			sim.clock.advance(30 * MINUTE);
			move(JANA, 'Sklad');
			sim.clock.advance(MINUTE);
			const trigger = new Trigger(sim, { triggerOn, startWith: 'date', startDate: '2026-05-04T08:15:00Z' });
			expect(idsOf(await trigger.poll())).toEqual([JANA]);
			move(PETR, 'Nákup');
			const events = { rowAdded: [], rowChanged: ['rowChanged 1202'], rowAddedOrChanged: ['rowChanged 1202'] };
			expect(eventsOf(await trigger.poll())).toEqual(events[triggerOn as keyof typeof events]);
		},
	);
});

describe('a manual run', () => {
	test('shows the rows that were changed last and moves nothing', async () => {
		move(ALENA, 'Vedoucí');
		const trigger = new Trigger(sim);
		trigger.mode = 'manual';
		const { items, asked } = await trigger.counted();
		expect([idsOf(items)[0], items.length, asked]).toEqual([ALENA, 3, ONE_READ]);
		expect(trigger.memory).toEqual({});
	});

	test('shows how a row would become the value, made up where none has it', async () => {
		const trigger = new Trigger(sim, { triggerOn: 'columnBecameValue', column: 'position', values: ['Majitelka'] });
		trigger.mode = 'manual';
		expect(await trigger.poll()).toMatchObject([{ id: '1203', changes: { position: { to: 'Majitelka' } } }]);
		trigger.parameters.values = ['Jinde'];
		const items = await trigger.poll();
		expect(items).toHaveLength(3);
		expect(items[0]).toMatchObject({ changes: { position: { to: 'Jinde' } }, sample: expect.any(String) });
	});
});

describe('a column that is not there', () => {
	test.each([
		['nameColumn', 'cislo', 'Name Column'],
		['updatedColumn', 'zmeneno', 'Updated Column'],
		['titleColumn', 'nazev', 'Title Column'],
		['accountColumn', 'firma', 'Account Column'],
	])('%s', async (parameter, alias, label) => {
		for (const startWith of ['now', 'everything']) {
			const error = await failure(new Trigger(sim, { [parameter]: alias, startWith }).poll());
			expect(error.message).toContain(`no column "${alias}", which "${label}" names`);
		}
	});

	test('a template without the usual time', async () => {
		const error = await failure(new Trigger(sim, { template: String(contacts.withoutUpdated) }).poll());
		expect(error.description).toContain('Leave Updated Column empty');
	});

	test('a name that is not unique, or empty', async () => {
		const two = await failure(new Trigger(sim, { nameColumn: 'account' }).poll());
		expect(two.message).toContain('Two rows of template');
		const none = await failure(new Trigger(sim, { nameColumn: 'position' }).poll());
		expect(none.message).toContain('has nothing in "position"');
	});

	test('a column of times that holds none', async () => {
		expect((await failure(new Trigger(sim, { updatedColumn: 'email' }).poll())).message).toContain('has no time');
	});

	test('numbers that are none', async () => {
		expect((await failure(new Trigger(sim, { template: 'x' }).poll())).message).toContain('Template Number');
		expect((await failure(new Trigger(sim, { folder: '' }).poll())).message).toContain('Folder Number');
	});
});

test('other aliases: the four parts have their names, every column keeps its own', async () => {
	sim.act.addColumn({ template: contacts.template, alias: 'zmena', attribute: 'last_update' });
	const trigger = await new Trigger(sim, {
		updatedColumn: 'zmena',
		titleColumn: 'email',
		columns: ['email', 'title'],
	}).begun();
	sim.act.edit({ record: JANA, name: 'Jana Nová', values: { e_mail: 'nova@modry-pristav.test' } });
	const [item] = await trigger.poll();
	expect(changesOf(item)).toEqual({
		email: { from: 'jana@modry-pristav.test', to: 'nova@modry-pristav.test' },
		title: { from: 'Jana Veselá', to: 'Jana Nová' },
	});
	expect(item?.record).toMatchObject({
		title: 'nova@modry-pristav.test',
		email: 'nova@modry-pristav.test',
		title_: 'Jana Nová',
		updated: '2026-05-04T08:01:00.000Z',
		zmena: '2026-05-04T08:01:00.000Z',
	});
});
