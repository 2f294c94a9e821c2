import { badInput } from '../../shared/fault';
import type { MapperValue } from '../../shared/fields';
import { mapped } from '../../shared/mapping';
import type { ItemContext } from '../../shared/operation';
import { textOf } from '../../shared/text';
import type { DaktelaApi } from '../api';
import type { Kind } from '../kinds';
import { normalPhone, type PhoneForm } from '../phones';
import { isEmpty, relatedKey } from '../record';
import type { Values } from '../values';

export type Mode = 'create' | 'upsert' | 'update';
export type IfMissing = 'fail' | 'without' | 'keep';

/** The fields of the writing operations, as far as this folder reads them. */
export interface Read {
	mapBy?: string;
	fieldsByMapper?: MapperValue;
	/** The place of a new record, by its name: database, record type or category. */
	database?: string;
	type?: string;
	category?: string;
	/** The record to update. */
	record?: string;
	matchOn?: string[];
	ifMissing?: string;
	dryRun?: boolean;
	options?: {
		keyPrefix?: string;
		phones?: string;
		phoneFields?: string[];
		sendWith?: string;
		ifSeveral?: string;
		ifGone?: string;
	};
}

export type Context = Pick<ItemContext<DaktelaApi, Read>, 'api' | 'read' | 'item' | 'index' | 'timezone' | 'hint'>;

/** What an item wants a record to be. */
export interface Wanted {
	/** With its prefix; undefined where none is mapped. */
	key?: string;
	values: Values;
	/** What only a new record gets, where nothing else is mapped. */
	initial: Values;
	/** What the record is recognised by, the first one looked up. Empty for a plain creation. */
	match: Match[];
}

/** A field, and the values of which the record has one. */
export interface Match {
	field: string;
	values: string[];
}

const PHONES = ['customFields.number'];

/** Reads an item's mapping. @throws Fault `input` naming what is missing */
export function wantedFrom(kind: Kind, mode: Mode, context: Context): Wanted {
	const { read } = context;
	const { keyPrefix = '', phones = 'asIs', phoneFields = PHONES } = read.options ?? {};
	const { name, ...values } = mapped({
		item: context.item,
		hint: context.hint,
		read: read as unknown as Record<string, unknown>,
	});
	for (const target of Object.keys(kind.references)) {
		const key = typeof values[target] === 'object' ? '' : relatedKey(values[target]).trim();
		if (key !== '') values[target] = keyPrefix + key;
	}
	for (const target of phoneFields)
		if (Object.hasOwn(values, target)) values[target] = phone(values[target], phones as PhoneForm);
	const key = kind.numbered || isEmpty(name) ? undefined : keyPrefix + textOf(name).trim();
	const place = mode === 'update' ? {} : placed(kind, read, values);
	const wanted = {
		...(key !== undefined && { key }),
		values: { ...values, ...place.always },
		initial: { ...kind.defaults, ...place.initial },
	};
	return { ...wanted, match: matchOf(kind, mode, read, wanted) };
}

const phone = (value: unknown, form: PhoneForm): unknown =>
	Array.isArray(value)
		? value.map((one) => phone(one, form))
		: typeof value === 'string' || typeof value === 'number'
			? normalPhone(String(value), form)
			: value;

/** Database, record type or category, as the node has it. */
function placed({ place }: Kind, read: Read, values: Values): { always?: Values; initial?: Values } {
	if (!place) return {};
	const chosen = String(read[place.field as 'database'] ?? '').trim();
	if (chosen !== '') return { [place.always ? 'always' : 'initial']: { [place.field]: chosen } };
	if (!isEmpty(values[place.field])) return {};
	throw badInput(place.label, `"${place.label}" is empty.`, `Choose "${place.label}" in the node.`);
}

function matchOf(kind: Kind, mode: Mode, read: Read, { key, values }: Pick<Wanted, 'key' | 'values'>): Wanted['match'] {
	if (mode === 'create') return [];
	if (mode === 'update') return [{ field: 'name', values: [recordOf(read)] }];
	return matchFields(read).map((field) => {
		const filled = field === 'name' ? [key ?? ''] : [values[field]].flat().map((one) => relatedKey(one) || textOf(one));
		const found = filled.filter((one) => one.trim() !== '');
		if (found.length > 0) return { field, values: found };
		if (field === 'name' && kind.numbered)
			throw badInput(
				'Match On',
				'Daktela alone numbers tickets, so they cannot be matched on their number.',
				'Match on another field, such as a custom field that holds the ID of the source.',
			);
		const label = field === 'name' ? 'Key' : field;
		throw badInput(
			label,
			`"${label}" is to be matched on, but has no value.`,
			`Map a value to "${label}", or match on another field.`,
		);
	});
}

function matchFields({ mapBy, matchOn = [], fieldsByMapper }: Read): string[] {
	const fields = mapBy === 'mapper' ? (fieldsByMapper?.matchingColumns ?? []) : matchOn;
	if (fields.length > 0) return fields;
	throw badInput(
		'Match On',
		'There is no field to match on.',
		'Choose the field that tells one record from another, such as Key.',
	);
}

export function recordOf({ record }: Read): string {
	const key = String(record ?? '').trim();
	if (key !== '') return key;
	throw badInput('Record', '"Record" is empty.', 'Choose the record, or enter its key.');
}
