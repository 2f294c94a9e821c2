import fc from 'fast-check';

import { accessOf, instanceOf, versionOf } from '../../../nodes/Salesforce/access';
import { isId, longId, recordIdOf } from '../../../nodes/Salesforce/ids';
import { cell, cellsOf, recordsOf } from '../../../nodes/Salesforce/record/csv';
import { flat } from '../../../nodes/Salesforce/record/flat';
import { withParameters } from '../../../nodes/Salesforce/record/parameters';
import { fieldPath, keysPerQuery, likeText, literalOf, objectName, quoted } from '../../../nodes/Salesforce/soql';
import { isSame, valueFor } from '../../../nodes/Salesforce/values';

describe('addresses', () => {
	test.each([
		['https://acme.my.salesforce.com/', 'https://acme.my.salesforce.com'],
		['acme.my.salesforce.com/home/home.jsp', 'https://acme.my.salesforce.com'],
		['https://acme.lightning.force.com/lightning/page/home', 'https://acme.my.salesforce.com'],
		['https://acme--dev.sandbox.lightning.force.com', 'https://acme--dev.sandbox.my.salesforce.com'],
		['https://acme.my.salesforce-setup.com/lightning/setup', 'https://acme.my.salesforce.com'],
		['http://127.0.0.1:4600/x', 'http://127.0.0.1:4600'],
	])('%s', (address, expected) => expect(instanceOf(address)).toBe(expected));

	test('what is none is refused', () => expect(() => instanceOf('https://')).toThrow('web address'));

	test('versions', () => {
		expect(['62', 'v61.0', '66.0', ''].map(versionOf)).toEqual(['62.0', '61.0', '66.0', '62.0']);
		expect(() => versionOf('../x')).toThrow('API version');
	});

	test('a password keeps its spaces, other fields lose them', () => {
		const data = { signIn: 'password', instanceUri: 'login.salesforce.com', userName: ' a@b.c ', password: ' x ' };
		expect(accessOf({ ...data, consumerKey: ' k ', consumerSecret: 's' })).toMatchObject({
			userName: 'a@b.c',
			password: ' x ',
			consumerKey: 'k',
			loginUrl: 'https://login.salesforce.com',
		});
	});
});

describe('IDs', () => {
	test('15 characters become 18', () => {
		expect(longId('001Sb00000demo1')).toBe('001Sb00000demo1IAA');
		expect(longId('001Sb00000demo1IAA')).toBe('001Sb00000demo1IAA');
	});

	test('two IDs that differ in capitals only differ without them', () => {
		const id = fc.stringMatching(/^[A-Za-z0-9]{15}$/);
		fc.assert(
			fc.property(id, id, (a, b) => {
				expect(isId(longId(a))).toBe(true);
				expect(longId(a).toUpperCase() === longId(b).toUpperCase()).toBe(a === b);
			}),
		);
	});

	test('of a link', () => {
		const links = [
			'/lightning/r/Service_Contract__c/001Sb00000demo1IAA/view',
			'/001Sb00000demo1',
			'/x?id=001Sb00000demo1&y=1',
		];
		for (const link of links) expect(recordIdOf(`https://a.my.salesforce.com${link}`)).toBe('001Sb00000demo1IAA');
		for (const none of ['', 'https://a.my.salesforce.com/', '001Sb00000demo1AAA', 42])
			expect(() => recordIdOf(none)).toThrow();
	});
});

describe('SOQL', () => {
	test('a quoted text ends where its value ends', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				const literal = quoted(text);
				expect(literal).toMatch(/^'(?:[^'\\\n\r]|\\.)*'$/s);
				const back = literal.slice(1, -1).replace(/\\(.)/gs, (_, one: string) => {
					return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[one] ?? one;
				});
				expect(back).toBe(text);
			}),
		);
	});

	test('a pattern holds no joker of the value', () => expect(likeText("50%_'")).toBe("50\\%\\_\\'"));

	test.each([
		['12.5', 'double', '12.5'],
		['2026-02-10', 'date', '2026-02-10'],
		['2026-02-10T09:30:00+01:00', 'datetime', '2026-02-10T08:30:00.000Z'],
		['LAST_N_DAYS:7', 'date', 'LAST_N_DAYS:7'],
		['LAST_N_DAYS:7', 'string', "'LAST_N_DAYS:7'"],
		['True', 'boolean', 'true'],
		[null, 'string', 'null'],
		["O'N", 'picklist', "'O\\'N'"],
	])('%p as %s is %s', (value, type, literal) => expect(literalOf(value, type, 'UTC', 'F')).toBe(literal));

	test.each([
		['1 OR 1=1', 'double'],
		['TODAY OR Id != null', 'date'],
		['yes', 'boolean'],
		['', 'int'],
		[[], 'int'],
		['08:30; x', 'time'],
	])('%p is no %s', (value, type) => expect(() => literalOf(value, type, 'UTC', 'F')).toThrow('F'));

	test('names', () => {
		expect(objectName(' ns__Deal__c ')).toBe('ns__Deal__c');
		expect(fieldPath('Account.Owner.Email')).toBe('Account.Owner.Email');
		for (const none of ['', 'a b', 'a;b', "a'", '1a', 'a..b', 'a/b']) {
			expect(() => fieldPath(none)).toThrow('Field');
			expect(() => objectName(none)).toThrow('Object');
		}
	});

	test('keys are cut to what an address holds', () => {
		expect(keysPerQuery('SELECT Id FROM Contact', ["'abc'"])).toBe(400);
		const size = keysPerQuery('SELECT Id FROM Contact', [quoted('ě'.repeat(200))]);
		expect(size).toBeGreaterThan(1);
		expect(size * encodeURIComponent(quoted('ě'.repeat(200))).length).toBeLessThan(16_000);
	});

	test('parameters', () => {
		const rows = [
			{ name: ':a', type: 'string', value: "x' OR '1'='1" },
			{ name: 'b', type: 'double', value: [1, 2] },
		];
		const soql = "WHERE A = :a AND B IN :b AND C = ':a \\' :b' AND D = LAST_N_DAYS:5 AND E > 2026-01-01T04:00:00Z";
		expect(withParameters(soql, rows, 'UTC')).toBe(
			"WHERE A = 'x\\' OR \\'1\\'=\\'1' AND B IN (1,2) AND C = ':a \\' :b' AND D = LAST_N_DAYS:5 AND E > 2026-01-01T04:00:00Z",
		);
		expect(() => withParameters('A = :c', [], 'UTC')).toThrow(':c');
		const none = [{ name: 'a', type: 'string', value: [] }];
		expect(() => withParameters('A IN :a', none, 'UTC')).toThrow('empty');
		expect(() => withParameters("A = ':a'", rows.slice(0, 1), 'UTC')).toThrow(':a');
	});
});

describe('values', () => {
	const as = (value: unknown, type: string, zone = 'Europe/Prague') => valueFor(value, { type, name: 'F' }, zone);

	test.each([
		['', 'string', null],
		[null, 'double', null],
		[[], 'multipicklist', null],
		['', 'boolean', false],
		[0, 'boolean', false],
		['No', 'boolean', false],
		[12, 'string', '12'],
		[' 7 ', 'int', 7],
		['-1.50', 'currency', -1.5],
		['2026-02-10T23:30:00Z', 'date', '2026-02-11'],
		['2026-02-10 09:30:00', 'datetime', '2026-02-10T08:30:00.000Z'],
		[['b', 'a'], 'multipicklist', 'b;a'],
		['001Sb00000demo1', 'reference', '001Sb00000demo1IAA'],
		[' x ', 'textarea', ' x '],
		['  ', 'string', null],
		['  ', 'boolean', false],
		['8:30', 'time', '08:30:00.000Z'],
		['23:59:59.5Z', 'time', '23:59:59.500Z'],
	])('%p for a field of type %s', (value, type, expected) => expect(as(value, type)).toBe(expected));

	test.each([
		['1,234', 'double'],
		['abc', 'int'],
		[1.5, 'int'],
		[true, 'double'],
		['31.12.2026', 'date'],
		['maybe', 'boolean'],
		['25:00', 'time'],
		['soon', 'time'],
		[3e9, 'int'],
	])('%p is refused for %s, naming the field', (value, type) => expect(() => as(value, type)).toThrow('F'));

	test.each([
		['2026-02-10T08:30:00.000+0000', '2026-02-10T08:30:00.400Z', 'datetime', true],
		['2026-02-10T08:30:00.000+0000', '2026-02-10T08:30:01.000Z', 'datetime', false],
		[12.346, 12.3456, 'double', true],
		['b;a', 'a;b', 'multipicklist', true],
		['001Sb00000demo1IAA', '001Sb00000demo1', 'reference', true],
		['001Sb00000demo1IAA', '001sb00000demo1', 'reference', false],
		[null, null, 'string', true],
		[null, 'x', 'string', false],
		[false, null, 'boolean', true],
		['a\r\nb', ' a\nb ', 'textarea', true],
		['a', 'A', 'string', false],
		['ada@example.com', 'Ada@Example.com', 'email', true],
		['08:30:00.000Z', '08:30:00.000Z', 'time', true],
		[null, '  ', 'string', true],
		[-12.346, -12.3455, 'double', true],
		[12.346, 12.3455, 'double', true],
		[0, 1e-7, 'double', true],
		[1e21, 1e21, 'double', true],
		[1e21, 2e21, 'double', false],
		[0, -0.0001, 'double', true],
	])('%p is as wanted %p (%s): %p', (stored, wanted, type, same) => {
		expect(isSame(stored, wanted, { type, ...(type === 'double' && { scale: 3 }) })).toBe(same);
	});
});

describe('CSV', () => {
	test('what is written is read back', () => {
		const rows = fc.array(fc.array(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 2 }), { minLength: 1 });
		fc.assert(
			fc.property(rows, fc.constantFrom('\n', '\r\n'), (cells, end) => {
				const csv = cells.map((row) => row.map((one) => cell(one)).join(',') + end).join('');
				expect(cellsOf(csv)).toEqual(cells.map((row) => row.map((one) => one.replace(/\r\n?/g, '\n'))));
			}),
		);
	});

	test('empty cells, cleared ones, no line end', () => {
		expect([undefined, null, '', false, 0].map(cell)).toEqual(['', '#N/A', '', 'false', '0']);
		expect(cellsOf('a,b\n1,\n,2')).toEqual([
			['a', 'b'],
			['1', ''],
			['', '2'],
		]);
		expect(recordsOf('"sf__Id","K"\r\n"1","x;y|z"\r\n')).toEqual([{ sf__Id: '1', K: 'x;y|z' }]);
		expect(recordsOf('')).toEqual([]);
	});
});

test('flat rows', () => {
	const attributes = { type: 'X' };
	const Contacts = { totalSize: 1, done: true, records: [{ attributes, Id: '2' }] };
	expect(flat({ attributes, Id: '1', Account: { attributes, Owner: { attributes, Name: 'N' } }, Contacts })).toEqual({
		Id: '1',
		'Account.Owner.Name': 'N',
		Contacts: [{ Id: '2' }],
	});
});
