import * as fc from 'fast-check';
import { sameValue } from '../../../../nodes/shared/sync/fingerprint';
import {
	decidePair,
	merge,
	type ConflictRule,
	type FieldRule,
	type Merged,
	type Side,
} from '../../../../nodes/shared/sync/merge';
import { compare, valueOf, type Fields } from '../../../../nodes/shared/sync/plan';
import type { Changes } from '../../../../nodes/shared/sync/types';

const NAMES = ['title', 'date', 'place', '__proto__', 'toString'];
const value = fc.constantFrom<unknown>(
	null,
	'',
	'a',
	'b',
	1,
	'1',
	'1.0',
	true,
	'2026-02-10',
	'2026-02-10T00:00:00Z',
	['a'],
	{ name: 'a' },
);
const fields: fc.Arbitrary<Fields> = fc
	.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 6 })
	.map((entries) => Object.fromEntries(entries));
const fieldRule = fc.constantFrom<FieldRule>('left', 'right', 'newest', 'ask');
const rule: fc.Arbitrary<ConflictRule> = fc.record(
	{
		default: fieldRule,
		fields: fc.dictionary(fc.constantFrom('title', 'date'), fieldRule),
		editedAt: fc.record(
			{ left: fc.integer({ min: 0, max: 3 }), right: fc.integer({ min: 0, max: 3 }) },
			{ requiredKeys: [] },
		),
		otherwise: fc.constantFrom<Side | 'ask'>('left', 'right', 'ask'),
	},
	{ requiredKeys: ['default'] },
);

const other = <R extends FieldRule | null>(one: R): R =>
	(one === 'left' ? 'right' : one === 'right' ? 'left' : one) as R;
const mirrored = (given: ConflictRule): ConflictRule => ({
	default: other(given.default),
	...(given.fields && {
		fields: Object.fromEntries(Object.entries(given.fields).map(([name, one]) => [name, other(one)])),
	}),
	...(given.editedAt && { editedAt: { left: given.editedAt.right, right: given.editedAt.left } }),
	...(given.otherwise && { otherwise: other(given.otherwise) }),
});
const names = (...sources: Fields[]) => [...new Set(sources.flatMap(Object.keys))];
const written = (side: Fields, changes: Changes): Fields =>
	Object.fromEntries(
		names(side, changes).map((name) => [name, Object.hasOwn(changes, name) ? changes[name]!.to : side[name]]),
	);
const nothingToWrite = ({ toLeft, toRight }: Merged) =>
	Object.keys(toLeft).length === 0 && Object.keys(toRight).length === 0;

describe('merge', () => {
	it('gives the mirrored answer when the sides are swapped', () => {
		fc.assert(
			fc.property(fields, fields, fields, rule, (base, left, right, given) => {
				const one = merge(base, left, right, given);
				const two = merge(base, right, left, mirrored(given));
				expect(two.toLeft).toEqual(one.toRight);
				expect(two.toRight).toEqual(one.toLeft);
				const swapped = one.conflicts.map((it) => ({ ...it, left: it.right, right: it.left, kept: other(it.kept) }));
				const byField = <T extends { field: string }>(list: T[]) =>
					[...list].sort((a, b) => a.field.localeCompare(b.field));
				expect(byField(two.conflicts)).toEqual(byField(swapped));
				for (const name of names(one.fields, two.fields)) {
					expect(sameValue(valueOf(one.fields, name), valueOf(two.fields, name))).toBe(true);
				}
			}),
			{ numRuns: 1000 },
		);
	});

	it('changes nothing when its result is merged again', () => {
		fc.assert(
			fc.property(fields, fields, fields, rule, (base, left, right, given) => {
				const first = merge(base, left, right, given);
				const again = merge(first.fields, written(left, first.toLeft), written(right, first.toRight), given);
				expect(nothingToWrite(again)).toBe(true);
				expect(again.conflicts.every(({ kept }) => kept === null)).toBe(true);
				expect(names(again.fields)).toEqual(names(first.fields));
				for (const name of names(first.fields)) expect(sameValue(again.fields[name], first.fields[name])).toBe(true);
			}),
			{ numRuns: 1000 },
		);
	});

	it('never overwrites an edit silently', () => {
		fc.assert(
			fc.property(fields, fields, fields, rule, (base, left, right, given) => {
				const { toLeft, toRight, conflicts } = merge(base, left, right, given);
				const told = new Set(conflicts.map(({ field }) => field));
				for (const name of Object.keys(toLeft))
					expect(told.has(name) || sameValue(valueOf(base, name), valueOf(left, name))).toBe(true);
				for (const name of Object.keys(toRight))
					expect(told.has(name) || sameValue(valueOf(base, name), valueOf(right, name))).toBe(true);
				expect(Object.keys(toLeft).filter((name) => Object.hasOwn(toRight, name))).toEqual([]);
				for (const { field, kept } of conflicts) {
					expect(Object.hasOwn(toRight, field)).toBe(kept === 'left');
					expect(Object.hasOwn(toLeft, field)).toBe(kept === 'right');
				}
			}),
			{ numRuns: 1000 },
		);
	});

	it('leaves both sides agreeing wherever no question is open', () => {
		fc.assert(
			fc.property(fields, fields, fields, rule, (base, left, right, given) => {
				const { toLeft, toRight, conflicts } = merge(base, left, right, given);
				const [newLeft, newRight] = [written(left, toLeft), written(right, toRight)];
				const open = new Set(conflicts.filter(({ kept }) => kept === null).map(({ field }) => field));
				for (const name of names(base, left, right)) {
					const [l, r, was] = [valueOf(newLeft, name), valueOf(newRight, name), valueOf(base, name)];
					const bothAsBase = sameValue(l, was) && sameValue(r, was);
					expect(open.has(name) || bothAsBase || sameValue(l, r)).toBe(true);
				}
			}),
		);
	});

	it('writes nothing when nothing changed, and passes on what one side changed', () => {
		fc.assert(
			fc.property(fields, fields, rule, (base, left, given) => {
				expect(nothingToWrite(merge(base, base, base, given))).toBe(true);
				const { toLeft, toRight, conflicts } = merge(base, left, base, given);
				expect([toLeft, conflicts]).toEqual([{}, []]);
				const full = Object.fromEntries(names(base, left).map((name) => [name, valueOf(left, name)]));
				expect(toRight).toEqual(compare(base, full));
			}),
		);
	});

	it('knows who won', () => {
		const [base, left, right] = [{ a: 0 }, { a: 1 }, { a: 2 }];
		const kept = (given: FieldRule | ConflictRule) => merge(base, left, right, given).conflicts[0]?.kept;
		expect([kept('left'), kept('right'), kept('ask'), kept('newest')]).toEqual(['left', 'right', null, null]);
		expect(kept({ default: 'newest', editedAt: { left: 1, right: 2 } })).toBe('right');
		expect(kept({ default: 'newest', editedAt: { left: 2, right: 2 }, otherwise: 'left' })).toBe('left');
		expect(kept({ default: 'newest', editedAt: { left: 2 }, otherwise: 'right' })).toBe('right');
		expect(kept({ default: 'ask', fields: { a: 'left' } })).toBe('left');
		expect(merge(base, left, right, 'ask').fields).toEqual({ a: 0 });
	});

	it('clears a field that one side cleared', () => {
		expect(merge({ a: 1 }, {}, { a: 1 }, 'ask')).toEqual({
			fields: { a: null },
			toLeft: {},
			toRight: { a: { from: 1, to: null } },
			conflicts: [],
		});
	});
});

describe('decidePair', () => {
	const record = { a: 1 };
	const edited = { a: 2 };
	it.each([
		[undefined, undefined, undefined, 'nothing'],
		[undefined, record, undefined, 'createRight'],
		[undefined, undefined, record, 'createLeft'],
		[undefined, record, edited, 'merge'],
		[record, undefined, undefined, 'forget'],
		[record, undefined, record, 'deleteRight'],
		[record, record, undefined, 'deleteLeft'],
		[record, undefined, edited, 'conflict'],
		[record, edited, undefined, 'conflict'],
		[record, record, { a: '1' }, 'nothing'],
		[record, edited, record, 'merge'],
	])('agreed on %p, now %p and %p: %s', (base, left, right, action) => {
		expect(decidePair({ base, left, right })).toBe(action);
	});

	it('gives the mirrored answer, and never deletes an edited record', () => {
		const maybe = fc.option(fields, { nil: undefined });
		fc.assert(
			fc.property(maybe, maybe, maybe, (base, left, right) => {
				const one = decidePair({ base, left, right });
				const flipped = one.replace(/Left|Right/, (side) => (side === 'Left' ? 'Right' : 'Left'));
				expect(decidePair({ base, left: right, right: left })).toBe(flipped);
				const victim = one === 'deleteLeft' ? left : one === 'deleteRight' ? right : undefined;
				if (victim) expect(nothingToWrite(merge(base!, victim, base!, 'ask'))).toBe(true);
			}),
		);
	});
});
