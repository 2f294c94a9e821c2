import { fullId } from './ids';
import { Refusal, type Field, type Value } from './model';
import { dayOf, midnightOf } from './soql/dates';
import type { SalesforceStore } from './store';

/** A JSON leaf or a CSV cell. */
export type Sent = string | number | boolean | null | object;

interface How {
	readonly from: 'json' | 'csv';
	readonly numberInText: 'refused' | 'accepted';
	readonly trimsText: boolean;
}

/** What is stored for what was sent. Throws a Refusal that names the field. */
export function coerced(field: Field, sent: Sent, how: How, store: SalesforceStore): Value {
	const value = how.from === 'csv' && sent === '#N/A' ? null : sent;
	if (value === null || value === '') return field.type === 'boolean' ? refuse(field, sent) : null;
	if (typeof value === 'object') return refuse(field, sent);
	switch (field.type) {
		case 'boolean':
			return typeof value === 'boolean' ? value : booleanOf(field, value, how);
		case 'int':
		case 'double':
		case 'currency':
		case 'percent':
			return numberOf(field, value);
		case 'date':
			return dateOf(field, value);
		case 'datetime':
			return timeOf(field, value, store);
		case 'id':
		case 'reference':
			return referenceOf(field, value, store);
		default:
			return textOf(field, value, how);
	}
}

function refuse(field: Field, sent: Sent): never {
	const kind = { string: 'VALUE_STRING', number: 'VALUE_NUMBER', boolean: 'VALUE_BOOLEAN' }[typeof sent as string];
	const message = `Cannot deserialize instance of ${field.type} from ${kind ?? 'value'} ${JSON.stringify(sent)} for ${field.name}`;
	throw new Refusal(400, 'JSON_PARSER_ERROR', message, []);
}

function booleanOf(field: Field, value: string | number, { from }: How): boolean {
	if (from === 'csv' && /^(true|false|1|0)$/i.test(String(value))) return /^(true|1)$/i.test(String(value));
	return refuse(field, value);
}

function numberOf(field: Field, value: string | number | boolean): number {
	const number = typeof value === 'string' ? Number(value.trim() || NaN) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) return refuse(field, value);
	return field.type === 'int' ? Math.trunc(number) : number;
}

function dateOf(field: Field, value: string | number | boolean): string {
	const day = /^(\d{4}-\d\d-\d\d)(T.*)?$/.exec(String(value))?.[1];
	return day !== undefined && midnightOf(day) !== undefined ? day : refuse(field, value);
}

function timeOf(field: Field, value: string | number | boolean, store: SalesforceStore): number {
	const text = String(value).replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
	const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text) ? Date.parse(text) : NaN;
	if (Number.isNaN(time)) return refuse(field, value);
	const valid = midnightOf(text.slice(0, 10)) !== undefined && dayOf(time) !== '';
	return valid ? store.stamp(time) : refuse(field, value);
}

/** 15 or 18 characters, of a row that lives and is of an object the field may name. */
function referenceOf(field: Field, value: string | number | boolean, store: SalesforceStore): string {
	const id = fullId(value);
	if (id === undefined) {
		const message = `${field.label}: id value of incorrect type: ${String(value)}`;
		throw new Refusal(400, 'MALFORMED_ID', message, [field.name]);
	}
	const row = store.living(id);
	if (field.type === 'id') return id;
	if (row && field.referenceTo.length && !field.referenceTo.includes(row.object)) {
		const message = `${field.label}: id value of incorrect type: ${id}`;
		throw new Refusal(400, 'FIELD_INTEGRITY_EXCEPTION', message, [field.name]);
	}
	if (!row) throw new Refusal(400, 'INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: ${id}`, [field.name]);
	return id;
}

function textOf(field: Field, value: string | number | boolean, how: How): string | null {
	if (typeof value !== 'string' && how.numberInText === 'refused') return refuse(field, value);
	const text = how.trimsText ? String(value).trim() : String(value);
	if (text === '') return null;
	if (field.length > 0 && text.length > field.length) {
		const message = `${field.label}: data value too large: ${text.slice(0, 255)} (max length=${field.length})`;
		throw new Refusal(400, 'STRING_TOO_LONG', message, [field.name]);
	}
	if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) {
		const message = `${field.label}: invalid email address: ${text}`;
		throw new Refusal(400, 'INVALID_EMAIL_ADDRESS', message, [field.name]);
	}
	const chosen = field.type === 'multipicklist' ? text.split(';') : [text];
	const stray = field.restricted ? chosen.find((one) => !field.options.includes(one)) : undefined;
	if (stray !== undefined) {
		const message = `${field.label}: bad value for restricted picklist field: ${stray}`;
		throw new Refusal(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [field.name]);
	}
	return text;
}
