import * as fc from 'fast-check';
import { Fault } from '../../../nodes/shared/fault';
import { compilePath, compileRows, compileTemplate } from '../../../nodes/shared/path';
import { textOf } from '../../../nodes/shared/text';

const deal = {
	event: 'updated',
	record: {
		id: 'r1',
		fields: {
			Name: 'Acme',
			'Close date': '2026-02-10',
			"Client's name": 'Олена',
			'a.b': 1,
			Email: ['a@x.example', 'b@x.example'],
			Manager: { name: 'Anna', emailAddress: 'anna@x.example' },
		},
	},
	items: [{ id: 1, tags: [{ name: 'hot' }, { name: 'new' }] }, { id: 2, tags: [] }, { id: 3 }],
	nothing: null,
	zero: 0,
};

const quoted = (key: string) => `["${key.replace(/["\\]/g, (char) => `\\${char}`)}"]`;
const key = fc
	.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
	.filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));

describe('compilePath', () => {
	it.each([
		['event', 'updated'],
		['record.fields.Name', 'Acme'],
		['record.fields["Close date"]', '2026-02-10'],
		['record.fields.Close date', '2026-02-10'],
		[" record . fields ['Close date'] ", '2026-02-10'],
		["record.fields.Client's name", 'Олена'],
		["record.fields['Client\\'s name']", 'Олена'],
		['record.fields["a.b"]', 1],
		['["record"]["id"]', 'r1'],
		['items[0].id', 1],
		['items.1.id', 2],
		['items[9].id', undefined],
		['items[].id', [1, 2, 3]],
		['items[*].tags[].name', ['hot', 'new']],
		['items[].tags', [[{ name: 'hot' }, { name: 'new' }], []]],
		['record[].id', ['r1']],
		['missing[].id', undefined],
		['nothing', null],
		['nothing.deeper', undefined],
		['zero', 0],
		['event.length', undefined],
		['event[0]', undefined],
		['items.length', undefined],
	])('reads %s', (path, value) => {
		expect(compilePath(path)(deal)).toEqual(value);
	});

	it.each([
		['', 1, 'a path is missing'],
		['   ', 4, 'a path is missing'],
		['.a', 1, 'a name is missing'],
		['a..b', 3, 'a name is missing'],
		['a.', 3, 'a name is missing'],
		['a[0', 2, 'the bracket is not closed'],
		['a["b', 2, 'the quote is not closed'],
		['a["b\\', 2, 'the quote is not closed'],
		['a["b"c]', 6, 'a closing bracket is missing'],
		['a[b]', 3, 'a number or a quoted name is expected'],
		['a[-1]', 3, 'a number or a quoted name is expected'],
		['a]', 2, 'a bracket closes that was never opened'],
		['a[0]b', 5, 'a dot is missing'],
	])('refuses %p at position %i', (path, position, what) => {
		expect(() => compilePath(path, 'Source Path')).toThrow(Fault);
		expect(() => compilePath(path, 'Source Path')).toThrow(
			`Source Path: ${what} at position ${position} of "${path}".`,
		);
	});

	it('finds any own key at any depth', () => {
		fc.assert(
			fc.property(fc.array(key, { minLength: 1, maxLength: 5 }), fc.jsonValue(), (keys, value) => {
				const json = keys.reduceRight<unknown>((inner, name) => Object.fromEntries([[name, inner]]), value);
				expect(compilePath(keys.map(quoted).join(''))(json)).toEqual(value);
			}),
		);
	});

	it('either reads or throws a fault, and never reaches a prototype', () => {
		const step = fc.constantFrom(
			'__proto__',
			'constructor',
			'prototype',
			'toString',
			'length',
			'a',
			'[]',
			'[0]',
			'["__proto__"]',
			'.',
			'"',
			'\\',
			'}',
		);
		fc.assert(
			fc.property(fc.array(step, { maxLength: 6 }), fc.anything({ withNullPrototype: true }), (steps, json) => {
				let read: unknown;
				try {
					read = compilePath(steps.join('.'))(json);
				} catch (error) {
					expect(error).toBeInstanceOf(Fault);
				}
				expect(read).not.toBe(Object.prototype);
				expect(typeof read).not.toBe('function');
			}),
		);
		const hostile: unknown = JSON.parse('{"__proto__": {"a": 1}, "constructor": {"a": 1}}');
		expect(compilePath('__proto__.a')(hostile)).toBeUndefined();
		expect(compilePath('constructor.a')(hostile)).toBeUndefined();
	});

	it('reads nothing from what is no object', () => {
		for (const json of [null, undefined, 'text', 5, true]) expect(compilePath('a')(json)).toBeUndefined();
	});
});

describe('compileRows', () => {
	it('gives the fields that have a value and tells of the others', () => {
		const read = compileRows([
			{ field: 'title', from: 'path', path: 'record.fields.Name' },
			{ field: 'priority', from: 'value', value: 3 },
			{ field: 'text', from: 'path', path: 'record.fields.Notes' },
			{ field: 'cleared', from: 'path', path: 'nothing' },
			{ field: 'unset', from: 'value' },
		]);
		const empty: string[] = [];
		expect(read(deal, (field, path) => empty.push(`${field} <- ${path}`))).toStrictEqual({
			title: 'Acme',
			priority: 3,
			cleared: null,
		});
		expect(empty).toEqual(['text <- record.fields.Notes', 'unset <- ']);
	});

	it('gives every field its own value, whatever the fields are called', () => {
		fc.assert(
			fc.property(fc.uniqueArray(key, { maxLength: 8 }), (fields) => {
				const json = Object.fromEntries(fields.map((name, index) => [name, index]));
				const read = compileRows(fields.map((name) => ({ field: name, from: 'path', path: quoted(name) })));
				expect(read(json)).toEqual(json);
			}),
		);
	});

	it('refuses rows that cannot be meant', () => {
		expect(() => compileRows([{ field: '', from: 'value', value: 1 }])).toThrow('Row 1 of the mapping has no field.');
		expect(() => compileRows([{ field: 'A', from: 'source' }])).toThrow('A: no field of the source is chosen.');
		expect(() => compileRows([{ field: 'a', from: 'path' }])).toThrow('a: a path is missing');
		expect(() => compileRows([{ field: '__proto__', from: 'value', value: {} }])).toThrow(Fault);
		const twice = { field: 'a', from: 'value', value: 1 } as const;
		expect(() => compileRows([twice, twice])).toThrow('a is mapped twice.');
	});
});

describe('compileTemplate', () => {
	it.each([
		['Deal {record.fields.Name} won', 'Deal Acme won'],
		['{record.fields["Close date"]}', '2026-02-10'],
		['{{not a path}}', '{not a path}'],
		['{{{event}}}', '{updated}'],
		['To: {record.fields.Email}.', 'To: a@x.example, b@x.example.'],
		['By {record.fields.Manager}', 'By Anna'],
		['[{missing}] {nothing} {zero}', '[]  0'],
		['{items[].tags[].name}', 'hot, new'],
		['', ''],
	])('fills in %p', (template, text) => {
		expect(compileTemplate(template)(deal)).toBe(text);
	});

	it.each([
		['won {', 6, 'a path is missing'],
		['{a', 1, 'the brace is not closed'],
		['a } b', 3, 'a brace closes that was never opened'],
		['{}', 2, 'a path is missing'],
		['{a["}]}', 3, 'the quote is not closed'],
	])('refuses %p at position %i', (template, position, what) => {
		expect(() => compileTemplate(template, 'Title')).toThrow(Fault);
		expect(() => compileTemplate(template, 'Title')).toThrow(`Title: ${what}`);
		expect(() => compileTemplate(template, 'Title')).toThrow(`at position ${position} of`);
	});

	it('reads braces inside a quoted name', () => {
		expect(compileTemplate('{["a}b"]}')({ 'a}b': 1 })).toBe('1');
	});

	it('keeps any text between the placeholders', () => {
		const escape = (text: string) => text.replace(/[{}]/g, (brace) => brace + brace);
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme' }),
				fc.string({ unit: 'grapheme' }),
				fc.string(),
				(before, after, value) => {
					expect(compileTemplate(`${escape(before)}{v}${escape(after)}`)({ v: value })).toBe(before + value + after);
				},
			),
		);
	});
});

describe('a field of the source', () => {
	const read = compileRows([{ field: 'A', from: 'source', sourceField: 'Account.Name' }]);
	const record = { Account: { Name: 'Acme' } };

	it('is found in the record of a trigger, and in the row of an action', () => {
		expect(read({ event: 'recordUpdated', record })).toEqual({ A: 'Acme' });
		expect(read(record)).toEqual({ A: 'Acme' });
	});

	it('is not there where its parent is missing', () => {
		expect(read({ record: { Account: null } })).toEqual({});
	});
});

describe('textOf', () => {
	it.each([
		[null, ''],
		[true, 'true'],
		[1.5, '1.5'],
		[new Date(0), '1970-01-01T00:00:00.000Z'],
		[new Date(Number.NaN), ''],
		[{ toISO: () => '2026-02-10T00:00:00.000+02:00' }, '2026-02-10T00:00:00.000+02:00'],
		[{ emailAddress: 'a@x.example', id: 5 }, 'a@x.example'],
		[{ id: 5 }, '5'],
		[{ amount: 5 }, '{"amount":5}'],
		[['a', null, '', ['b', 'c']], 'a, b, c'],
	])('writes %p', (value, text) => {
		expect(textOf(value)).toBe(text);
	});
});
