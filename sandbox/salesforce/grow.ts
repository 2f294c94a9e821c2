import { check } from '../common';
import { coerced } from './coerce';
import type { Field, Row, Value } from './model';
import type { Table } from './table';
import type { World } from './world';

/** Many rows from one pattern. */
export interface GrowArgs {
	object: string;
	count: number;
	/** By field: a value, where '{n}' becomes the row's number in six digits, or a list that is gone through again and again. */
	fields?: Record<string, unknown>;
	/** By reference field: an object whose living rows are gone through. */
	parents?: Record<string, string>;
	/** ISO stamp of the first; default: so that the last is a minute old. */
	start?: string;
	/** Rows with one stamp; the next have the second after. Default 100. */
	perSecond?: number;
}

const PATTERNS: Record<string, Record<string, unknown>> = {
	Account: { Name: 'Grown Company {n}', BillingCity: ['Brno', 'Praha', 'Plzen'], Phone: '+420 222 {n}' },
	Contact: { LastName: 'Grown {n}', FirstName: ['Ada', 'Ben', 'Cleo'], Email: 'contact{n}@grown.example' },
	Opportunity: { Name: 'Grown Deal {n}', StageName: ['Prospecting', 'Negotiation'], CloseDate: '2030-01-31' },
	Lead: { LastName: 'Grown {n}', Company: 'Grown Company {n}', Email: 'lead{n}@grown.example' },
	Task: { Subject: 'Grown task {n}' },
};

type Maker = (at: number, number: string) => Value;

/** Makes them in one go: the same arguments over the same rows make the same rows. Throws an Error naming what does not fit. */
export function grow(world: World, args: GrowArgs): { count: number; first: string; last: string } {
	const table = world.store.table(check.text(args.object, 'object'));
	if (!table) throw new Error(`object: there is no object '${args.object}'.`);
	const count = check.number(args.count, 'count');
	if (!Number.isInteger(count) || count < 1) throw new Error('count: a whole number above 0 is needed.');
	const perSecond = check.optionalNumber(args.perSecond, 'perSecond') ?? 100;
	const start = check.optionalTime(args.start, 'start') ?? world.store.now() - 60_000 - (count / perSecond) * 1000;
	const makers = makersOf(world, table, args);
	const offset = table.size;
	const rows: Row[] = [];
	for (let at = 0; at < count; at++) {
		const number = String(offset + at + 1).padStart(6, '0');
		const values: Record<string, Value> = {};
		for (const [name, make] of makers) values[name] = make(at, number);
		rows.push(rowOf(world, table, values, world.store.stamp(start + Math.floor(at / perSecond) * 1000)));
	}
	table.putMany(rows);
	return { count, first: rows[0]!.id, last: rows.at(-1)!.id };
}

function rowOf({ store, people }: World, table: Table, values: Record<string, Value>, stamp: number): Row {
	const by = people.first.id;
	return {
		id: store.newId(table),
		object: table.name,
		values,
		createdDate: stamp,
		createdById: by,
		lastModifiedDate: stamp,
		lastModifiedById: by,
		systemModstamp: stamp,
		deletedAt: 0,
		masterId: null,
		unshared: false,
		readOnly: false,
	};
}

function makersOf(world: World, table: Table, { fields, parents = {} }: GrowArgs): Array<[string, Maker]> {
	const pattern = { ...PATTERNS[table.name], ...(fields ?? {}) };
	const makers = new Map<string, Maker>();
	if (table.field('OwnerId', true)) makers.set('OwnerId', () => world.people.first.id);
	for (const field of table.fields.values()) if (field.default !== null) makers.set(field.name, () => field.default);
	for (const [name, value] of Object.entries(pattern)) {
		const field = fieldOf(table, name, 'fields');
		makers.set(field.name, makerOf(world, field, value));
	}
	for (const [name, object] of Object.entries(parents)) {
		const field = fieldOf(table, name, 'parents');
		const ids = [...(world.store.table(object)?.rows() ?? [])].flatMap((row) => (row.deletedAt ? [] : row.id));
		if (ids.length === 0) throw new Error(`parents.${name}: there is no row of '${object}'.`);
		makers.set(field.name, (at) => ids[at % ids.length]!);
	}
	const missing = [...table.fields.values()].find((field) => field.required && !makers.has(field.name));
	if (missing) throw new Error(`fields.${missing.name}: a value is needed, the field is required.`);
	return [...makers];
}

function fieldOf(table: Table, name: string, where: string): Field {
	const field = table.field(name, true);
	if (!field?.writable) throw new Error(`${where}.${name}: ${table.name} has no such field that can be written.`);
	return field;
}

function makerOf({ store }: World, field: Field, value: unknown): Maker {
	if (typeof value === 'string' && value.includes('{n}')) return (_, number) => value.replaceAll('{n}', number);
	if (field.unique) throw new Error(`fields.${field.name}: the field is unique, so its pattern needs '{n}'.`);
	const how = { from: 'json', numberInText: 'refused', trimsText: true } as const;
	const choices = (Array.isArray(value) ? value : [value]).map((one) => coerced(field, one as Value, how, store));
	return (at) => choices[at % choices.length]!;
}
