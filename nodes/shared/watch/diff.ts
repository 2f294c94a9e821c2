import { sameValue } from '../sync/fingerprint';
import type { Change } from './feed';

/** Last known values of the watched fields, by record. Oldest entries first, so that the oldest are forgotten first. */
export type Known = Record<string, Record<string, unknown>>;

const MOST_KNOWN = 2_000;
const MOST_KNOWN_CHARACTERS = 1_000_000;
const LONGEST_KNOWN_VALUE = 500;

type Fields = NonNullable<Change['changes']>;

/**
 * Whether one of the fields became one of the values: it is one now and was not that one before.
 * A list (tags, several e-mails) becomes a value when the value joins it. An unknown previous value counts as another one.
 */
export function became(
	{ changes }: Pick<Change, 'changes'>,
	fields: readonly string[],
	values: readonly string[],
): boolean {
	return fields.some((field) => {
		const change = changeOf(changes, field);
		return change !== undefined && values.some((value) => holds(change.to, value) && !holds(change.from, value));
	});
}

/** Whether one of the fields has another value than before; no fields named means any field. */
export function changedAny({ changes }: Pick<Change, 'changes'>, fields: readonly string[]): boolean {
	if (!changes) return false;
	const candidates = fields.length > 0 ? fields : Object.keys(changes);
	return candidates.some((field) => {
		const change = changeOf(changes, field);
		return change !== undefined && !('from' in change && sameValue(change.from, change.to));
	});
}

/** A field may be called as something that every object inherits. */
const changeOf = (changes: Change['changes'], field: string) =>
	changes && Object.hasOwn(changes, field) ? changes[field] : undefined;

function holds(actual: unknown, wanted: string): boolean {
	return Array.isArray(actual) ? actual.some((one) => sameValue(one, wanted)) : sameValue(actual, wanted);
}

/** Fills in the previous values that the vendor did not tell, from what was known, and takes over the new ones. Changes come oldest first. */
export function recall(changes: readonly Change[], known: Known): { changes: Change[]; known: Known } {
	const now = new Map(Object.entries(known));
	const filled = changes.map((change) => {
		const before = now.get(change.recordId) ?? {};
		const told = change.changes ?? {};
		now.delete(change.recordId);
		now.set(change.recordId, { ...before, ...newest(told) });
		return change.changes ? { ...change, changes: withFrom(told, before) } : change;
	});
	return { changes: filled, known: newestOf([...now]) };
}

function newestOf(entries: Array<[string, Known[string]]>): Known {
	let characters = 0;
	const kept = entries.slice(-MOST_KNOWN).reverse();
	const over = kept.findIndex((entry) => (characters += JSON.stringify(entry).length) > MOST_KNOWN_CHARACTERS);
	return Object.fromEntries((over < 0 ? kept : kept.slice(0, over)).reverse());
}

function withFrom(told: Fields, before: Record<string, unknown>): Fields {
	return Object.fromEntries(
		Object.entries(told).map(([field, change]) => {
			if (!change || 'from' in change || !Object.hasOwn(before, field)) return [field, change];
			return [field, { from: before[field], to: change.to }];
		}),
	);
}

function newest(told: Fields): Record<string, unknown> {
	const short = Object.entries(told).filter(
		([, change]) => change && JSON.stringify(change.to ?? null).length <= LONGEST_KNOWN_VALUE,
	);
	return Object.fromEntries(short.map(([field, change]) => [field, change!.to]));
}
