/** What a record of Daktela is made of (daktela.md 3 and 5). Pure. */
import type { IDataObject } from 'n8n-workflow';

/** A row as Daktela gives it, its meta keys taken away; `name` is its key. */
export type DaktelaRecord = IDataObject;

const META = ['_sys', '_rdata', '_guiData'];

/** Related records come with meta keys of their own. */
export const withoutMeta = (row: IDataObject): DaktelaRecord => bare(row) as DaktelaRecord;

function bare(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(bare);
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value).filter(([key]) => !META.includes(key));
	return Object.fromEntries(kept.map(([key, inner]) => [key, bare(inner)]));
}

/** The key of a record; tickets have numbers. Undefined where a row has none. */
export function keyOf(row: IDataObject, field = 'name'): string | undefined {
	const key = row[field];
	return (typeof key === 'string' && key !== '') || typeof key === 'number' ? String(key) : undefined;
}

/** The key of a related record, which comes embedded in full, or as its key. Empty for none. */
export function relatedKey(value: unknown): string {
	if (Array.isArray(value)) return relatedKey(value[0]);
	if (typeof value === 'object' && value !== null) return relatedKey((value as { name?: unknown }).name);
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(typeof value === 'string' && value.trim() === '') ||
	(Array.isArray(value) && value.every(isEmpty));

/** Custom fields by name; Daktela writes an empty list where there are none. */
export const customFieldsOf = (row: IDataObject): Record<string, unknown> => {
	const { customFields } = row;
	return typeof customFields === 'object' && customFields !== null && !Array.isArray(customFields)
		? (customFields as Record<string, unknown>)
		: {};
};

/** One value instead of a list of one, nothing instead of a list of nothing. */
export function unwrapped(value: unknown): unknown {
	if (!Array.isArray(value)) return value ?? null;
	const filled = value.filter((one) => !isEmpty(one)) as unknown[];
	return filled.length > 1 ? filled : (filled[0] ?? null);
}

/** A related record as its key with its title beside it, and custom fields without lists around single values. */
export function flat(row: DaktelaRecord): DaktelaRecord {
	const result: IDataObject = {};
	for (const [name, value] of Object.entries(row)) {
		if (name === 'customFields') result[name] = withoutLists(customFieldsOf(row)) as IDataObject;
		else if (Array.isArray(value))
			result[name] = value.map((one: unknown) => relatedKey(one) || one) as IDataObject[string];
		else if (typeof value === 'object' && value !== null && relatedKey(value) !== '') {
			result[name] = relatedKey(value);
			const { title } = value as IDataObject;
			if (typeof title === 'string' && title !== '') result[`${name}_title`] = title;
		} else result[name] = value;
	}
	return result;
}

const withoutLists = (fields: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, unwrapped(value)]));
