import type { IDataObject } from 'n8n-workflow';

import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { ANNA, execute, failure, fill, MEETING, mapping, PIOTR, startWorld, ZURAW } from './world';

let sim: StreamsoftSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(async () => await fill(sim));
afterAll(async () => await sim.close());

const task = (operation: string, more: IDataObject = {}) => ({ resource: 'task', operation, ...more });
const addTask = async (more: object = {}) =>
	(await sim.act.addTask({ type: MEETING, operator: ANNA, subject: 'Dawny', start: '2026-07-01 10:00:00', ...more }))
		.id;
const sync = (rows: IDataObject[]) => rows.map((row) => (row.sync as IDataObject).action);

describe('Get and Get Many', () => {
	test('one task, simplified or whole, with its features', async () => {
		const id = await addTask({ features: { Priorytet: 'wysoki' }, contractor: ZURAW });
		const get = async (more: IDataObject) => (await execute(sim, task('get', { task: String(id), ...more }))).rows[0];
		expect(await get({ simplify: true })).toEqual({
			id: String(id),
			subject: 'Dawny',
			description: '',
			place: '',
			start: '2026-07-01T10:00:00+02:00',
			end: null,
			allDay: false,
			done: false,
			cancelled: false,
			operator: 'Anna Nowakowska',
			type: 'Spotkanie',
			contractor: 'Zakłady Ślusarskie Żuraw',
			person: null,
		});
		expect(await get({ simplify: false, options: { withFeatures: true } })).toMatchObject({
			features: { Priorytet: 'wysoki' },
			type: { id: String(MEETING), name: 'Spotkanie' },
			timeZone: 'Europe/Warsaw',
		});
		expect((await failure(execute(sim, task('get', { task: '99' })))).message).toContain('no task 99');
		expect((await failure(execute(sim, task('get', { task: '1 OR 1=1' })))).message).toContain(
			'"1 OR 1=1" is not an ID',
		);
	});

	test('by conditions, the latest first', async () => {
		const [one, two, three] = [
			await addTask(),
			await addTask({ operator: PIOTR, start: '2026-07-02 10:00:00' }),
			await addTask({ done: true, start: '2026-07-03 10:00:00', subject: "O'Brien; DROP" }),
		];
		const found = async (more: IDataObject) =>
			(
				await execute(
					sim,
					task('getMany', { operators: [], types: [], status: 'all', from: '', to: '', returnAll: true, ...more }),
				)
			).rows.map(({ id }) => Number(id));
		expect(await found({})).toEqual([three, two, one]);
		expect(await found({ returnAll: false, limit: 2 })).toEqual([three, two]);
		expect(await found({ operators: [String(PIOTR)] })).toEqual([two]);
		expect(await found({ status: 'open', types: [String(MEETING)] })).toEqual([two, one]);
		expect(await found({ from: '2026-07-02T00:00:00+02:00', to: '2026-07-03T00:00:00+02:00' })).toEqual([two]);
		expect(await found({ options: { text: "O'Brien;" } })).toEqual([three]);
		expect(await found({ options: { contractor: String(ZURAW) } })).toEqual([]);
	});
});

describe('Update', () => {
	const update = (id: number, fields: Record<string, unknown>, more: IDataObject = {}) =>
		task('update', { task: String(id), eventType: '', operator: '', ...mapping(fields), ...more });

	test('only what differs', async () => {
		const id = await addTask({ place: 'Łódź' });
		const { rows } = await execute(sim, update(id, { subject: 'Nowy', place: '' }));
		expect(rows).toMatchObject([
			{
				subject: 'Nowy',
				place: '',
				startLocal: '2026-07-01 10:00:00',
				sync: {
					action: 'updated',
					changes: { subject: { from: 'Dawny', to: 'Nowy' }, place: { from: 'Łódź', to: '' } },
				},
			},
		]);
		sim.requests.clear();
		expect(sync((await execute(sim, update(id, { subject: 'Nowy' }))).rows)).toEqual(['unchanged']);
		expect(sim.requests.count({ action: 'commit' })).toBe(0);
	});

	test('only if it is as it was read', async () => {
		const id = await addTask({ start: '2026-10-25 02:30:00', end: '2026-03-29 02:30:00', allDay: false });
		const [asRead] = (await execute(sim, task('get', { task: String(id), simplify: false }))).rows;
		const options = { asRead: JSON.stringify(asRead) };
		expect(sync((await execute(sim, update(id, { place: 'Łódź' }, { options }))).rows)).toEqual(['updated']);
		const fault = await failure(execute(sim, update(id, { subject: 'Nowy' }, { options })));
		expect(fault.message).toContain(`Task ${id} has changed since it was read: Place (Miejsce).`);
		expect(
			(await failure(execute(sim, update(id, { subject: 'x' }, { options: { asRead: '[1' } })))).message,
		).toContain('is not the record of a task');
	});

	test('what is not there, for one item of several', async () => {
		const id = await addTask();
		const items = [{ id: 99 }, { id }];
		const results = await execute(sim, { ...update(id, { subject: 'Nowy' }), task: String(id) }, items.slice(1));
		expect(sync(results.rows)).toEqual(['updated']);
		expect((await failure(execute(sim, update(99, { subject: 'Nowy' })))).message).toContain('no task 99');
	});
});

describe('Delete and Complete', () => {
	const remove = async (id: number, how: string, more: IDataObject = {}) =>
		(await execute(sim, task('delete', { task: String(id), how, ...more }))).rows;

	test('cancelled, deleted for good, never', async () => {
		const id = await addTask({ features: { Priorytet: 'niski' } });
		expect(await remove(id, 'never')).toMatchObject([
			{ sync: { action: 'skipped', reason: expect.stringContaining('Never') } },
		]);
		expect(await remove(id, 'cancel', { dryRun: true })).toMatchObject([
			{ sync: { action: 'updated', changes: { done: { from: false, to: true } } } },
		]);
		expect((await sim.store.task(id))!.done).toBe(false);
		expect(await remove(id, 'cancel')).toMatchObject([{ done: true, sync: { action: 'updated' } }]);
		expect(await remove(id, 'cancel')).toMatchObject([{ sync: { action: 'unchanged' } }]);
		expect(await remove(id, 'delete')).toMatchObject([{ deleted: true, sync: { action: 'deleted' } }]);
		expect(await remove(id, 'delete')).toMatchObject([
			{ sync: { action: 'unchanged', reason: expect.stringContaining('no such task') } },
		]);
		expect(await sim.store.tasks()).toEqual([]);
	});

	test('completed once', async () => {
		const id = await addTask();
		const complete = async () => sync((await execute(sim, task('complete', { task: String(id) }))).rows);
		expect(await complete()).toEqual(['updated']);
		expect(await complete()).toEqual(['unchanged']);
		expect((await sim.store.task(id))!.done).toBe(true);
	});
});

test.each([true, false])(
	'where the profile says that tasks cannot be cancelled, a dry run (%s) says so too',
	async (dryRun) => {
		const id = await addTask({ done: true });
		const cancel = task('delete', { task: String(id), how: 'cancel', dryRun });
		const credential = { schemaProfile: JSON.stringify({ events: { cancel: null } }) };
		const fault = await failure(execute(sim, cancel, [{}], { credential }));
		expect(fault.message).toContain('does not say how a task is cancelled');
	},
);

test('where no column says that a task is done, none is', async () => {
	await addTask();
	const credential = { schemaProfile: JSON.stringify({ events: { columns: { done: null } } }) };
	const found = async (status: string) =>
		(
			await execute(
				sim,
				task('getMany', { operators: [], types: [], status, from: '', to: '', returnAll: true }),
				[{}],
				{ credential },
			)
		).rows.length;
	expect([await found('done'), await found('open')]).toEqual([0, 1]);
});

test('a contractor is known by its exact name, however many names hold it', async () => {
	const contractors = Array.from({ length: 60 }, (_, at) => ({
		id: 20_000 + at,
		number: 200 + at,
		name: `Biuro Nowak ${at}`,
	}));
	await sim.seed({ contractors: [...contractors, { id: 30_000, number: 500, name: 'Nowak' }] });
	const id = await addTask();
	const update = task('update', { task: String(id), eventType: '', operator: '', ...mapping({ contractor: 'nowak' }) });
	expect((await execute(sim, update)).rows).toMatchObject([{ contractor: { id: '30000', name: 'Nowak' } }]);
});
