import type { IDataObject } from 'n8n-workflow';

import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { ANNA, execute, failure, fill, MEETING, paths, startWorld, withApi } from './world';

let sim: StreamsoftSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(async () => await fill(sim));
afterAll(async () => await sim.close());

const task = (operation: string, more: IDataObject = {}) => ({ resource: 'task', operation, ...more });
const sync = (rows: IDataObject[]) => rows.map((row) => (row.sync as IDataObject).action);

describe('Create or Update By Link', () => {
	const linked = (fields: Record<string, string> = { subject: 'title' }, more: IDataObject = {}) =>
		task('createOrUpdateByLink', {
			eventType: String(MEETING),
			operator: String(ANNA),
			sourceSystem: 'NetHunt',
			sourceId: '={{ $json.id }}',
			...paths(fields),
			...more,
		});
	const run = async (id: string, title: string, more?: IDataObject) =>
		await execute(sim, linked(undefined, { sourceId: id, ...more }), [{ title }]);

	test('where the database has no place for links, it says what to run', async () => {
		const fault = await failure(run('a1', 'Spotkanie'));
		expect(fault.message).toContain('The database has no place for links');
		const [, ddl] = /CREATE TABLE.*$/.exec(fault.description!)!.input.match(/(CREATE TABLE.*)$/)!;
		await prepareLinks(ddl!);
		expect(sync((await run('a1', 'Spotkanie')).rows)).toEqual(['created']);
	});

	async function prepareLinks(ddl: string): Promise<void> {
		await withApi(sim, async (api) => {
			for (const sql of ddl.split(';').filter((one) => one.trim() !== '')) {
				await api.query({ sql, parameters: {}, limit: 1 }, true);
			}
			await api.checked();
		});
	}
	const TABLE =
		'CREATE TABLE XXX_N8N_ZRODLO (SYSTEM VARCHAR(40) CHARACTER SET UTF8 NOT NULL, ID_ZRODLA VARCHAR(120) CHARACTER SET UTF8 NOT NULL, ' +
		'ID_ZDARZENIE INTEGER NOT NULL, CONSTRAINT PK_XXX_N8N_ZRODLO PRIMARY KEY (SYSTEM, ID_ZRODLA))';

	describe.each([
		['a table', TABLE, '{}'],
		[
			'a column',
			'ALTER TABLE ZDARZENIE ADD XXX_ZRODLO VARCHAR(160) CHARACTER SET ASCII; CREATE UNIQUE INDEX XXX_ZRODLO_U ON ZDARZENIE (XXX_ZRODLO)',
			JSON.stringify({ link: { column: 'XXX_ZRODLO' } }),
		],
	])('kept in %s', (_, ddl, schemaProfile) => {
		const credential = { schemaProfile };
		const again = async (id: string, title: string, more: IDataObject = {}) =>
			await execute(sim, linked(undefined, { sourceId: id, ...more }), [{ title }], { credential });
		beforeEach(async () => {
			await sim.close();
			sim = await startWorld();
			await prepareLinks(ddl);
		});

		test('created once, updated where something differs, else left alone', async () => {
			const first = await again('żółw/1 #2', 'Spotkanie');
			expect(sync(first.rows)).toEqual(['created']);
			expect(sync((await again('żółw/1 #2', 'Spotkanie')).rows)).toEqual(['unchanged']);
			const changed = await again('żółw/1 #2', 'Inne');
			expect(changed.rows).toMatchObject([
				{
					id: first.rows[0]!.id,
					subject: 'Inne',
					sync: { action: 'updated', changes: { subject: { from: 'Spotkanie', to: 'Inne' } } },
				},
			]);
			expect(await sim.store.tasks()).toHaveLength(1);
		});

		test('two items of one record in one run', async () => {
			const items = [
				{ id: 'a', title: 'Jeden' },
				{ id: 'b', title: 'Dwa' },
				{ id: 'a', title: 'Trzy' },
			];
			const rows: IDataObject[] = [];
			for (const { id, title } of items) rows.push(...(await again(id, title)).rows);
			expect(sync(rows)).toEqual(['created', 'created', 'updated']);
			expect((await sim.store.tasks()).map(({ subject }) => subject)).toEqual(['Trzy', 'Dwa']);
		});

		test('a task that was deleted in Streamsoft is made anew', async () => {
			const first = await again('a1', 'Spotkanie');
			await sim.act.deleteTask({ task: Number(first.rows[0]!.id) });
			expect(sync((await again('a1', 'Spotkanie')).rows)).toEqual(['created']);
			expect(sync((await again('a1', 'Spotkanie')).rows)).toEqual(['unchanged']);
			expect(await sim.store.tasks()).toHaveLength(1);
		});

		test('runs that overlap make one task', async () => {
			const results = await Promise.all(Array.from({ length: 5 }, async () => await again('a1', 'Spotkanie')));
			expect(await sim.store.tasks()).toHaveLength(1);
			expect(results.flatMap(({ rows }) => sync(rows)).filter((action) => action === 'created')).toHaveLength(1);
		});

		test.each(['before', 'after'] as const)('a lost answer (%s the commit) makes one task', async (reset) => {
			await again('other', 'Inne');
			sim.faults.inject({ match: { path: 'commit' }, reset });
			expect(sync((await again('a1', 'Spotkanie')).rows)).toEqual(['created']);
			expect(sync((await again('a1', 'Spotkanie')).rows)).toEqual(['unchanged']);
			expect(await sim.store.tasks()).toHaveLength(2);
		});

		test('a dry run, an empty ID and a long one', async () => {
			expect(await again('a1', 'Spotkanie', { dryRun: true })).toMatchObject({
				rows: [{ dryRun: true, sync: { action: 'created' } }],
			});
			expect(await sim.store.tasks()).toEqual([]);
			expect((await failure(again(' ', 'Spotkanie'))).message).toContain('"Source ID"');
			expect((await failure(again('x'.repeat(121), 'Spotkanie'))).message).toContain('more than 120 characters');
		});
	});
});
