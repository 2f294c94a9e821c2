import type { Changes, Origin } from './changes';
import { coerced, type Sent } from './coerce';
import { Refusal, type Field, type Row, type Value, type Values } from './model';
import type { Rules } from './rules';
import type { SalesforceStore } from './store';
import type { SalesforceSwitches } from './switches';
import type { Table } from './table';

export type Json = Record<string, unknown>;

/** Where a write comes from. */
export interface Source extends Origin {
	/** CSV cells are texts; the screens may do what the API may not. */
	readonly from: 'json' | 'csv' | 'screen';
	/** The caller asked to save although there are duplicates. */
	readonly allowDuplicates?: boolean;
}

/** Checks what is sent against the object and saves it (salesforce.md 3 and 5). Each method throws a Refusal and then changed nothing. */
export class Writer {
	constructor(
		private readonly store: SalesforceStore,
		private readonly switches: SalesforceSwitches,
		private readonly changes: Changes,
		private readonly rules: Rules,
	) {}

	insert(table: Table, sent: Json, source: Source, id?: string): Row {
		const values: Record<string, Value> = {};
		for (const field of table.fields.values())
			if (field.default !== null || field.type === 'boolean') values[field.name] = field.default ?? false;
		if (table.field('OwnerId', true)) values.OwnerId = source.by;
		Object.assign(values, this.values(table, sent, source));
		this.demand([...table.fields.values()], values);
		this.rules.demand(table, values, undefined, source);
		return this.changes.create(table, values, source, id);
	}

	update(row: Row, sent: Json, source: Source): Row {
		const table = this.store.tableOf(row);
		if (row.deletedAt > 0) throw new Refusal(404, 'ENTITY_IS_DELETED', 'entity is deleted');
		if (row.readOnly && source.from !== 'screen') throw insufficient();
		const values = this.values(table, sent, source);
		const touched = Object.keys(values).map((name) => table.field(name, true)!);
		this.demand(touched, values);
		this.rules.demand(table, values, row, source);
		return this.changes.update(row, values, source);
	}

	remove(row: Row, source: Source): void {
		if (row.deletedAt > 0) throw new Refusal(404, 'ENTITY_IS_DELETED', 'entity is deleted');
		if (row.readOnly && source.from !== 'screen') throw insufficient();
		this.rules.lock(row.id, row.values);
		this.changes.remove(row, source);
	}

	/** Living rows with this external id. */
	byExternalId(table: Table, field: Field, value: unknown): Row[] {
		const { numberInText, trimsText } = this.switches;
		const key = coerced(field, value as Sent, { from: 'csv', numberInText, trimsText }, this.store);
		if (field.name === 'Id') {
			const row = this.store.living(key);
			return row && row.object === table.name ? [row] : [];
		}
		return [...table.equal(field).get(key)].flatMap((id) => {
			const row = table.get(id);
			return row && row.deletedAt === 0 && !row.unshared ? [row] : [];
		});
	}

	/** By an external id field's name. Throws a Refusal NOT_FOUND for a field that is none. */
	externalIdField(table: Table, name: string): Field {
		const field = table.field(name);
		if (field?.externalId || field?.name === 'Id') return field;
		const message = `Provided external ID field does not exist or is not accessible: ${name}`;
		throw new Refusal(404, 'NOT_FOUND', message);
	}

	private values(table: Table, sent: Json, source: Source): Values {
		const values: Record<string, Value> = {};
		const { numberInText, trimsText } = this.switches;
		const from = source.from === 'csv' ? 'csv' : 'json';
		for (const [name, value] of Object.entries(sent)) {
			if (name === 'attributes') continue;
			const parent = this.parentOf(table, name, value);
			const field = parent?.field ?? table.field(name, source.from === 'screen');
			if (!field) {
				const message = `No such column '${name}' on sobject of type ${table.name}`;
				throw new Refusal(400, 'INVALID_FIELD', message, []);
			}
			if (!field.writable || (field.access !== 'full' && source.from !== 'screen')) {
				const message = `Unable to create/update fields: ${field.name}. Field-level security makes it read-only for you.`;
				throw new Refusal(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, [field.name]);
			}
			values[field.name] = parent
				? parent.id
				: coerced(field, value as Sent, { from, numberInText, trimsText }, this.store);
		}
		return values;
	}

	/** A parent named by its external id: {"Account": {"Key__c": "7"}}, or the CSV column "Account.Key__c". */
	private parentOf(table: Table, name: string, value: unknown): { field: Field; id: string | null } | undefined {
		const [relation = '', column] = name.split('.');
		const isObject = typeof value === 'object' && value !== null;
		if (column === undefined && !isObject) return undefined;
		const field = table.relation(relation);
		const parents = field && this.store.table(field.referenceTo[0] ?? '');
		if (!field || !parents) return undefined;
		const entries = isObject ? Object.entries(value).filter(([key]) => key !== 'attributes') : [[column!, value]];
		const [key, wanted] = entries[0] ?? [];
		const external = this.externalIdField(parents, String(key));
		if (wanted === '' || wanted === null || wanted === '#N/A') return { field, id: null };
		const found = this.byExternalId(parents, external, wanted);
		if (found.length === 1) return { field, id: found[0]!.id };
		const where = `field ${external.name} in entity ${parents.name}`;
		const what = found.length ? 'found more than once' : 'not found';
		throw new Refusal(400, 'INVALID_FIELD', `Foreign key external ID: ${String(wanted)} ${what} for ${where}`, []);
	}

	private demand(fields: readonly Field[], values: Values): void {
		const missing = fields.filter(({ name, required }) => required && (values[name] ?? null) === null);
		if (missing.length === 0) return;
		const names = missing.map(({ name }) => name);
		const message = `Required fields are missing: [${names.join(', ')}]`;
		throw new Refusal(400, 'REQUIRED_FIELD_MISSING', message, names);
	}
}

const insufficient = () =>
	new Refusal(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
