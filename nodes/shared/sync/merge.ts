import { sameByValue, valueOf, type Fields, type Same } from './plan';
import type { Changes } from './types';

export type Side = 'left' | 'right';

/** Who wins a field that both sides changed: a side, the later edit, or nobody until a human has answered. */
export type FieldRule = Side | 'newest' | 'ask';

export interface ConflictRule {
	/** For every field without a rule of its own. */
	default: FieldRule;
	fields?: Record<string, FieldRule>;
	/** When each side was last edited, in epoch milliseconds; needed by `newest`. */
	editedAt?: { left?: number; right?: number };
	/** What `newest` falls back to when a time is missing or both are equal. Asks if not given. */
	otherwise?: Side | 'ask';
}

/** A field that both sides changed differently. `kept` is the side that won; nothing was written if it is `null`. */
export interface Conflict {
	field: string;
	base: unknown;
	left: unknown;
	right: unknown;
	kept: Side | null;
}

export interface Merged {
	/** What both sides agree on from now on: the base of the next merge. An open conflict keeps its old base. */
	fields: Fields;
	/** What to write to each side. `to: null` clears a field. */
	toLeft: Changes;
	toRight: Changes;
	conflicts: Conflict[];
}

function winner(field: string, rule: ConflictRule): Side | null {
	const chosen = rule.fields && Object.hasOwn(rule.fields, field) ? rule.fields[field]! : rule.default;
	if (chosen === 'left' || chosen === 'right') return chosen;
	if (chosen === 'ask') return null;
	const { left, right } = rule.editedAt ?? {};
	if (left !== undefined && right !== undefined && left !== right) return left > right ? 'left' : 'right';
	return rule.otherwise === 'ask' ? null : (rule.otherwise ?? null);
}

/**
 * What each side must become, given what both last agreed on. Give every field that is kept in step, on all three: one
 * that is missing on a side counts as cleared there. Swapping the sides swaps the answer, merging the result again changes
 * nothing, and an edit that is overwritten by a concurrent one always stands in `conflicts`.
 * @param base the `fields` of the last merge; `{}` if the records were never merged, which makes every difference between
 * two filled fields a conflict
 * @param same when two values mean the same, by default `sameValue`
 */
export function merge(
	base: Fields,
	left: Fields,
	right: Fields,
	rule: FieldRule | ConflictRule,
	same: Same = sameByValue,
): Merged {
	const rules: ConflictRule = typeof rule === 'string' ? { default: rule } : rule;
	const fields: [string, unknown][] = [];
	const toLeft: [string, Changes[string]][] = [];
	const toRight: [string, Changes[string]][] = [];
	const conflicts: Conflict[] = [];
	for (const field of new Set([base, left, right].flatMap(Object.keys))) {
		const [was, l, r] = [valueOf(base, field), valueOf(left, field), valueOf(right, field)];
		const leftChanged = !same(was, l, field);
		const rightChanged = !same(was, r, field);
		if (same(l, r, field) || (!leftChanged && !rightChanged)) {
			fields.push([field, leftChanged || rightChanged ? l : was]);
			continue;
		}
		let kept: Side | null = leftChanged ? 'left' : 'right';
		if (leftChanged && rightChanged) {
			kept = winner(field, rules);
			conflicts.push({ field, base: was, left: l, right: r, kept });
		}
		fields.push([field, kept === null ? was : kept === 'left' ? l : r]);
		if (kept === 'left') toRight.push([field, { from: r, to: l }]);
		if (kept === 'right') toLeft.push([field, { from: l, to: r }]);
	}
	return {
		fields: Object.fromEntries(fields),
		toLeft: Object.fromEntries(toLeft),
		toRight: Object.fromEntries(toRight),
		conflicts,
	};
}

/**
 * `forget` means that both records are gone, and with them the link; `conflict` that one side deleted what the other side
 * edited, which no merge can settle.
 */
export type PairAction =
	'nothing' | 'createLeft' | 'createRight' | 'deleteLeft' | 'deleteRight' | 'merge' | 'forget' | 'conflict';

/**
 * What to do with a pair of records, of which either may be missing.
 *
 * | linked before | left | right | action |
 * | --- | --- | --- | --- |
 * | no | absent | absent | nothing |
 * | no | there | absent | createRight |
 * | no | there | there | merge |
 * | yes | absent | absent | forget |
 * | yes | absent | as it was | deleteRight |
 * | yes | absent | edited | conflict |
 * | yes | as it was | as it was | nothing |
 * | yes | edited | there | merge |
 *
 * and the same with the sides swapped.
 * @param base what both agreed on when they were last in step; nothing if they were never linked
 */
export function decidePair(
	{ base, left, right }: { base?: Fields; left?: Fields; right?: Fields },
	same: Same = sameByValue,
): PairAction {
	const edited = (side: Fields) =>
		[...new Set([base ?? {}, side].flatMap(Object.keys))].some(
			(field) => !same(valueOf(base, field), valueOf(side, field), field),
		);
	if (!left && !right) return base ? 'forget' : 'nothing';
	if (left && right) return base && !edited(left) && !edited(right) ? 'nothing' : 'merge';
	if (!base) return left ? 'createRight' : 'createLeft';
	const survivor = left ?? right!;
	if (edited(survivor)) return 'conflict';
	return left ? 'deleteLeft' : 'deleteRight';
}
