import type { IDataObject } from 'n8n-workflow';

import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { ANNA, execute, failure, fill, MEETING, mapping, paths, PIOTR, startWorld, VISIT, ZURAW } from './world';

let sim: StreamsoftSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(async () => await fill(sim));
afterAll(async () => await sim.close());

const task = (operation: string, more: IDataObject = {}) => ({ resource: 'task', operation, ...more });
const created = (fields: Record<string, unknown> = {}, more: IDataObject = {}) =>
	task('create', {
		eventType: String(MEETING),
		operator: String(ANNA),
		...mapping({ subject: 'Spotkanie', ...fields }),
		...more,
	});

describe('Create', () => {
	test('with values by name, in whatever form they come', async () => {
		const item = {
			title: 'Wizyta',
			when: '2026-07-01T08:00:00Z',
			until: '2026-07-01T11:30:00+02:00',
			who: 'piotr',
			what: 'wizyta referencyjna',
			firm: 'Zakłady Ślusarskie ŻURAW',
			whole: 'tak',
		};
		const fields = {
			subject: 'title',
			start: 'when',
			end: 'until',
			operator: 'who',
			type: 'what',
			contractor: 'firm',
			allDay: 'whole',
		};
		const { rows, hints } = await execute(sim, task('create', { eventType: '', operator: '', ...paths(fields) }), [
			item,
		]);
		expect(rows).toMatchObject([
			{
				subject: 'Wizyta',
				start: '2026-07-01',
				startLocal: '2026-07-01 10:00:00',
				endLocal: '2026-07-01 11:30:00',
				allDay: true,
				operator: { id: String(PIOTR), name: 'Piotr Zieliński' },
				type: { id: String(VISIT), name: 'Wizyta referencyjna' },
				contractor: { id: String(ZURAW), name: 'Zakłady Ślusarskie Żuraw' },
				sync: { action: 'created' },
			},
		]);
		expect(hints).toEqual([expect.stringMatching(/^1 created; \d+ requests$/)]);
	});

	test('a thousand items', async () => {
		const items = Array.from({ length: 1_000 }, (_, at) => ({ title: `Zadanie ${at}` }));
		const { rows } = await execute(sim, created({}, paths({ subject: 'title' })), items);
		expect(rows).toHaveLength(1_000);
		expect(rows[999]).toMatchObject({ subject: 'Zadanie 999', sync: { action: 'created' } });
		expect(sim.requests.count({ action: 'commit' })).toBe(10);
	});

	test('a dry run shows it and writes nothing', async () => {
		const { rows } = await execute(sim, created({ place: 'Łódź' }, { dryRun: true }));
		expect(rows).toMatchObject([
			{
				dryRun: true,
				subject: 'Spotkanie',
				place: 'Łódź',
				sync: { action: 'created', changes: { place: { from: null, to: 'Łódź' } } },
			},
		]);
		expect(await sim.store.tasks()).toEqual([]);
	});

	test.each([
		[{ subject: '' }, /A new task needs Subject/],
		[{ operator: 'nikt' }, /"nikt" is not known for Operator/],
		[{ contractor: 'Nie ma takiej' }, /"Nie ma takiej" is no contractor/],
		[{ start: 'jutro' }, /Start \(Data od\) is not a date: "jutro"/],
		[{ done: 'może' }, /"może" is neither yes nor no/],
		[{ person: 'x' }, /A task has no|is not an ID for Contact Person|names no column/],
		[{ nope: 'x' }, /A task has no field "nope"/],
	])('%j is refused before anything is written', async (fields, message) => {
		const fault = await failure(execute(sim, created(fields, { operator: 'operator' in fields ? '' : String(ANNA) })));
		expect(fault.message).toMatch(message);
		expect(await sim.store.tasks()).toEqual([]);
	});

	test('a text that does not fit stops, or is made to fit', async () => {
		const long = `😀${'x'.repeat(130)}`;
		expect((await failure(execute(sim, created({ subject: long })))).message).toContain(
			'Subject (Temat) has 131 characters',
		);
		const { rows } = await execute(sim, created({ subject: long }, { options: { textFit: 'shorten' } }));
		expect(rows).toMatchObject([{ subject: `?${'x'.repeat(119)}` }]);
	});

	test('with the mapper', async () => {
		const fieldsByMapper = {
			mappingMode: 'defineBelow',
			value: {
				subject: 'Z mapera',
				type: String(VISIT),
				operator: String(PIOTR),
				start: '2026-07-01T10:00:00',
				done: true,
			},
			matchingColumns: [],
			schema: [],
		};
		const { rows } = await execute(
			sim,
			task('create', { mapBy: 'mapper', eventType: '', operator: '', fieldsByMapper } as never),
		);
		expect(rows).toMatchObject([{ subject: 'Z mapera', startLocal: '2026-07-01 10:00:00', done: true }]);
	});
});
