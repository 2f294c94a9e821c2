import { sameValue } from './fingerprint';
import type { Changes, SyncAction } from './types';

/** Field names as one side calls them, and their values. */
export type Fields = Record<string, unknown>;
export type Same = (a: unknown, b: unknown, field: string) => boolean;

export const sameByValue: Same = (a, b) => sameValue(a, b);

/** A field's own value; nothing that an object inherits. No value is `null`, so that it stays visible in JSON. */
export const valueOf = (fields: Fields | undefined, field: string): unknown =>
	(fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : null) ?? null;

/**
 * What must be written so that a record becomes what is wanted. `undefined` leaves a field alone, `null` clears it.
 * @param current the record as it is; nothing for one that does not exist yet
 * @param same when two values mean the same, by default `sameValue`
 */
export function compare(current: Fields | undefined, wanted: Fields, same: Same = sameByValue): Changes {
	const changes: [string, Changes[string]][] = [];
	for (const [field, to] of Object.entries(wanted)) {
		const from = valueOf(current, field);
		if (to !== undefined && !same(from, to, field)) changes.push([field, { from, to }]);
	}
	return Object.fromEntries(changes);
}

export interface Decision {
	action: Extract<SyncAction, 'created' | 'updated' | 'unchanged' | 'skipped' | 'deleted'>;
	changes: Changes;
}

/**
 * What to do so that the other side has what is wanted.
 * @param found the record as it is there; nothing if there is none
 * @param wanted its fields, or `null` when it must not exist
 * @param keepExisting whether a record that exists is never touched
 */
export function decide(
	{ found, wanted, keepExisting = false }: { found?: Fields; wanted: Fields | null; keepExisting?: boolean },
	same: Same = sameByValue,
): Decision {
	if (!found)
		return wanted
			? { action: 'created', changes: compare(undefined, wanted, same) }
			: { action: 'unchanged', changes: {} };
	if (keepExisting) return { action: 'skipped', changes: {} };
	if (!wanted) return { action: 'deleted', changes: {} };
	const changes = compare(found, wanted, same);
	return { action: Object.keys(changes).length > 0 ? 'updated' : 'unchanged', changes };
}
