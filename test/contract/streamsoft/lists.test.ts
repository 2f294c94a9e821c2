import type { IDataObject } from 'n8n-workflow';

import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { ANNA, execute, failure, fill, MEETING, startWorld } from './world';

let sim: StreamsoftSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(async () => await fill(sim));
afterAll(async () => await sim.close());

const addTask = async (more: object = {}) =>
	(await sim.act.addTask({ type: MEETING, operator: ANNA, subject: 'Dawny', start: '2026-07-01 10:00:00', ...more }))
		.id;

describe('lists, schema and queries', () => {
	const run = async (resource: string, operation: string, more: IDataObject = {}) =>
		(await execute(sim, { resource, operation, returnAll: true, ...more })).rows;

	test('lists', async () => {
		expect(await run('eventType', 'getMany', { synchronisedOnly: true })).toHaveLength(2);
		expect(await run('operator', 'getMany', { activeOnly: true })).toHaveLength(2);
		expect(await run('feature', 'getMany')).toHaveLength(2);
		expect(await run('contractor', 'getMany', { search: 'złoty', activeOnly: true })).toMatchObject([
			{ name: 'Piekarnia Złoty Kłos' },
		]);
		expect(await run('contractor', 'getMany', { search: "' OR 1=1 --", activeOnly: false })).toEqual([]);
		expect(
			await run('contractor', 'getMany', { search: '', activeOnly: false, returnAll: false, limit: 2 }),
		).toHaveLength(2);
	});

	test('the schema is checked', async () => {
		expect(await run('schema', 'check')).toMatchObject([
			{
				ok: true,
				problems: [],
				firebird: '3.0.11',
				characterSet: 'WIN1250',
				fields: { subject: { column: 'TEMAT', type: 'text', length: 120, characterSet: 'WIN1250' }, personId: null },
			},
		]);
		const schemaProfile = JSON.stringify({
			events: { columns: { place: 'MIEJSCA' } },
			operators: { sql: 'SELECT NOPE FROM UZYTKOWNIK' },
		});
		const parameters = { resource: 'schema', operation: 'check' };
		const { rows } = await execute(sim, parameters, [{}], { credential: { schemaProfile } });
		expect(rows).toMatchObject([
			{
				ok: false,
				problems: [expect.stringContaining('column ZDARZENIE.MIEJSCA'), expect.stringContaining('operators.sql')],
			},
		]);
	});

	test('what the database has is found, and a profile proposed that fits', async () => {
		const [found] = await run('schema', 'explore', { namesLike: '%ZDARZ%, %CECH%', countRows: true });
		expect((found!.tables as IDataObject[]).find(({ name }) => name === 'ZDARZENIE')).toMatchObject({
			rows: 0,
			primaryKey: ['ID_ZDARZENIE'],
			foreignKeys: expect.arrayContaining([{ column: 'ID_UZYTKOWNIK', table: 'UZYTKOWNIK' }]),
			triggers: [{ name: 'ZDARZENIE_BI', active: true }],
		});
		const schemaProfile = JSON.stringify(found!.profile);
		const { rows } = await execute(sim, { resource: 'schema', operation: 'check' }, [{}], {
			credential: { schemaProfile },
		});
		expect(rows).toMatchObject([{ ok: true }]);
	});

	test('a query', async () => {
		const id = await addTask({ description: 'Opis ąę' });
		const query = (statement: string, parameters: unknown, more: IDataObject = {}) =>
			run('query', 'run', { statement, parameters: JSON.stringify(parameters), allowChanges: false, ...more });
		const select = 'SELECT ID_ZDARZENIE, OPIS, DATAOD, TEMAT AS "Temat" FROM ZDARZENIE WHERE ID_ZDARZENIE = :id';
		expect(await query(select, { id })).toEqual([
			{ ID_ZDARZENIE: id, OPIS: 'Opis ąę', DATAOD: '2026-07-01 10:00:00', Temat: 'Dawny' },
		]);
		expect(await query('SELECT 1 A FROM ZDARZENIE WHERE TEMAT = ?', ["' OR 1=1"])).toEqual([]);
		expect((await failure(query('DELETE FROM ZDARZENIE', {}))).message).toContain('may only be read');
		expect(
			await query(
				'UPDATE ZDARZENIE SET TEMAT = :t WHERE ID_ZDARZENIE = :id',
				{ t: 'Nowy', id },
				{ allowChanges: true },
			),
		).toEqual([{ success: true }]);
		expect((await sim.store.task(id))!.subject).toBe('Nowy');
		expect((await failure(query('SELECT 1 FROM RDB$DATABASE; DELETE FROM ZDARZENIE', {}))).message).toContain(
			'more than one statement',
		);
		expect((await failure(query('SELECT :a FROM RDB$DATABASE', {}))).message).toContain('":a" has no value');
		await sim.act.grow({ count: 300 });
		expect(await query('SELECT ID_ZDARZENIE FROM ZDARZENIE', {}, { returnAll: false, limit: 7 })).toHaveLength(7);
	});
});
