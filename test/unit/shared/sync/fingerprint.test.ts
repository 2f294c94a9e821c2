import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { canonicalJson, fingerprint, sameValue } from '../../../../nodes/shared/sync/fingerprint';

const json = fc.jsonValue({ noUnicodeString: false, maxDepth: 4 });

/** The same data with the keys of every object in another order, and with fields that are not there. */
function shuffled(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(shuffled);
	if (value === null || typeof value !== 'object') return value;
	const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner)] as const);
	return Object.fromEntries([...entries.reverse(), ['absent in JSON', undefined] as const]);
}

describe('canonicalJson', () => {
	it('writes equal data equally, whatever the order of keys', () => {
		fc.assert(fc.property(json, (value) => expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))));
	});

	it('is JSON, and a fixed point', () => {
		fc.assert(
			fc.property(json, (value) => {
				const text = canonicalJson(value);
				expect(canonicalJson(JSON.parse(text))).toBe(text);
			}),
		);
	});

	it('writes different data differently', () => {
		const ascii = fc.jsonValue({ maxDepth: 3 });
		fc.assert(
			fc.property(ascii, ascii, (a, b) => {
				let equal = true;
				try {
					expect(a).toEqual(b);
				} catch {
					equal = false;
				}
				const norm = (value: unknown) => JSON.stringify(value).normalize('NFC');
				fc.pre(!norm(a).includes('-0') && !norm(b).includes('-0'));
				expect(canonicalJson(a) === canonicalJson(b)).toBe(equal);
			}),
		);
	});

	it.each([
		[{ b: 1, a: undefined }, '{"b":1}'],
		[[undefined, () => 1, Number.NaN], '[null,null,null]'],
		[-0, '0'],
		[undefined, 'null'],
		[12345678901234567890n, '"12345678901234567890"'],
		['e\u0301', '"\u00e9"'],
		[{ 'e\u0301': 1 }, '{"\u00e9":1}'],
		[new Date(0), '"1970-01-01T00:00:00.000Z"'],
		[DateTime.fromISO('2026-02-10T00:00', { zone: 'Europe/Prague' }), '"2026-02-10T00:00:00.000+01:00"'],
	])('writes %p', (value, text) => {
		expect(canonicalJson(value)).toBe(text);
	});
});

describe('fingerprint', () => {
	it('has the length asked for and depends on the data alone', () => {
		fc.assert(
			fc.property(json, fc.integer({ min: 8, max: 64 }), (value, length) => {
				const short = fingerprint(value, length);
				expect(short).toMatch(/^[\da-f]+$/);
				expect(short).toHaveLength(length);
				expect(fingerprint(shuffled(value)).startsWith(short)).toBe(true);
			}),
		);
	});

	it('stays what it is from version to version', () => {
		expect(fingerprint({ Status: 'Won', Amount: 1200 }, 16)).toBe('739e466d30d19bdd');
	});
});

describe('sameValue', () => {
	const loose = fc.oneof(
		fc.constantFrom<unknown>(
			null,
			undefined,
			'',
			[],
			0,
			-0,
			'0',
			1,
			'1',
			'1.0',
			1200,
			'1200.00',
			true,
			'true',
			false,
			'false',
			'007',
			7,
		),
		fc.constantFrom<unknown>(
			'2026-02-10',
			'2026-02-10T00:00:00.000Z',
			'2026-02-10T00:00:00+02:00',
			new Date('2026-02-10'),
		),
		fc.constantFrom<unknown>(
			'Anna',
			'anna@x.example',
			{ name: 'Anna' },
			{ emailAddress: 'anna@x.example', name: 'Anna' },
			{ id: 1 },
		),
		fc.anything(),
	);

	it('is reflexive and symmetric', () => {
		fc.assert(
			fc.property(loose, loose, fc.boolean(), (a, b, listsAsSets) => {
				expect(sameValue(a, a, { listsAsSets })).toBe(true);
				expect(sameValue(a, b, { listsAsSets })).toBe(sameValue(b, a, { listsAsSets }));
			}),
			{ numRuns: 2000 },
		);
	});

	it('holds for equal data', () => {
		fc.assert(fc.property(json, (value) => expect(sameValue(value, shuffled(value))).toBe(true)));
	});

	it('knows numbers in text', () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), (number) => {
				const text = number.toFixed(4);
				expect(sameValue(Number(text), text)).toBe(true);
				expect(sameValue(Number(text) + 1, text)).toBe(false);
			}),
		);
	});

	it('takes lists for sets only when told to', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2 }), (list) => {
				const turned = [...list.slice(1), list[0]!];
				expect(sameValue(list, [...turned, list[0]], { listsAsSets: true })).toBe(true);
				expect(sameValue(list, list.slice(1), { listsAsSets: true })).toBe(false);
				expect(sameValue(list, turned)).toBe(false);
			}),
		);
	});

	it.each<[unknown, unknown, boolean]>([
		[null, '', true],
		[undefined, [], true],
		[0, '', false],
		[false, null, false],
		[1200, '1200.00', true],
		['1200', '1200.00', false],
		[7, '007', false],
		[7, ' 7', false],
		[100000, '1e5', false],
		[12345678901234567000, '12345678901234567890', false],
		[true, 'true', true],
		[true, 'True', false],
		[true, 1, false],
		['2026-02-10', '2026-02-10T00:00:00.000Z', true],
		['2026-02-10', '2026-02-10T00:00+02:00', true],
		['2026-02-10', '2026-02-10T09:00:00Z', false],
		['2026-02-10', '2026-02-11', false],
		['2026-02-10T08:00:00Z', '2026-02-10T10:00:00.000+02:00', true],
		[new Date('2026-02-10'), '2026-02-10', true],
		['e\u0301', '\u00e9', true],
		['Acme  Ltd', 'Acme Ltd', false],
		['Won', 'won', false],
		['Won', 'Won ', false],
		[{ name: 'Anna', emailAddress: 'anna@x.example' }, 'Anna', true],
		[{ name: 'Anna', emailAddress: 'anna@x.example' }, 'anna@x.example', true],
		[{ recordId: '65a0' }, '65a0', true],
		[{ id: 5 }, '5', true],
		[{ id: 5 }, 5, true],
		[{ amount: 5 }, 5, false],
		[{ name: '' }, '', false],
		[[{ name: 'Anna' }, 1], ['Anna', '1'], true],
		[['Anna'], 'Anna', false],
		[{ a: 1 }, { a: '1', b: null }, true],
		[{ a: 1 }, { a: 2 }, false],
	])('%p and %p: %p', (a, b, same) => {
		expect(sameValue(a, b)).toBe(same);
	});
});
