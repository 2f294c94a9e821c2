import type { IDataObject } from 'n8n-workflow';

import type { Work } from '../../../nodes/Streamsoft/database';
import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { execute, failure, fill, startWorld, withApi } from './world';

let sim: StreamsoftSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(async () => {
	await fill(sim);
	await ddl(
		`CREATE TABLE XXX_T (ID INTEGER, B BLOB SUB_TYPE TEXT, R BLOB SUB_TYPE BINARY, J BOOLEAN, D DATE, T TIMESTAMP, N NUMERIC(18, 4))`,
	);
	await ddl(`CREATE PROCEDURE XXX_EACH (MOST INTEGER) RETURNS (ID INTEGER) AS BEGIN ID = 1;
		WHILE (ID <= MOST) DO BEGIN INSERT INTO XXX_T (ID) VALUES (:ID); SUSPEND; ID = ID + 1; END END`);
});
afterAll(async () => await sim.close());

/** Without the check of parameters, which takes a colon inside for one. */
const ddl = async (sql: string) =>
	await withApi(sim, async (api) => {
		const { db } = api as unknown as {
			db: { write(doing: string, work: (one: Work) => Promise<unknown>): Promise<unknown> };
		};
		await db.write('prepare', async (work) => await work.rows(sql));
	});
const query = async (statement: string, parameters: unknown = {}, more: IDataObject = {}) =>
	(
		await execute(sim, {
			resource: 'query',
			operation: 'run',
			statement,
			parameters: JSON.stringify(parameters),
			allowChanges: false,
			returnAll: true,
			...more,
		})
	).rows;
const changing = { allowChanges: true };
const count = async () => (await query('SELECT COUNT(*) C FROM XXX_T'))[0]!.C;

describe('without Allow Changes nothing changes', () => {
	test.each([
		['SELECT ID FROM XXX_EACH(3)', 'may only be read'],
		['INSERT INTO XXX_T (ID) VALUES (1)', 'may only be read'],
		['DROP TABLE XXX_T', 'may only be read'],
		['ALTER SEQUENCE GEN_ZDARZENIE RESTART WITH 5', 'may only be read'],
		['EXECUTE BLOCK AS BEGIN IN AUTONOMOUS TRANSACTION DO INSERT INTO XXX_T (ID) VALUES (1); END', 'more than one'],
		['SET GENERATOR GEN_ZDARZENIE TO 5', 'would move a generator'],
		['SELECT GEN_ID(GEN_ZDARZENIE, 100) G FROM RDB$DATABASE', 'would move a generator'],
		['SELECT GEN_ID("GEN_ZDARZENIE" /* 0 */, 0 + 1) G FROM RDB$DATABASE', 'would move a generator'],
		['SELECT NEXT /* x */ VALUE FOR GEN_ZDARZENIE G FROM RDB$DATABASE', 'would move a generator'],
		['SET TRANSACTION READ WRITE', 'begin or end a transaction'],
		['-- first\nCOMMIT', 'begin or end a transaction'],
	])('%s', async (sql, words) => {
		const generator = 'SELECT GEN_ID(GEN_ZDARZENIE, 0) G FROM RDB$DATABASE';
		const [before] = await query(generator);
		expect((await failure(query(sql))).message).toContain(words);
		expect(await query(generator)).toEqual([before]);
		expect(await count()).toBe(0);
	});

	test('words in a text are no statement', async () => {
		expect(await query("SELECT 'NEXT VALUE FOR X' A FROM RDB$DATABASE")).toEqual([{ A: 'NEXT VALUE FOR X' }]);
	});
});

test('a selectable procedure that changes something is run to its end, however few rows are given', async () => {
	const rows = await query('SELECT ID FROM XXX_EACH(1000)', {}, { ...changing, returnAll: false, limit: 2 });
	expect(rows).toEqual([{ ID: 1 }, { ID: 2 }]);
	expect(await count()).toBe(1000);
});

test('a change that gives no rows gives one item, so that the workflow goes on', async () => {
	expect(await query('UPDATE XXX_T SET ID = 1', {}, changing)).toEqual([{ success: true }]);
	expect(await query('SELECT ID FROM XXX_T', {}, changing)).toEqual([]);
});

test.each([
	['B', 'Zażółć gęślą jaźń €', 'Zażółć gęślą jaźń €'],
	['R', 'abc', 'YWJj'],
	['J', true, true],
	['J', false, false],
	['J', null, null],
	['D', '2026-07-01', '2026-07-01'],
	['D', '2026-07-01T23:30:00.000Z', '2026-07-02'],
	['D', '2026-07-01 23:30:00', '2026-07-01'],
	['T', '2026-03-29 02:30:00', '2026-03-29 02:30:00'],
	['T', '2026-07-01 10:00:00.1230', '2026-07-01 10:00:00.1230'],
	['T', '2026-07-01T10:00:00+02:00', '2026-07-01 10:00:00'],
	['T', '2026-07-01T08:00:00.000Z', '2026-07-01 10:00:00'],
	['T', '2026-07-01T10:00:00', '2026-07-01 10:00:00'],
	['T', null, null],
	['N', 1.2345, 1.2345],
	['ID', true, 1],
])('the parameter %s = %j is kept as %j', async (column, given, kept) => {
	await query(`INSERT INTO XXX_T (${column}) VALUES (:given)`, { given }, changing);
	expect(await query(`SELECT ${column} V FROM XXX_T`)).toEqual([{ V: kept }]);
	if (given === null || column === 'B' || column === 'R') return;
	expect(await query(`SELECT COUNT(*) C FROM XXX_T WHERE ${column} = ?`, [given])).toEqual([{ C: 1 }]);
});

test.each([
	['T', 'abc'],
	['T', ''],
	['D', '2026-13-45'],
	['D', 5],
	['B', 'a😀'],
	['ID', 99_999_999_999],
])('the parameter %s = %j is refused, and nothing is written', async (column, given) => {
	const insert = query(`INSERT INTO XXX_T (${column}) VALUES (:given)`, { given }, changing);
	expect((await failure(insert)).message).toContain('Could not run the statement');
	expect(await count()).toBe(0);
});

test('a long text comes whole, and one that is too long is not cut', async () => {
	await query('INSERT INTO XXX_T (B) VALUES (:text)', { text: 'ż'.repeat(600_000) }, changing);
	const [row] = await query('SELECT B FROM XXX_T');
	expect(row!.B === 'ż'.repeat(600_000)).toBe(true);
	await query('UPDATE XXX_T SET B = B || B || B || B || B', {}, changing);
	expect((await failure(query('SELECT B FROM XXX_T'))).message).toContain('A value of B has more than 5 MB');
});

test.each([
	['SELECT LOGINX FROM UZYTKOWNIK', 'has no column LOGINX'],
	['SELECT 1 FROM MY_PLUGIN', 'has no table MY_PLUGIN'],
	["SELECT CAST('login' AS INTEGER) X FROM RDB$DATABASE", 'Conversion error from string "login"'],
])('%s is a mistake in the statement, and nobody is sent to the credential', async (sql, words) => {
	const fault = await failure(query(sql));
	expect(fault.message).toContain(words);
	expect(fault.description).toContain('Correct the statement');
});
