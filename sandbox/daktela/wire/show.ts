import { resources, type ResourceName, type Field } from '../resources';
import type { CustomField, Row } from '../types';
import { stampOf, wallOf } from '../when';
import type { World } from '../world';

type Shown = Record<string, unknown>;

/** Rows as the wire has them (daktela.md 3 and 5). One for each answer: what is embedded often is made once. */
export class Showing {
	private readonly embedded = new Map<string, Shown>();
	private readonly schemes = new Map<string, unknown>();

	constructor(private readonly world: World) {}

	/** `fields` are names, or dotted paths into what is embedded; undefined is everything. */
	row(resource: ResourceName, row: Row, fields?: readonly string[]): Shown {
		const depth = this.world.switches.embedDepth;
		if (!fields) return this.whole(resource, row, depth);
		const found: Shown = {};
		for (const path of fields) {
			const [head = '', ...rest] = path.split('.');
			const value = this.part(resource, row, head, depth);
			if (value === undefined) continue;
			found[head] = rest.length ? merged(found[head], narrowed(value, rest)) : value;
		}
		return found;
	}

	/** Everything, with keys for relations. */
	flat(resource: ResourceName, row: Row): Shown {
		return this.whole(resource, row, 0);
	}

	private whole(resource: ResourceName, row: Row, depth: number): Shown {
		const { key, fields, open, customBy } = resources[resource];
		const names = [key, ...Object.keys(fields), ...(customBy === undefined ? [] : ['customFields']), '_sys'];
		const shown: Shown = {};
		for (const name of names) shown[name] = this.part(resource, row, name, depth);
		if (open) for (const name of Object.keys(row.values)) shown[name] ??= row.values[name];
		return shown;
	}

	/** Undefined for what the resource does not have. */
	private part(resource: ResourceName, row: Row, name: string, depth: number): unknown {
		const { key, fields, open, customBy } = resources[resource];
		if (name === key) return this.key(resource, row.name);
		if (Object.hasOwn(fields, name)) return this.value(fields[name]!, row, name, depth);
		if (name === 'customFields' && customBy !== undefined) return this.custom(resource, row);
		if (name === '_sys') return this.meta(resource, row);
		return open ? row.values[name] : undefined;
	}

	private key(resource: ResourceName, name: string): string | number {
		return resources[resource].counted && this.world.switches.ticketName === 'number' ? Number(name) : name;
	}

	private value(field: Field, row: Row, name: string, depth: number): unknown {
		const value = row.values[name] ?? null;
		if (field.kind === 'time' && field.of) return stampOf(wallOf(row[field.of], this.world.switches.timezone));
		if (field.kind === 'relation') return value === null ? null : this.related(field.to, value as string, depth);
		if (field.kind === 'relations') return ((value ?? []) as string[]).map((key) => this.related(field.to, key, depth));
		if (field.kind === 'bool') return this.bool(Boolean(value));
		if (name.endsWith('uplicateContacts')) return value ?? [];
		return value;
	}

	private bool(value: boolean): unknown {
		const { booleans } = this.world.switches;
		return booleans === 'boolean' ? value : booleans === 'number' ? Number(value) : String(Number(value));
	}

	private related(resource: ResourceName, name: string, depth: number): unknown {
		const row = this.world.store.row(resource, name);
		if (!row) return null;
		if (depth === 0) return this.key(resource, name);
		const id = `${resource} ${depth} ${name}`;
		const known = this.embedded.get(id);
		if (known) return known;
		const made = this.whole(resource, row, depth - 1);
		this.embedded.set(id, made);
		return made;
	}

	/** Lists of texts by field; an empty list where none are defined. */
	private custom(resource: ResourceName, row: Row): unknown {
		const { store, switches } = this.world;
		const defined = store.fieldsOfRow(resource, row).map(({ name }) => name);
		const names =
			switches.unknownCustomField === 'stored' ? [...new Set([...defined, ...Object.keys(row.custom)])] : defined;
		if (names.length === 0) return [];
		const blank = { null: [null], emptyList: [], emptyText: [''] }[switches.blankCustomField];
		return Object.fromEntries(names.map((name) => [name, row.custom[name] ?? blank]));
	}

	private meta(resource: ResourceName, row: Row): Shown {
		const { customBy } = resources[resource];
		const model = { model: resource, hash: Buffer.from(`${row.name} ${row.edited}`).toString('base64url') };
		if (customBy === undefined || this.world.switches.cfScheme === 'absent') return model;
		const id = `${resource} ${String(row.values[customBy])}`;
		let scheme = this.schemes.get(id);
		if (scheme === undefined) {
			scheme = this.scheme(this.world.store.fieldsOfRow(resource, row));
			this.schemes.set(id, scheme);
		}
		return { ...model, cfScheme: scheme };
	}

	private scheme(fields: CustomField[]): unknown {
		const described = fields.map(({ name, title, type, hidden, readonly, multiple, pattern, items }) => ({
			name,
			title,
			type,
			hidden: this.bool(hidden ?? false),
			readonly: this.bool(readonly ?? false),
			multiple: this.bool(multiple ?? false),
			...(pattern === undefined ? {} : { pattern }),
			items: (items ?? []).map((item) => ({ name: item.name, title: item.title, value: item.value ?? item.name })),
		}));
		if (this.world.switches.cfScheme === 'array') return described;
		return Object.fromEntries(described.map((field) => [field.name, field]));
	}
}

const isObject = (value: unknown): value is Shown =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function narrowed(value: unknown, [head, ...rest]: string[]): unknown {
	if (head === undefined || !isObject(value)) return value;
	return Object.hasOwn(value, head) ? { [head]: narrowed(value[head], rest) } : {};
}

const merged = (before: unknown, more: unknown): unknown =>
	isObject(before) && isObject(more) ? { ...before, ...more } : more;
