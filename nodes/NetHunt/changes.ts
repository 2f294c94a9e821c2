/** What record-change says about fields, in one form, whatever form it came in. Pure. */

export type RecordAction = 'CREATE' | 'UPDATE' | 'DELETE';

/** `from` is left out where NetHunt does not tell it; `to` is null for a field that was emptied. */
export interface FieldChange {
	from?: unknown;
	to: unknown;
}

/** NetHunt's recordAction in upper case; anything unknown counts as an update (nethunt.md 2.7). */
export function actionOf(told: unknown): RecordAction {
	const action = String(told ?? '').toUpperCase();
	return action === 'CREATE' || action === 'DELETE' ? action : 'UPDATE';
}

/**
 * The fields of a change. `fieldActions` is a map of field name to `{overwrite, remove, add}`, or, by one source, a list of
 * `{field, oldValue, newValue}` (nethunt.md 2.7). At its creation a record had nothing before.
 */
export function fieldsOf(fieldActions: unknown, action: RecordAction): Record<string, FieldChange> {
	const entries = Array.isArray(fieldActions)
		? fieldActions.flatMap((one) => named(one))
		: Object.entries((fieldActions ?? {}) as Record<string, unknown>).filter(([name]) => name !== '__proto__');
	return Object.fromEntries(
		entries.map(([name, told]): [string, FieldChange] => {
			const change = changeOf(told);
			return [name, action === 'CREATE' && !('from' in change) ? { from: null, ...change } : change];
		}),
	);
}

function named(told: unknown): Array<[string, unknown]> {
	const one = (told ?? {}) as Record<string, unknown>;
	const name = one.field ?? one.fieldName ?? one.name;
	return typeof name === 'string' && name !== '' && name !== '__proto__' ? [[name, one]] : [];
}

function changeOf(told: unknown): FieldChange {
	const one = (typeof told === 'object' && told !== null ? told : { add: told }) as Record<string, unknown>;
	const from = firstOf(one, ['remove', 'oldValue', 'old', 'from']);
	const to = firstOf(one, ['add', 'newValue', 'new', 'to']);
	return { ...(from && { from: from.value }), to: to?.value ?? null };
}

function firstOf(one: Record<string, unknown>, keys: readonly string[]): { value: unknown } | undefined {
	const key = keys.find((name) => Object.hasOwn(one, name));
	return key === undefined ? undefined : { value: one[key] };
}
