/** What makes triggers of others lose rows, or tell of them twice. */
import type { HeliosGreenSimulator, HeliosGreenSwitches } from '../../../sandbox/heliosGreen';
import { cursorOf, eventsOf, HOUR, idsOf, JANA, MINUTE, PETR, Trigger } from './triggerWorld';
import { contacts, failure, fill, startWorld } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const move = (record: number, funkce: string, more: object = {}) =>
	sim.act.edit({ record, values: { funkce }, ...more });
const modes = {
	'by the updated column': {},
	'by comparing': { template: String(contacts.withoutUpdated), updatedColumn: '' },
};
const eachMode = Object.entries(modes);
const paged = (pageSize: number, more: object = {}) => new Trigger(sim, { reading: { pageSize }, ...more });
const numbers = ({ first, last }: { first: number; last: number }) =>
	Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Does something once Helios has answered so often in one poll. */
function after(answers: number, act: () => void): () => void {
	const timer = setInterval(() => {
		if (sim.requests.count({ action: 'BROWSE' }) < answers) return;
		clearInterval(timer);
		act();
	}, 0);
	return () => clearInterval(timer);
}

describe.each(eachMode)('every form of an answer, %s', (_mode, parameters) => {
	test.each<[Partial<HeliosGreenSwitches>]>([
		[{ rowsAs: 'elements' }],
		[{ rowsAs: 'elements', nullAs: 'absent' }],
		[{ nullAs: 'empty' }],
		[{ definition: false }],
		[{ definition: false, nullAs: 'absent', rowsAs: 'elements' }],
		[{ columnCase: 'upper' }],
		[{ answerCase: 'upper' }],
		[{ dateTimeAs: 'iso' }],
		[{ datastoreIn: 'browse' }],
		[{ resultAs: 'cdata' }],
		[{ dateFilter: 'exact' }],
		[{ dateFilter: 'exact', keepMilliseconds: true }],
		[{ textIgnoresCase: false }],
		[{ tieOrder: 'unstable' }],
		[{ rowCap: 2 }],
		[{ token: 'whole' }],
	])('%j', async (switches) => {
		Object.assign(sim.switches, switches);
		const trigger = await new Trigger(sim, parameters).begun();
		move(JANA, 'Vedoucí');
		const { number } = sim.act.addContact({ name: 'Eva' });
		expect(eventsOf(await trigger.poll()).sort()).toEqual([`rowAdded ${number}`, 'rowChanged 1201']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('another form of the same rows is no change', async () => {
		const trigger = await new Trigger(sim, parameters).begun();
		for (const switches of [
			{ rowsAs: 'elements' },
			{ nullAs: 'empty' },
			{ columnCase: 'upper' },
			{ resultAs: 'cdata' },
		]) {
			Object.assign(sim.switches, switches);
			expect(await trigger.poll()).toEqual([]);
		}
	});

	test.each(['result', 'fault', 'error'] as const)(
		'a session that ends in mid-paging, told as %s',
		async (deadSession) => {
			sim.act.grow({ folder: contacts.folder, count: 60, gapMs: 1 });
			sim.switches.deadSession = deadSession;
			const trigger = paged(10, { ...parameters, startWith: 'everything' });
			sim.requests.clear();
			const stop = after(3, () => sim.act.endSessions());
			const ids = idsOf(await trigger.poll());
			stop();
			expect([ids.length, new Set(ids).size]).toEqual([64, 64]);
			expect(sim.requests.count({ action: 'LogOn' })).toBe(2);
		},
	);

	test('rows that change and come while pages are read', async () => {
		const grown = numbers(sim.act.grow({ folder: contacts.folder, count: 60 }));
		const trigger = paged(10, { ...parameters, startWith: 'everything' });
		sim.clock.advance(MINUTE);
		sim.requests.clear();
		let number = 0;
		const stop = after(3, () => {
			for (const record of grown.slice(0, 4)) move(record, 'Jiná');
			({ number } = sim.act.addContact({ name: 'Eva' }));
		});
		const found = [...(await trigger.poll()), ...(await trigger.poll())];
		stop();
		expect(new Set(idsOf(found))).toEqual(new Set([JANA, PETR, 1203, 1204, ...grown, number]));
		for (const record of grown.slice(0, 4)) {
			const last = found.filter(({ id }) => Number(id) === record).at(-1);
			expect(last?.record).toMatchObject({ position: 'Jiná' });
		}
	});

	test('an answer that breaks off, an outage: nothing is lost or doubled', async () => {
		const trigger = await paged(2_000, parameters).begun();
		const grown = numbers(sim.act.grow({ folder: contacts.folder, count: 3_000, gapMs: 1 }));
		sim.faults.inject({ status: 503, times: Infinity });
		await failure(trigger.poll());
		sim.faults.clear();
		sim.faults.inject({ match: { path: 'BROWSE' }, reply: 'truncated' });
		expect(idsOf(await trigger.drained())).toEqual(grown);
	});

	test('more than one poll can take', async () => {
		const grown = numbers(sim.act.grow({ folder: contacts.folder, count: 7_000, gapMs: 0 }));
		const trigger = new Trigger(sim, { ...parameters, startWith: 'everything', options: { perRun: 5_000 } });
		const ids = idsOf(await trigger.drained());
		expect([ids.length, new Set(ids)]).toEqual([7_004, new Set([JANA, PETR, 1203, 1204, ...grown])]);
		expect(await trigger.counted()).toMatchObject({ items: [] });
	});

	test('no time at all still gets on', async () => {
		sim.act.grow({ folder: contacts.folder, count: 1_200, gapMs: 0 });
		const trigger = new Trigger(sim, { ...parameters, startWith: 'everything' });
		trigger.budgetMs = -1;
		const ids = idsOf(await trigger.drained());
		expect([ids.length, new Set(ids).size]).toEqual([1_204, 1_204]);
	});

	test('questions of the base filter are answered or skipped', async () => {
		const template = 30_099;
		const columns = [
			{ alias: 'name', attribute: 'cislo_subjektu' },
			{ alias: 'updated', attribute: 'last_update' },
		];
		const asks = [{ name: 'FUNKCE', attribute: 'funkce' }];
		sim.seed({ templates: [{ number: template, name: 'Ptá se', class: contacts.class, columns, arguments: asks }] });
		const more = { ...parameters, template: String(template), startWith: 'everything' };
		const given = { arguments: { rows: [{ name: 'FUNKCE', value: 'Nákup' }] } };
		expect(idsOf(await new Trigger(sim, { ...more, reading: given }).poll())).toEqual([JANA]);
		expect(await new Trigger(sim, { ...more, reading: { skip: 'FUNKCE' } }).poll()).toHaveLength(4);
		await failure(new Trigger(sim, more).poll());
	});

	test('a message in a form of its own', async () => {
		sim.switches.browseNesting = 'wrapped';
		const message =
			'<BROWSE><browse includeColumnInfo="true" folderId="{folder}" browseLookup="idDefined"><browseId type="template" number="{template}"/><bounds lower="{lower}" upper="{upper}"/>{rowFilter}{sortOrder}</browse></BROWSE>';
		const trigger = await new Trigger(sim, { ...parameters, reading: { message } }).begun();
		move(JANA, 'Vedoucí');
		expect(idsOf(await trigger.poll())).toEqual([JANA]);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe.each(['day', 'exact'] as const)('a filter that compares by %s', (dateFilter) => {
	beforeEach(() => void (sim.switches.dateFilter = dateFilter));

	test('500 changes in one second, across the edges of pages and polls', async () => {
		const trigger = await paged(70).begun();
		const grown = numbers(sim.act.grow({ folder: contacts.folder, count: 500, gapMs: 0 }));
		expect(idsOf(await trigger.drained())).toEqual(grown);
	});

	test('the day is read again, and each of its changes told once', async () => {
		const trigger = await new Trigger(sim).begun();
		for (let step = 0; step < 8; step++) {
			move(JANA, `Místo ${step}`);
			expect(idsOf(await trigger.poll())).toEqual([JANA]);
			sim.clock.advance(3 * HOUR);
			expect(await trigger.poll()).toEqual([]);
		}
	});

	test('what is changed again within the same second', async () => {
		const trigger = await new Trigger(sim).begun();
		move(JANA, 'A');
		const [first] = await trigger.poll();
		move(JANA, 'B');
		const [second] = await trigger.poll();
		expect(second?.record).toMatchObject({ position: 'B' });
		expect(second?.delivery).not.toEqual(first?.delivery);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each([10, 60])('what shows up %i minutes late, over midnight as well', async (minutes) => {
		sim.clock.set('2026-05-04T21:30:00Z');
		const trigger = await new Trigger(sim).begun();
		move(JANA, 'Pozdní', { lateMs: minutes * MINUTE });
		for (let passed = 0; passed < minutes; passed += 10) {
			expect(await trigger.poll()).toEqual([]);
			sim.clock.advance(10 * MINUTE);
		}
		expect(idsOf(await trigger.poll())).toEqual([JANA]);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each(['Europe/Prague', 'UTC', 'America/New_York'])(
		'the hour that comes twice, with %s in the credential',
		async (timezone) => {
			sim.clock.set('2026-10-24T23:40:00Z');
			const trigger = await new Trigger(sim, {}, { values: { timezone } }).begun();
			for (let step = 0; step < 20; step++) {
				move(step % 2 ? JANA : PETR, `Místo ${step}`);
				const now = new Date(sim.clock.now()).toISOString();
				const items = await trigger.poll();
				expect(idsOf(items)).toEqual([step % 2 ? JANA : PETR]);
				if (timezone === 'Europe/Prague') expect(items[0]!.occurredAt).toBe(now);
				sim.clock.advance(9 * MINUTE);
			}
			expect(await trigger.poll()).toEqual([]);
		},
	);

	test('a clock that is put right by two hours', async () => {
		const trigger = await new Trigger(sim).begun();
		sim.clock.set('2026-05-04T06:00:00Z');
		expect(await trigger.poll()).toEqual([]);
		move(JANA, 'Vedoucí');
		expect(idsOf(await trigger.poll())).toEqual([JANA]);
	});

	test('a column that holds days only: changed twice in a day, and back', async () => {
		sim.act.addColumn({ template: contacts.template, alias: 'day', attribute: 'telefon_mobil' });
		for (const record of [JANA, PETR, 1203, 1204]) sim.act.edit({ record, values: { telefon_mobil: '2026-05-03' } });
		const trigger = await new Trigger(sim, { updatedColumn: 'day' }).begun();
		for (const position of ['A', 'B', 'A']) {
			sim.act.edit({ record: JANA, values: { funkce: position, telefon_mobil: '2026-05-04' } });
			expect(await trigger.poll()).toMatchObject([
				{ id: '1201', record: { position }, occurredAt: '2026-05-03T22:00:00.000Z' },
			]);
			expect(await trigger.poll()).toEqual([]);
		}
	});
});

test('the place never rests on a clock of ours', async () => {
	const trigger = await new Trigger(sim).begun();
	move(JANA, 'Vedoucí');
	await trigger.poll();
	expect(cursorOf(trigger)).toMatchObject({ wall: '2026-05-04 10:01:00', time: '2026-05-04T08:01:00.000Z' });
});
