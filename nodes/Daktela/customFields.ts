/** Custom fields, which no endpoint lists: learnt from what rows tell of themselves (daktela.md 5). Pure. */
import type { IDataObject } from 'n8n-workflow';

import { customFieldsOf } from './record';

export interface CustomField {
	/** Without `customFields.` before it. */
	name: string;
	title: string;
	/** As Daktela calls it: TEXT, SELECTBOX, DATETIME and so on; empty where only the name is known. */
	type: string;
	multiple: boolean;
	readonly: boolean;
	hidden: boolean;
	options: Array<{ name: string; value: string }>;
}

const truthy = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true';
const textOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The fields that rows describe in `_sys.cfScheme`, and those that they merely have. */
export function customFieldsIn(rows: readonly IDataObject[]): CustomField[] {
	const known = new Map<string, CustomField>();
	for (const row of rows) {
		for (const field of described(isObject(row._sys) ? row._sys.cfScheme : undefined)) known.set(field.name, field);
		for (const name of Object.keys(customFieldsOf(row))) if (!known.has(name)) known.set(name, unknownField(name));
	}
	return [...known.values()];
}

const unknownField = (name: string): CustomField => ({
	name,
	title: name,
	type: '',
	multiple: false,
	readonly: false,
	hidden: false,
	options: [],
});

/** A scheme is met as a list of fields, or as fields by name. */
function described(scheme: unknown): CustomField[] {
	if (!isObject(scheme)) return [];
	return Object.entries(scheme).flatMap(([key, field]) => {
		if (!isObject(field)) return [];
		const name = textOf(field.name) || (Array.isArray(scheme) ? '' : key);
		return name === '' ? [] : [fieldFrom(name, field)];
	});
}

const fieldFrom = (
	name: string,
	{ title, type, multiple, readonly, hidden, items, options }: Record<string, unknown>,
): CustomField => ({
	name,
	title: textOf(title) || name,
	type: textOf(type).toUpperCase(),
	multiple: truthy(multiple) || textOf(type).toUpperCase() === 'MULTISELECTBOX',
	readonly: truthy(readonly),
	hidden: truthy(hidden),
	options: optionsFrom(items ?? options),
});

/** Options are met as objects with name, title or value, as plain values, and as titles by value. */
function optionsFrom(items: unknown): CustomField['options'] {
	if (!isObject(items)) return [];
	return Object.entries(items).flatMap(([key, item]) => {
		if (isObject(item)) {
			const value = textOf(item.value) || textOf(item.name) || (Array.isArray(items) ? '' : key);
			return value === '' ? [] : [{ name: textOf(item.title) || textOf(item.name) || value, value }];
		}
		const text = textOf(item);
		return text === '' ? [] : [{ name: text, value: Array.isArray(items) ? text : key }];
	});
}
