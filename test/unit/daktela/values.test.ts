import fc from 'fast-check';

import { account, contact, crmRecord, ticket } from '../../../nodes/Daktela/kinds';
import { normalPhone } from '../../../nodes/Daktela/phones';
import { flat } from '../../../nodes/Daktela/record';
import { isSame } from '../../../nodes/Daktela/same';
import { isInstant, localTime } from '../../../nodes/Daktela/times';
import { bodyOf, differences, shaped, valueIn } from '../../../nodes/Daktela/values';
import { completed, followed } from '../../../nodes/Daktela/writing/names';

describe('the same value', () => {
	it.each([
		[{ name: 'acme', title: 'Acme' }, 'acme'],
		[['a'], 'a'],
		[
			['a', 'b'],
			['b', 'a'],
		],
		[[null], ''],
		[[], null],
		['777 123 456', '777123456'],
		['+420 777 123 456', '+420777123456'],
		['two  lines\r\nof text ', 'two lines of text'],
		['2026-02-10 00:00:00', '2026-02-10'],
		['2026-02-10T09:30', '2026-02-10 09:30:00'],
		[true, '1'],
		[false, null],
		[12.5, '12.50'],
		['e\u0301', '\u00e9'],
	])('%j is %j', (a, b) => expect([isSame(a, b), isSame(b, a)]).toEqual([true, true]));

	it.each([
		['a', 'A'],
		['007', 7],
		[['a', 'a'], ['a']],
		['2026-02-10 00:00:01', '2026-02-10'],
		[true, null],
		['1 a', '1a'],
		[0, null],
	])('%j is not %j', (a, b) => expect([isSame(a, b), isSame(b, a)]).toEqual([false, false]));

	it('is symmetric, and everything is the same as itself', () => {
		const any = fc.oneof(
			fc.string(),
			fc.integer(),
			fc.boolean(),
			fc.constant(null),
			fc.array(fc.string()),
			fc.record({ name: fc.string() }),
		);
		fc.assert(fc.property(any, any, (a, b) => isSame(a, b) === isSame(b, a)));
		fc.assert(fc.property(any, (a) => isSame(a, a)));
	});
});

describe('phones', () => {
	it.each([
		['777 123 456', '00420777123456', '+420777123456'],
		['+420 777 123 456', '00420777123456', '+420777123456'],
		['420777123456', '00420777123456', '+420777123456'],
		['00421-905-123-456', '00421905123456', '+421905123456'],
		['(777) 123.456', '00420777123456', '+420777123456'],
		['112', '112', '112'],
		['ext. 12a', 'ext. 12a', 'ext. 12a'],
		['', '', ''],
	])('%s', (given, zeros, plus) => {
		expect([normalPhone(given, '00420'), normalPhone(given, '+420'), normalPhone(given, 'asIs')]).toEqual([
			zeros,
			plus,
			given,
		]);
	});

	it('does not change what it made', () => {
		fc.assert(
			fc.property(
				fc.stringMatching(/^[+0-9 ()-]{0,16}$/),
				fc.constantFrom('00420' as const, '+420' as const),
				(given, form) => {
					const once = normalPhone(given, form);
					expect(normalPhone(once, form)).toBe(once);
				},
			),
		);
	});
});

describe('times', () => {
	const zones = { daktela: 'Europe/Prague', workflow: 'America/New_York' };
	it.each([
		['2026-07-01T10:00:00Z', '2026-07-01 12:00:00'],
		['2026-07-01T10:00:00+02:00', '2026-07-01 10:00:00'],
		['2026-07-01T10:00', '2026-07-01 16:00:00'],
		['2026-07-01 10:00:00', '2026-07-01 10:00:00'],
		['2026-07-01', '2026-07-01'],
		['not a time', 'not a time'],
		[new Date('2026-01-01T00:00:00Z'), '2026-01-01 01:00:00'],
		[{ toISO: () => '2026-01-01T00:00:00.000+01:00' }, '2026-01-01 00:00:00'],
	])('%p is written as %s', (value, local) => expect(localTime(value, zones)).toBe(local));

	it('are days where a day is held', () => {
		expect(localTime('2026-06-30T22:30:00Z', zones, { day: true })).toBe('2026-07-01');
		expect(localTime('2026-07-01 10:00:00', zones, { day: true })).toBe('2026-07-01');
		expect([isInstant(['x', '2026-07-01T10:00:00Z']), isInstant('2026-07-01')]).toEqual([true, false]);
	});
});

describe('values', () => {
	const zones = { daktela: 'Europe/Prague', workflow: 'UTC' };
	const record = {
		name: 'k',
		title: 'Acme',
		account: { name: 'a1', title: 'A' },
		customFields: { email: ['x@y.example'], day: ['2026-01-01'], blank: [null] },
	};

	it('are read as people know them', () => {
		expect(
			['title', 'account', 'customFields.email', 'customFields.blank', 'customFields.none'].map((target) =>
				valueIn(contact, record, target),
			),
		).toEqual(['Acme', 'a1', 'x@y.example', null, null]);
	});

	it('are shaped for Daktela', () => {
		const values = {
			title: 'A',
			account: { name: 'a1', title: 'A' },
			'customFields.email': ['a', '', 'b'],
			'customFields.day': '2026-02-01T23:30:00Z',
			'customFields.flag': true,
			description: '',
		};
		const result = shaped(values, { kind: contact, zones, custom: [], current: record });
		expect(result).toEqual({
			title: 'A',
			account: 'a1',
			'customFields.email': ['a', 'b'],
			'customFields.day': '2026-02-02',
			'customFields.flag': true,
			description: null,
		});
		expect(bodyOf(result)).toEqual({
			title: 'A',
			account: 'a1',
			description: null,
			customFields: { email: ['a', 'b'], day: ['2026-02-02'], flag: ['1'] },
		});
		expect(bodyOf({ 'customFields.x': null })).toEqual({ customFields: { x: [null] } });
		expect(() => shaped({ title: { a: 1 } }, { kind: contact, zones, custom: [] })).toThrow('cannot be an object');
		expect(() => shaped({ title: ['a', 'b'] }, { kind: contact, zones, custom: [] })).toThrow('takes one value');
		expect(shaped({ statuses: [{ name: 'b' }, 'a'] }, { kind: ticket, zones, custom: [] })).toEqual({
			statuses: ['b', 'a'],
		});
	});

	it('are texts where Daktela has texts, lists where it has lists, and nothing twice', () => {
		const custom = [
			{ name: 'day', title: 'Day', type: 'DATE', multiple: false, readonly: false, hidden: false, options: [] },
		];
		const values = {
			title: 2026,
			description: '2026-02-01T23:30:00Z',
			reopen: '2026-02-01T23:30:00Z',
			statuses: '["a","b"]',
		};
		expect(shaped(values, { kind: ticket, zones, custom })).toEqual({
			title: '2026',
			description: '2026-02-01T23:30:00Z',
			reopen: '2026-02-02 00:30:00',
			statuses: ['a', 'b'],
		});
		const more = { 'customFields.email': ['a', 'b', 'a'], 'customFields.day': '2026-02-01 23:30:00', firstname: false };
		expect(shaped(more, { kind: contact, zones, custom })).toEqual({
			'customFields.email': ['a', 'b'],
			'customFields.day': '2026-02-01',
			firstname: 'false',
		});
	});

	it('differ only where something must be written', () => {
		expect(differences(contact, record, { title: ' Acme ', account: 'a1', 'customFields.email': 'z' })).toEqual({
			'customFields.email': { from: 'x@y.example', to: 'z' },
		});
		expect(differences(account, undefined, { title: 'A', description: null })).toEqual({
			title: { from: null, to: 'A' },
		});
	});

	it('are flat where a row is simplified', () => {
		expect(flat({ ...record, statuses: [{ name: 's' }], plain: { a: 1 }, user: null })).toEqual({
			name: 'k',
			title: 'Acme',
			account: 'a1',
			account_title: 'A',
			customFields: { email: 'x@y.example', day: '2026-01-01', blank: null },
			statuses: ['s'],
			plain: { a: 1 },
			user: null,
		});
		expect(flat({ name: 'k', customFields: [] })).toEqual({ name: 'k', customFields: {} });
	});
});

describe('names of contacts', () => {
	it.each([
		[{ title: 'Novák' }, { title: 'Novák', lastname: 'Novák' }],
		[{ firstname: 'Jan', lastname: 'Novák' }, { title: 'Jan Novák' }],
		[{ firstname: 'Jan' }, { title: 'Jan', lastname: 'Jan' }],
		[
			{ title: 'A', lastname: 'B' },
			{ title: 'A', lastname: 'B' },
		],
	])('%j are completed', (given, expected) => expect(completed(given)).toMatchObject(expected));

	it('follow while nobody has changed what was made of them', () => {
		expect(followed({ title: 'B' }, { title: 'A', lastname: 'A' })).toEqual({ title: 'B', lastname: 'B' });
		expect(followed({ title: 'B' }, { title: 'A', lastname: 'Z' })).toEqual({ title: 'B' });
		expect(followed({ lastname: 'Y' }, { title: 'J X', firstname: 'J', lastname: 'X' })).toEqual({
			lastname: 'Y',
			title: 'J Y',
		});
		expect(followed({ title: 'B', firstname: 'J' }, { title: 'A', lastname: 'A' })).toMatchObject({ lastname: 'B' });
		expect(followed({ lastname: 'Y' }, { title: 'Boss', firstname: 'J', lastname: 'X' })).toEqual({ lastname: 'Y' });
	});

	it.each([
		[{ title: 'A', lastname: '' }, { lastname: 'Z' }, { title: 'A', lastname: 'A' }],
		[
			{ title: null, lastname: 'Y' },
			{ title: 'Q', firstname: 'J' },
			{ title: 'J Y', lastname: 'Y' },
		],
		[{ title: '', firstname: 'J', lastname: '' }, {}, { title: 'J', firstname: 'J', lastname: 'J' }],
		[{ lastname: '' }, { title: 'A', firstname: 'J', lastname: 'B' }, { lastname: null }],
	])('%j on %j are made of one another where one is mapped to nothing', (given, current, expected) =>
		expect(followed(given, current)).toEqual(expected),
	);
});

test('orders and tickets have what Daktela needs of them', () => {
	expect([crmRecord.defaults, ticket.defaults]).toEqual([{ stage: 'OPEN' }, { stage: 'OPEN', priority: 'MEDIUM' }]);
});
