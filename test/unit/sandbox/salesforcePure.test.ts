import fc from 'fast-check';
import { fullId, startSalesforce, type SalesforceSimulator } from '../../../sandbox/salesforce';
import { idOf } from '../../../sandbox/salesforce/ids';
import { csvLine, parseCsv } from '../../../sandbox/salesforce/rest/csv';
import { run } from '../../../sandbox/salesforce/soql';

describe('ids', () => {
	test('sort as they are made, and their suffix tells capitals', () => {
		fc.assert(
			fc.property(fc.nat(1e9), fc.nat(1e9), (one, other) => {
				expect(idOf('003', one) < idOf('003', other)).toBe(one < other);
				expect(fullId(idOf('003', one).slice(0, 15))).toBe(idOf('003', one));
			}),
		);
		expect(fullId('001D000000IRFma')).toBe('001D000000IRFmaIAH');
	});

	test.each(['', '003', '003Sb0000000001', '003Sb0000000001AAA', '003Sb000000000-', 5, null])('%j', (id) => {
		expect(fullId(id)).toBe(id === '003Sb0000000001' ? '003Sb0000000001IAA' : undefined);
	});
});

describe('CSV', () => {
	test('comes back as it was written', () => {
		const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', ';', ' ') });
		const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 });
		fc.assert(
			fc.property(table, fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), (rows, delimiter, end) => {
				const text = rows.map((row) => csvLine(row, delimiter, end)).join('');
				expect(parseCsv(text, delimiter)).toEqual(rows);
			}),
		);
	});

	test('may lack its last line end, or begin with a mark', () => {
		expect(parseCsv('\uFEFFa,b\n1,', ',')).toEqual([
			['a', 'b'],
			['1', ''],
		]);
	});
});

describe('queries', () => {
	let sim: SalesforceSimulator;
	beforeAll(async () => {
		sim = await startSalesforce({ clock: '2026-05-04T09:00:00Z' });
		sim.act.grow({ object: 'Account', count: 4 });
		sim.act.grow({
			object: 'Contact',
			count: 60,
			perSecond: 7,
			start: '2026-05-04T08:00:00Z',
			fields: { Segment__c: ['A', 'B', 'C'], Score__c: [1, 2, 3, 4, 5] },
			parents: { AccountId: 'Account' },
		});
	});
	afterAll(() => sim.close());

	const time = fc.nat(10).map((second) => `2026-05-04T08:00:${String(second).padStart(2, '0')}Z`);
	const id = fc.nat(62).map((number) => `'${idOf('003', number)}'`);
	const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
	const leaf = fc.oneof(
		fc.tuple(fc.constantFrom('SystemModstamp', 'CreatedDate'), operator, time),
		fc.tuple(fc.constant('Id'), operator, id),
		fc.tuple(fc.constant('Segment__c'), fc.constantFrom('=', '!='), fc.constantFrom("'A'", "'b'", 'null')),
		fc.tuple(
			fc.constant('Id'),
			fc.constant('IN'),
			fc.array(id, { minLength: 1 }).map((ids) => `(${ids.join()})`),
		),
		fc.tuple(fc.constant('Score__c'), operator, fc.nat(6).map(String)),
	);
	const condition = fc.letrec<{ node: string }>((tie) => ({
		node: fc.oneof(
			{ depthSize: 'small' },
			leaf.map((parts) => parts.join(' ')),
			fc.tuple(tie('node'), fc.constantFrom('AND', 'OR'), tie('node')).map(([a, word, b]) => `((${a}) ${word} (${b}))`),
			tie('node').map((one) => `(NOT (${one}))`),
		),
	})).node;
	const order = fc.constantFrom(
		'SystemModstamp, Id',
		'SystemModstamp DESC, Id DESC',
		'SystemModstamp, Id DESC',
		'Id DESC',
		'Score__c DESC, Id',
		'CreatedDate DESC, Score__c, Id',
	);
	const ids = (where: string, tail: string) =>
		run(sim.store, sim.switches as never, `SELECT Id FROM Contact WHERE ${where} ${tail}`, false).rows.map(
			(row) => row.id,
		);

	test('find the same with and without an index, in the order that is asked for', () => {
		fc.assert(
			fc.property(condition, order, fc.nat(8), fc.nat(8), (where, by, limit, offset) => {
				// No index narrows LIKE, so every row is looked at.
				const slow = ids(`(${where}) OR Name LIKE 'nothing at all'`, `ORDER BY ${by}`);
				expect(ids(where, `ORDER BY ${by}`)).toEqual(slow);
				const part = ids(where, `ORDER BY ${by} LIMIT ${limit} OFFSET ${offset}`);
				expect(part).toEqual(slow.slice(offset, offset + limit));
				expect(ids(where, '').sort()).toEqual([...slow].sort());
			}),
			{ numRuns: 300 },
		);
	});

	test('are the sum of what fits and what does not', () => {
		fc.assert(
			fc.property(condition, (where) => {
				expect(ids(where, '').length + ids(`NOT (${where})`, '').length).toBe(60);
			}),
		);
	});
});
