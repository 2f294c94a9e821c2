import type { Clock } from '../common';
import { fullId, idOf } from './ids';
import type { Field, FieldDefinition, ObjectDefinition, Row, Value } from './model';
import { makeField, systemFields } from './schema/fields';
import { standardObjects } from './schema/standard';
import type { SalesforceSwitches } from './switches';
import { Table } from './table';

/** A write that was made but is not committed yet. */
interface InFlight {
	/** Milliseconds; the row appears then. */
	readonly due: number;
	/** Stamp that it carries. */
	readonly stamp: number;
	commit(): void;
}

/** The objects of one org with their rows. */
export class SalesforceStore {
	/** By name in lower case. */
	readonly tables = new Map<string, Table>();
	/** When an object or field last changed, milliseconds: what If-Modified-Since of describe is about. */
	schemaChangedAt = 0;
	private byPrefix = new Map<string, Table>();
	private numbers = new Map<Table, number>();
	private inFlight: InFlight[] = [];
	private undo: Array<() => void> | undefined;

	constructor(
		private readonly clock: Clock,
		private readonly switches: SalesforceSwitches,
	) {
		this.clear();
	}

	/** Back to the standard objects without rows. */
	clear(): void {
		for (const kept of [this.tables, this.byPrefix, this.numbers]) kept.clear();
		this.inFlight = [];
		for (const object of standardObjects()) this.addObject(object);
	}

	now(): number {
		return this.clock.now().getTime();
	}

	/** Rounded down to what stamps resolve (salesforce.md 2.1). */
	stamp(time = this.now()): number {
		return Math.floor(time / this.switches.stampPrecisionMs) * this.switches.stampPrecisionMs;
	}

	addObject(definition: ObjectDefinition): Table {
		const { name, label = makeField({ name }).label, mergeable = false, permanent = false } = definition;
		if (this.tables.has(name.toLowerCase())) throw new Error(`There is an object '${name}' already.`);
		const keyPrefix = definition.keyPrefix ?? `a${(this.tables.size + 10).toString(36).toUpperCase().padStart(2, '0')}`;
		if (this.byPrefix.has(keyPrefix)) throw new Error(`Key prefix '${keyPrefix}' is taken.`);
		const table = new Table(name, label, definition.labelPlural ?? `${label}s`, keyPrefix, mergeable, permanent);
		this.tables.set(name.toLowerCase(), table);
		this.byPrefix.set(keyPrefix, table);
		const { before, after } = systemFields({ mergeable, permanent });
		for (const field of [...before, ...(definition.fields ?? []), ...after])
			this.addField(table, typeof field === 'string' ? { name: field } : field);
		return table;
	}

	addField(table: Table, definition: FieldDefinition): Field {
		const { name, formula } = definition;
		if (table.field(name, true)) throw new Error(`${table.name} has a field '${name}' already.`);
		const isPerson = name === 'Name' && table.field('LastName') !== undefined;
		const compute = formula ? this.parentReader(table, formula) : isPerson ? fullName : undefined;
		const field = makeField(definition, compute);
		table.fields.set(name.toLowerCase(), field);
		this.schemaChangedAt = this.now();
		return field;
	}

	table(name: string): Table | undefined {
		return this.tables.get(name.toLowerCase());
	}

	tableOf(row: Row): Table {
		return this.tables.get(row.object.toLowerCase())!;
	}

	/** By a 15- or 18-character id, deleted ones too. */
	row(id: unknown): Row | undefined {
		const full = fullId(id);
		return full === undefined ? undefined : this.byPrefix.get(full.slice(0, 3))?.get(full);
	}

	living(id: unknown): Row | undefined {
		const row = this.row(id);
		return row && row.deletedAt === 0 ? row : undefined;
	}

	newId(table: Table): string {
		let number = this.numbers.get(table) ?? 0;
		let id: string;
		do id = idOf(table.keyPrefix, ++number);
		while (table.get(id));
		this.numbers.set(table, number);
		return id;
	}

	put(row: Row): void {
		const table = this.tableOf(row);
		const before = table.get(row.id);
		this.undo?.push(() => (before ? table.put(before) : table.drop(row)));
		table.put(row);
	}

	drop(row: Row): void {
		this.tableOf(row).drop(row);
	}

	/** Undoes what `run` put when it answers false or throws. */
	transaction(run: () => boolean): void {
		const undo: Array<() => void> = [];
		this.undo = undo;
		let keep = false;
		try {
			keep = run();
		} finally {
			this.undo = undefined;
			if (!keep) for (const step of undo.reverse()) step();
		}
	}

	/** Commits now, or this much simulated time later with the stamp of now. */
	commit(commit: () => void, stamp: number, lateMs = 0): void {
		if (lateMs <= 0) return commit();
		this.inFlight.push({ due: this.now() + lateMs, stamp, commit });
		this.inFlight.sort((one, other) => one.due - other.due);
	}

	/** Commits what is due. */
	settle(): void {
		while (this.inFlight.length && this.inFlight[0]!.due <= this.now()) this.inFlight.shift()!.commit();
	}

	/** Of the writes that are not committed yet; Infinity without any. */
	oldestInFlight(): number {
		return this.inFlight.reduce((oldest, { stamp }) => Math.min(oldest, stamp), Infinity);
	}

	/** Rows that name this one, by the field that does. */
	*children(row: Row): Iterable<{ table: Table; field: Field; ids: readonly string[] }> {
		for (const table of this.tables.values())
			for (const field of table.fields.values())
				if (field.referenceTo.includes(row.object) && !field.system) {
					const ids = table.equal(field).get(row.id);
					if (ids.size) yield { table, field, ids: [...ids] };
				}
	}

	private parentReader(table: Table, path: string): (row: Row) => Value {
		const [relation = '', leaf = '', ...more] = path.split('.');
		const reference = table.relation(relation);
		if (!reference || !leaf || more.length)
			throw new Error(`Formula '${path}': a parent's field is needed, as 'Account.BillingCity'.`);
		return (row) => {
			const parent = this.living(reference.read(row));
			return (parent && this.tableOf(parent).field(leaf)?.read(parent)) ?? null;
		};
	}
}

const fullName = ({ values: { FirstName, LastName } }: Row): Value =>
	[FirstName, LastName].filter((part) => typeof part === 'string').join(' ') || null;
