/** A task as a trigger compares it. Pure. */
import { printOf } from '../../shared/watch/memory';
import type { FullRow } from '../sync/convert';
import { COLUMNS, FEATURE, FIELDS, type FieldName } from './names';
import type { Watch } from './watched';

/** Names of what tasks hold only the ids of. */
export interface Names {
	operators: ReadonlyMap<string, string>;
	types: ReadonlyMap<string, string>;
	features: ReadonlyMap<string, string>;
}

export type Value = string | boolean | null | { id: string; name: string };

type Raw = string | number | boolean | null;

const isField = (name: string): name is FieldName => Object.hasOwn(FIELDS, name);

/** What a field of a task holds, without names that may change by themselves. */
const rawOf = (row: FullRow, name: string): Raw =>
	isField(name) ? row[COLUMNS[name]] : featureValue(row, name.slice(FEATURE.length));

/** Of one that has several values all, in an order that is not the database's. */
export function featureValue({ features }: FullRow, wanted: string): string | null {
	const values = features.flatMap(({ id, value }) => (id === wanted ? [value] : []));
	return values.length > 0 ? values.sort().join(', ') : null;
}

/** What of a task counts as a change. */
export function printOfTask(row: FullRow, { event, watched, features }: Watch): number {
	if (watched.length > 0) return printOf(watched.map((name) => pair(name, rawOf(row, name))).join(''));
	if (event === 'taskCreated' || event === 'taskDeleted') return 0;
	const fields = Object.keys(FIELDS).map((name) => pair(name, rawOf(row, name)));
	const more = features ? row.features.map(({ id, value }) => pair(`${FEATURE}${id}`, value)).sort() : [];
	return printOf([...fields, ...more].join(''));
}

/** Nothing is the same in all its forms, so that an empty feature that is added changes no task. */
const pair = (name: string, value: Raw): string =>
	value === null || value === '' || value === false ? '' : `${name}\u0000${String(value)}\u0001`;

/** What a watched field holds, as it is told. */
export function valueOf(row: FullRow, name: string, names: Names): Value {
	const raw = rawOf(row, name);
	if (typeof raw !== 'number') return raw;
	return { id: String(raw), name: nameOf(row, name, String(raw), names) ?? '' };
}

function nameOf(row: FullRow, field: string, id: string, { operators, types }: Names): string | null | undefined {
	if (field === 'operator') return operators.get(id);
	if (field === 'type') return types.get(id);
	return field === 'contractor' ? row.contractor : row.person;
}

/** How a watched field is called in the changes of an item: as in the record. */
export function keyOfField(name: string, names: Names): string {
	return name.startsWith(FEATURE) ? `features.${featureKey(name.slice(FEATURE.length), names)}` : name;
}

/** Features by name, since people know them by that; two of one name are told apart by their ids. */
export function featureKey(id: string, { features }: Names): string {
	const name = features.get(id);
	if (name === undefined) return id;
	const isOnly = [...features.values()].filter((other) => other === name).length === 1;
	return isOnly ? name : `${name} (${id})`;
}
