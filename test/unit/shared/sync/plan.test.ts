import * as fc from 'fast-check';
import { sameValue } from '../../../../nodes/shared/sync/fingerprint';
import { compare, decide, valueOf, type Fields } from '../../../../nodes/shared/sync/plan';

const value = fc.constantFrom<unknown>(
	null,
	'',
	'a',
	1,
	'1',
	'1.0',
	true,
	'2026-02-10',
	'2026-02-10T00:00:00Z',
	['a'],
	{ name: 'a' },
);
const fields: fc.Arbitrary<Fields> = fc.dictionary(fc.constantFrom('title', 'date', 'place', 'toString'), value);

describe('compare and decide', () => {
	const wish: fc.Arbitrary<Fields> = fc.dictionary(
		fc.constantFrom('title', 'date', 'place'),
		fc.oneof(value, fc.constant(undefined)),
	);

	it('name exactly what must be written, and then nothing more', () => {
		fc.assert(
			fc.property(fields, wish, (current, wanted) => {
				const changes = compare(current, wanted);
				for (const [name, to] of Object.entries(wanted)) {
					expect(Object.hasOwn(changes, name)).toBe(to !== undefined && !sameValue(valueOf(current, name), to));
				}
				const written = Object.fromEntries(Object.entries(changes).map(([name, { to }]) => [name, to]));
				expect(compare({ ...current, ...written }, wanted)).toEqual({});
			}),
		);
	});

	it('leaves undefined alone and clears with null', () => {
		expect(compare({ a: 1, b: 2 }, { a: undefined, b: null, c: 'x' })).toEqual({
			b: { from: 2, to: null },
			c: { from: null, to: 'x' },
		});
		expect(
			compare({ Name: 'ACME' }, { Name: 'Acme' }, (a, b) => String(a).toLowerCase() === String(b).toLowerCase()),
		).toEqual({});
	});

	it.each([
		[{ wanted: { a: 1, b: null } }, { action: 'created', changes: { a: { from: null, to: 1 } } }],
		[
			{ found: { a: 1 }, wanted: { a: '1' } },
			{ action: 'unchanged', changes: {} },
		],
		[
			{ found: { a: 1 }, wanted: { a: 2 } },
			{ action: 'updated', changes: { a: { from: 1, to: 2 } } },
		],
		[
			{ found: { a: 1 }, wanted: { a: 2 }, keepExisting: true },
			{ action: 'skipped', changes: {} },
		],
		[
			{ found: { a: 1 }, wanted: null },
			{ action: 'deleted', changes: {} },
		],
		[
			{ found: { a: 1 }, wanted: null, keepExisting: true },
			{ action: 'skipped', changes: {} },
		],
		[{ wanted: null }, { action: 'unchanged', changes: {} }],
	])('decides %p', (given, decision) => {
		expect(decide(given)).toEqual(decision);
	});
});
