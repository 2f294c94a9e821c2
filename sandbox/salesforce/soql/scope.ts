import type { Field, Row, Value } from '../model';
import { Refusal } from '../model';
import { shown } from '../schema/fields';
import type { SalesforceStore } from '../store';
import type { Table } from '../table';
import { problemAt } from './lexer';
import type { Path } from './parser';

/** From a row to its parent. */
export interface Step {
	/** As describe writes it: 'Account'. */
	readonly name: string;
	parent(row: Row): Row | undefined;
}

/** A field that a query names, on the object itself or up to five parents away. */
export interface Target {
	readonly steps: readonly Step[];
	readonly field: Pick<Field, 'name' | 'type'>;
	/** A stored field of the queried object itself, which an index can serve. */
	readonly own: Field | undefined;
	/** The queried object. */
	readonly table: Table;
	readonly filterable: boolean;
	read(row: Row): Value;
	/** As JSON carries it; `row` is the one that has the field. */
	show(row: Row): unknown;
}

const MOST_STEPS = 5;

/** Looks up the names of one query. */
export class Scope {
	constructor(
		private readonly store: SalesforceStore,
		private readonly hiddenReadsEmpty: boolean,
		readonly soql: string,
		readonly table: Table,
		private readonly alias: string | undefined,
	) {}

	/** Throws a Refusal INVALID_FIELD with the name and its place. */
	resolve(path: Path): Target {
		const names = path.text.split('.');
		const first = names[0]!.toLowerCase();
		if (names.length > 1 && (first === this.alias?.toLowerCase() || first === this.table.name.toLowerCase()))
			names.shift();
		const leaf = names.pop()!;
		if (names.length > MOST_STEPS)
			throw this.problem(path, `${path.text} goes through more than ${MOST_STEPS} relationships`);
		const steps: Step[] = [];
		let tables: readonly Table[] = [this.table];
		for (const name of names) {
			const reference = tables.length === 1 ? tables[0]!.relation(name) : undefined;
			if (!reference) throw this.problem(path, `Didn't understand relationship '${name}' in field path`);
			steps.push({
				name: reference.relationshipName!,
				parent: (row) => this.store.living(reference.read(row)),
			});
			tables = reference.referenceTo.map((object) => this.store.table(object)!);
		}
		const field = tables.length === 1 ? this.fieldOf(tables[0]!, leaf) : commonField(this.store, leaf);
		if (!field) throw this.noSuchColumn(path, leaf, tables);
		return this.target(steps, field);
	}

	problem(path: Pick<Path, 'at'>, what: string, code = 'INVALID_FIELD', fields: string[] = []): Refusal {
		return problemAt(this.soql, path.at, code, what, fields);
	}

	private target(steps: readonly Step[], field: Field): Target {
		const read = (row: Row): Value => {
			let at: Row | undefined = row;
			for (const step of steps) at = at && step.parent(at);
			return at ? field.read(at) : null;
		};
		return {
			steps,
			field,
			own: steps.length === 0 && !field.formula && field.access !== 'hidden' ? field : undefined,
			table: this.table,
			filterable: field.type !== 'address' && !(field.type === 'textarea' && field.length > 255),
			read: steps.length === 0 ? field.read : read,
			show: (row) => shown(field, row, field.read(row)),
		};
	}

	private fieldOf(table: Table, name: string): Field | undefined {
		const field = table.field(name, this.hiddenReadsEmpty);
		return field?.access === 'hidden' ? { ...field, read: () => null } : field;
	}

	private noSuchColumn(path: Path, leaf: string, tables: readonly Table[]): Refusal {
		const entity = tables.length === 1 ? tables[0]!.name : 'Name';
		return this.problem(path, `No such column '${leaf}' on entity '${entity}'.`);
	}
}

/** What every object has that a reference with several targets may name: Id, Name and Type. */
function commonField(store: SalesforceStore, name: string): Field | undefined {
	const known = { id: 'Id', name: 'Name', type: 'Type' }[name.toLowerCase()];
	const sample = known && store.table('Account')?.field('Name', true);
	if (!sample) return undefined;
	const read = (row: Row): Value =>
		known === 'Type' ? row.object : (store.tableOf(row).field(known)?.read(row) ?? null);
	return { ...sample, name: known, access: 'full', formula: null, read };
}
