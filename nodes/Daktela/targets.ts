/** Which fields there are to map, filter and read, standard ones and custom ones (daktela.md 5). */
import type { INodeListSearchResult } from 'n8n-workflow';

import type { CustomField, DaktelaApi } from './api';
import { CUSTOM, type Kind, type StandardField } from './kinds';
import { keyOf } from './record';
import { anyOf, where } from './query';

export interface Target {
	/** `title`, `customFields.email`. */
	id: string;
	label: string;
	/** As n8n's mapper calls it. */
	type: string;
	options: Array<{ name: string; value: string }>;
	required: boolean;
	standard?: StandardField;
	custom?: CustomField;
}

const STANDARD_TYPES: Partial<Record<NonNullable<StandardField['type']>, string>> = {
	time: 'dateTime',
	number: 'number',
	boolean: 'boolean',
	relatedList: 'array',
	choice: 'options',
};

const standardTarget = (field: StandardField): Target => ({
	id: field.id,
	label: field.label,
	type: (field.type && STANDARD_TYPES[field.type]) ?? 'string',
	options: (field.choices ?? []).map((value) => ({ name: value, value })),
	required: field.required === true,
	standard: field,
});

const customTarget = (field: CustomField): Target => ({
	id: CUSTOM + field.name,
	label: `${field.title} (custom)`,
	type: customType(field),
	options: field.multiple ? [] : field.options,
	required: false,
	custom: field,
});

/**
 * A day stays a text: a date picker would make a point in time of it, which falls on another day in another zone. So does a field
 * of several values, such as e-mail: nearly always one is mapped, and n8n would refuse a text in place of a list.
 */
function customType({ type, multiple, options }: CustomField): string {
	if (multiple) return 'string';
	if (options.length > 0) return 'options';
	if (type === 'DATETIME') return 'dateTime';
	return type === 'CHECKBOX' ? 'boolean' : 'string';
}

/**
 * All fields of a kind. Custom ones are learnt from the newest rows, where one is chosen: of that database, type or category;
 * the standard ones alone where there is no row yet.
 */
export async function targetsOf(api: DaktelaApi, kind: Kind, chosen = ''): Promise<Target[]> {
	await api.learnFields(kind, chosen);
	const custom = api.customFields(kind.resource).filter(({ hidden }) => !hidden);
	return [...kind.fields.map(standardTarget), ...custom.map(customTarget)];
}

/** What may be written by an operation. The node asks for the place of a new record by itself. */
export function targets({ place }: Kind, all: readonly Target[], operation: string): Target[] {
	return all.filter(({ id, standard, custom }) => {
		if (custom) return !custom.readonly;
		if (standard?.access === 'read') return false;
		return operation === 'update' ? standard?.access !== 'created' : id !== place?.field;
	});
}

/** What a record may be recognised by. */
export const matchTargets = (kind: Kind, all: readonly Target[]): Target[] =>
	targets(kind, all, 'upsert').filter(({ type }) => type !== 'boolean' && type !== 'dateTime');

export const phoneFields = (_: Kind, all: readonly Target[]): Target[] => {
	const custom = all.filter((target) => target.custom);
	const phones = custom.filter((target) => target.custom?.type === 'PHONE');
	return [...phones, ...custom.filter((target) => !phones.includes(target))];
};

/** Related records by their key, or by their title. */
export const filterFields = (_: Kind, all: readonly Target[]): Target[] =>
	all.flatMap((target) =>
		target.standard?.type === 'related'
			? [target, { ...target, id: `${target.id}.title`, label: `${target.label} Title` }]
			: [target],
	);

/** Custom fields come together. */
export const outputFields = (_: Kind, all: readonly Target[]): Target[] => [
	...all.filter(({ standard }) => standard),
	{ id: 'customFields', label: 'Custom Fields', type: 'object', options: [], required: false },
];

const SHOWN = 100;

/** Records for a list: those whose title or key contains what was typed, by title. */
export async function searchRecords(
	api: DaktelaApi,
	kind: Kind,
	typed: string,
	page = '0',
): Promise<INodeListSearchResult> {
	const text = typed.trim();
	const byKey = kind.numbered
		? /^\d+$/.test(text)
			? where('name', 'eq', text)
			: undefined
		: where('name', 'like', `%${text}%`);
	const filter = text === '' ? undefined : anyOf(where('title', 'like', `%${text}%`), byKey);
	const sort = [
		{ field: 'title', dir: 'asc' as const },
		{ field: 'name', dir: 'asc' as const },
	];
	const query = { sort, fields: ['name', 'title'], ...(filter && { filter }) };
	const { rows } = await api.list(kind.resource, query, { skip: Number(page), take: SHOWN });
	const results = rows.flatMap((row) => {
		const key = keyOf(row);
		return key === undefined ? [] : [{ name: row.title ? `${String(row.title)} (${key})` : key, value: key }];
	});
	return { results, ...(rows.length === SHOWN && { paginationToken: String(Number(page) + SHOWN) }) };
}
