import { readInBulk, type Found } from '../shared/bulk';
import type { DaktelaApi, DaktelaRecord } from './api';
import type { Kind } from './kinds';
import { keyOf } from './record';
import { valueIn } from './values';

const MOST_KEYS = 100;
/** What the values may take of an address; web servers refuse more than 8 kB, the rest of it included. */
const LONGEST_LIST = 7_200;
/** Around each value: `filter[filters][0][value][99]=&`, encoded. */
const AROUND_VALUE = 48;

export interface Lookup {
	/** As in the address. */
	resource: string;
	/** The field that is compared, such as `name` or `customFields.email`. */
	field: string;
	/** Needed for any other field than `name`. */
	kind?: Kind;
	/** Columns to read; none means all. */
	fields?: readonly string[];
	/** The field that tells rows apart, `name` for nearly all. */
	key?: string;
}

/** How a value is compared: keys exactly, anything else without regard to case and outer spaces. */
export const folded = (field: string, value: unknown): string =>
	field === 'name' ? String(value) : tidy(String(value)).toLowerCase();

/** Texts with single spaces, also within a list; anything else unchanged. */
export const collapsed = (value: unknown): unknown =>
	Array.isArray(value) ? value.map(collapsed) : typeof value === 'string' ? tidy(value) : value;

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * The records whose field has one of the values: 100 values a request, several requests at once. A failed request fails its own
 * values only, and is never taken for "not found". Asked for by `folded` values.
 */
export async function lookUp(
	api: DaktelaApi,
	values: Iterable<string>,
	lookup: Lookup,
): Promise<Found<DaktelaRecord[]>> {
	const asWritten = new Map<string, Set<string>>();
	for (const value of values) {
		const key = folded(lookup.field, value);
		const writings = asWritten.get(key) ?? new Set();
		// Daktela compares spaces, and may have stored them as they came or tidied up.
		asWritten.set(key, writings.add(value).add(lookup.field === 'name' ? value : tidy(value)));
	}
	const writingsOf = (key: string): string[] => [...asWritten.get(key)!];
	const lengthOf = (key: string): number =>
		writingsOf(key).reduce((sum, value) => sum + encodeURIComponent(value).length + AROUND_VALUE, 0);
	return await readInBulk(asWritten.keys(), {
		size: MOST_KEYS,
		length: { of: lengthOf, most: LONGEST_LIST },
		parallel: api.concurrency,
		load: async (keys) => await load(api, keys.flatMap(writingsOf), lookup),
	});
}

async function load(
	api: DaktelaApi,
	values: string[],
	{ resource, field, kind, fields, key: rowKey }: Lookup,
): Promise<Map<string, DaktelaRecord[]>> {
	const found = new Map<string, DaktelaRecord[]>();
	const filter = { field, operator: 'in', value: values, ...(field !== 'name' && { ignoreCase: true }) };
	const doing = `look up ${values.length} ${resource} by ${field}`;
	const options = { doing, ...(rowKey !== undefined && { key: rowKey }) };
	for await (const row of api.rows(resource, { filter, ...(fields && { fields }) }, options)) {
		for (const key of new Set(keysOf(row, field, kind))) found.set(key, [...(found.get(key) ?? []), row]);
	}
	return found;
}

/** What a record is found by in a field, folded. */
export function keysOf(row: DaktelaRecord, field: string, kind?: Kind): string[] {
	const value = field === 'name' || !kind ? keyOf(row, field) : valueIn(kind, row, field);
	return [value].flat().map((one) => folded(field, one ?? ''));
}
