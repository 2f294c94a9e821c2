/** What is mapped, as Daktela takes it (daktela.md 5 and 6). Pure. */
import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../shared/fault';
import { settledNow } from '../shared/settled';
import type { Changes } from '../shared/sync/types';
import type { CustomField } from './customFields';
import { CUSTOM, customName, type Kind, type StandardField } from './kinds';
import { customFieldsOf, isEmpty, relatedKey, unwrapped, type DaktelaRecord } from './record';
import { isSame } from './same';
import { localTime, type Zones } from './times';

/** Values by target: `title`, `account`, `customFields.email`. `null` empties. */
export type Values = Record<string, unknown>;

const fieldOf = ({ fields }: Kind, target: string): StandardField | undefined => fields.find(({ id }) => id === target);

/** What a record holds in a target: a related record by its key, a custom field without the list around it. */
export function valueIn(kind: Kind, record: DaktelaRecord, target: string): unknown {
	const custom = customName(target);
	if (custom !== undefined) {
		const fields = customFieldsOf(record);
		return unwrapped(Object.hasOwn(fields, custom) ? fields[custom] : null);
	}
	const value = Object.hasOwn(record, target) ? record[target] : null;
	const type = fieldOf(kind, target)?.type;
	if (type === 'related') return relatedKey(value) || null;
	if (type === 'relatedList') return unwrapped((Array.isArray(value) ? value : [value]).map(relatedKey));
	return value ?? null;
}

export interface Shaping {
	kind: Kind;
	zones: Zones;
	/** What is known of the custom fields. */
	custom: readonly CustomField[];
	/** The record as it is, which shows whether a field holds days. */
	current?: DaktelaRecord;
}

/**
 * Values in the writing of Daktela: points in time local, related records by key, texts as texts; empty ones are null.
 * @throws Fault `input` for an object that stands for nothing Daktela knows
 */
export function shaped(values: Values, shaping: Shaping): Values {
	return Object.fromEntries(
		Object.entries(values).map(([target, value]) => [target, shapedOne(target, value, shaping)]),
	);
}

function shapedOne(target: string, value: unknown, { kind, zones, custom, current }: Shaping): unknown {
	if (isEmpty(value)) return null;
	const name = customName(target);
	const field = fieldOf(kind, target);
	if (field?.type === 'related') return relatedKey(value) || null;
	const held = Array.isArray(value) ? undefined : current && valueIn(kind, current, target);
	const day = holdsDays(custom.find((one) => one.name === name)?.type, held);
	const isTime = !field || field.type === 'time';
	const inZone = (one: unknown) =>
		isTime || typeof one !== 'string' ? localTime(one, zones, { day, label: target }) : one;
	const listed = field?.type === 'relatedList' ? listIn(value) : [value].flat();
	const items = listed.map((one) => plainOf(target, inZone(one)));
	// A number that is there twice, as phone and as mobile, is one to Daktela.
	const filled = [...new Set(items.filter((one) => !isEmpty(one)))];
	if (field?.type === 'relatedList') return filled.map(String);
	if (name !== undefined) return filled.length > 1 ? filled : (filled[0] ?? null);
	if (filled.length > 1) throw badInput(target, `"${target}" takes one value, not ${filled.length}.`);
	const [single = null] = filled;
	return field && single !== null && field.type !== 'number' && field.type !== 'boolean' ? String(single) : single;
}

/** n8n's mapper gives a list that was typed there as its JSON. */
function listIn(value: unknown): unknown[] {
	const typed =
		typeof value === 'string' && value.trim().startsWith('[')
			? settledNow(() => JSON.parse(value) as unknown)
			: undefined;
	return [typed && 'value' in typed ? typed.value : value].flat();
}

const holdsDays = (type: string | undefined, value: unknown): boolean =>
	type ? type === 'DATE' : typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

function plainOf(target: string, value: unknown): string | number | boolean {
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
	const key = relatedKey(value);
	if (key !== '') return key;
	throw badInput(target, `"${target}" cannot be an object.`, 'Map a text, a number, a date or a list to it.');
}

/** What must be written so that the record holds the values. `from` and `to` are as people would read them. */
export function differences(kind: Kind, record: DaktelaRecord | undefined, values: Values): Changes {
	const changes: Changes = {};
	for (const [target, to] of Object.entries(values)) {
		const from = record ? valueIn(kind, record, target) : null;
		if (!isSame(from, to)) changes[target] = { from, to };
	}
	return changes;
}

/** The body of a write: custom fields as lists, one of nothing where a field is emptied (daktela.md 5). */
export function bodyOf(values: Values): IDataObject {
	const body: IDataObject = {};
	const custom: IDataObject = {};
	for (const [target, value] of Object.entries(values)) {
		const name = customName(target);
		if (name === undefined) body[target] = value as IDataObject[string];
		else custom[name] = isEmpty(value) ? [null as never] : [value].flat().map(asText);
	}
	return Object.keys(custom).length > 0 ? { ...body, customFields: custom } : body;
}

const asText = (value: unknown): string => (typeof value === 'boolean' ? String(Number(value)) : String(value));

/** The columns that hold these targets: custom fields come together. */
export const columnsFor = (targets: readonly string[]): string[] => [
	...new Set(targets.map((target) => (target.startsWith(CUSTOM) ? 'customFields' : target))),
];
