/** What a record holds in a field, in a form that compares. Pure. */
import { fingerprint } from '../../shared/sync/fingerprint';
import type { DaktelaRecord } from '../api';
import { customName } from '../kinds';
import { customFieldsOf, relatedKey, unwrapped } from '../record';

/** Related records by their keys, custom fields without the list around them, nothing as null. */
export function valueOf(record: DaktelaRecord, field: string): unknown {
	const custom = customName(field);
	const holder: Record<string, unknown> = custom === undefined ? record : customFieldsOf(record);
	const name = custom ?? field;
	return plain(Object.hasOwn(holder, name) ? holder[name] : null);
}

function plain(value: unknown): unknown {
	if (Array.isArray(value)) return unwrapped(value.map((one) => (isObject(one) ? plain(one) : one)));
	if (!isObject(value)) return value ?? null;
	return relatedKey(value) || (Object.keys(value).length === 0 ? null : value);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether the record, or a record of its kind, can have such a field. Without any custom fields nothing is known of them. */
export function lacks(record: DaktelaRecord, field: string): boolean {
	const custom = customName(field);
	if (custom === undefined) return !Object.hasOwn(record, field);
	const fields = customFieldsOf(record);
	return Object.keys(fields).length > 0 && !Object.hasOwn(fields, custom);
}

/** All that a record holds, in eight digits: related records count by their keys only. */
export function printOf(record: DaktelaRecord): string {
	const { customFields, ...own } = record;
	const values = Object.keys(own).map((field) => [field, valueOf(record, field)]);
	return fingerprint([Object.fromEntries(values), customFieldsOf({ customFields })], 8);
}
