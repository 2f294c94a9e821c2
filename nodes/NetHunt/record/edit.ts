import type { IDataObject } from 'n8n-workflow';

import { sameValue } from '../../shared/sync/fingerprint';
import { valueOf } from '../../shared/sync/plan';
import type { Changes } from '../../shared/sync/types';
import type { FieldActions } from '../api';
import { isEmpty, shapeOf, valueFor, type Shape } from '../values';

/** What a person wants done to one field. */
export interface Edit {
	field: string;
	action: 'set' | 'add' | 'remove' | 'clear';
	value?: unknown;
}

/** What is still to be done. Both are empty when the record is already as wanted. */
export interface Remaining {
	actions: FieldActions;
	changes: Changes;
}

export interface EditContext {
	zone: string;
	/** Shapes of fields that are empty in this record, as far as other records show them. */
	shapes?: ReadonlyMap<string, Shape>;
}

/** Compares what is wanted with what the record has. Pure. Order and repetition in a list mean nothing. */
export function remaining(edits: readonly Edit[], fields: IDataObject, { zone, shapes }: EditContext): Remaining {
	const result: Remaining = { actions: {}, changes: {} };
	for (const name of new Set(edits.map(({ field }) => field))) {
		const current = valueOf(fields, name);
		const shape = shapeOf([current]) ?? shapes?.get(name);
		const own = edits
			.filter(({ field }) => field === name)
			.map(({ action, value }) => ({
				action,
				value: action === 'clear' ? undefined : valueFor(name, value, shape, zone),
			}));
		const { action, to } = own.some((one) => one.action === 'set' || one.action === 'clear')
			? replaced(current, own.at(-1)!.value)
			: adjusted(current, own);
		if (!action) continue;
		result.actions[name] = action;
		result.changes[name] = { from: current, to: to ?? null };
	}
	return result;
}

type FieldAction = FieldActions[string];

function replaced(current: unknown, wanted: unknown): { action?: FieldAction; to?: unknown } {
	if (isAsWanted(current, wanted)) return {};
	// Which of the two clears a field is not documented, so both are sent (nethunt.md 2.9).
	if (isEmpty(wanted)) return { action: { overwrite: true, remove: current } };
	return { action: { overwrite: true, add: wanted }, to: wanted };
}

/** A date may also be read as epoch milliseconds (nethunt.md 2.4). */
function isAsWanted(current: unknown, wanted: unknown): boolean {
	if (sameValue(current, wanted, { listsAsSets: true })) return true;
	const isDate = typeof current === 'number' && typeof wanted === 'string' && /^\d{4}-\d\d-\d\d/.test(wanted);
	return isDate && Date.parse(wanted) === current;
}

function adjusted(
	current: unknown,
	edits: ReadonlyArray<Pick<Edit, 'action' | 'value'>>,
): { action?: FieldAction; to?: unknown } {
	const present = listOf(current);
	const valuesOf = (action: Edit['action']) =>
		edits.filter((one) => one.action === action).flatMap(({ value }) => listOf(value));
	const gone = valuesOf('remove').filter((one) => has(present, one));
	const come = valuesOf('add').filter((one) => !has(present, one));
	if (gone.length === 0 && come.length === 0) return {};
	const rest = [...present.filter((one) => !has(gone, one)), ...come];
	const asList = Array.isArray(current) || edits.some(({ value }) => Array.isArray(value));
	const sent = (values: unknown[]) => (asList || values.length > 1 ? values : values[0]);
	const action = { ...(gone.length > 0 && { remove: sent(gone) }), ...(come.length > 0 && { add: sent(come) }) };
	return { action, to: rest.length === 0 ? null : sent(rest) };
}

const listOf = (value: unknown): unknown[] => (isEmpty(value) ? [] : Array.isArray(value) ? value : [value]);
const has = (list: readonly unknown[], wanted: unknown): boolean => list.some((one) => sameValue(one, wanted));

/** Fields that NetHunt's answer shows otherwise than they were sent; those it does not show are not judged. */
export function differing(changes: Changes, answered: IDataObject): string[] {
	return Object.entries(changes)
		.filter(([name, { to }]) => Object.hasOwn(answered, name) && !isAsWanted(answered[name], to))
		.map(([name]) => name);
}
