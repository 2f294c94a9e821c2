import fc from 'fast-check';

import { bound } from '../../../nodes/Streamsoft/data/query';

test('names and marks outside of texts, quoted names and comments are parameters', () => {
	const sql = `SELECT ':a ?' T, "x:a?" U /* :a ? */ -- ? :a\n FROM X WHERE A = :a AND B = :b AND C = :a;`;
	expect(bound(sql, { a: 1, b: 'x', unused: 2 })).toEqual({
		sql: `SELECT ':a ?' T, "x:a?" U /* :a ? */ -- ? :a\n FROM X WHERE A = ? AND B = ? AND C = ?`,
		params: [1, 'x', 1],
	});
	expect(bound('SELECT ? FROM X WHERE A = ?', [null, true])).toEqual({
		sql: 'SELECT ? FROM X WHERE A = ?',
		params: [null, 1],
	});
	expect(bound("SELECT 'it''s :a' FROM X", {})).toEqual({ sql: "SELECT 'it''s :a' FROM X", params: [] });
});

test.each([
	['', {}, /is empty/],
	['SELECT 1; DELETE FROM X', {}, /more than one statement/],
	['SELECT ?', {}, /must be a list/],
	['SELECT ?', [], /more \? than the 0/],
	['SELECT ?', [1, 2], /2 parameters for 1/],
	['SELECT :a', {}, /":a" has no value/],
	['SELECT :toString', {}, /":toString" has no value/],
	['SELECT :a', [1], /":a" has no value/],
	['SELECT :a', { a: [1] }, /a is no text/],
	['SELECT :a', { a: NaN }, /a is no text/],
])('%j with %j is refused', (sql, parameters, message) => {
	expect(() => bound(sql, parameters)).toThrow(
		expect.objectContaining({ kind: 'input', message: expect.stringMatching(message) }),
	);
});

test('whatever a text in quotes holds, it is no parameter', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			const quoted = `'${text.replaceAll("'", "''")}'`;
			expect(bound(`SELECT ${quoted} FROM X WHERE A = ?`, [1])).toEqual({
				sql: `SELECT ${quoted} FROM X WHERE A = ?`,
				params: [1],
			});
		}),
	);
});
