import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import type { Changes } from '../shared/sync/types';
import type { Described, FieldInfo, SalesforceRecord } from './schema';
import { isWritable, type Writing } from './targets';
import { isSame, valueFor, type Value } from './values';

/** Converted values by column; a parent by its external ID as `Account.Number__c`. */
export type Values = Record<string, Value>;

/** A field of the object, or a parent that is named by its external ID. */
interface Column {
	/** As in a query and in the heading of a CSV. */
	name: string;
	info: Pick<FieldInfo, 'type' | 'name' | 'scale'>;
	/** `Account` and `Number__c` of `Account.Number__c`, and the field that holds the parent's ID. */
	parent?: { relation: string; key: string; idField: string };
}

/** What can be written to an object, by the names that a person maps; every name is looked up once. */
export class Shape {
	private readonly columns = new Map<string, Column | Fault>();
	private readonly fields: Map<string, FieldInfo>;
	private readonly key: string;

	constructor(
		private readonly described: Described,
		private readonly writing: Writing,
		/** The field that records are found by, which need not be writable (a number that Salesforce gives). */
		key = '',
	) {
		this.key = key.toLowerCase();
		this.fields = new Map(described.fields.map((info) => [info.name.toLowerCase(), info]));
	}

	get object(): string {
		return this.described.name;
	}

	/** A field by its name, whatever its capitals. @throws Fault `misconfigured` when it is missing or hidden */
	field(name: string): FieldInfo {
		const info = this.fields.get(name.toLowerCase());
		if (!info) throw this.missing(name);
		return info;
	}

	/**
	 * The values of an item as Salesforce takes them.
	 * @param leftOut is told of what cannot be written, which is then left out; without it such a field is a Fault
	 * @throws Fault naming the field
	 */
	values(
		mapped: Readonly<Record<string, unknown>>,
		zone: string,
		leftOut?: (name: string, why: Fault) => void,
	): Values {
		const values: Values = {};
		for (const name of Object.keys(mapped)) {
			const column = this.column(name);
			if (!(column instanceof Fault)) values[column.name] = valueFor(mapped[name], column.info, zone);
			else if (leftOut) leftOut(name, column);
			else throw column;
		}
		return values;
	}

	/** The body of a request: parents as objects. */
	body(values: Values): IDataObject {
		const body: IDataObject = {};
		for (const name of Object.keys(values)) {
			const value = values[name]!;
			const parent = name.includes('.') ? this.known(name).parent : undefined;
			if (!parent) body[name] = value;
			else if (value === null) body[parent.idField] = null;
			else body[parent.relation] = { [parent.key]: value };
		}
		return body;
	}

	/** The fields in which a record is not as wanted. */
	changes(values: Values, record: SalesforceRecord | undefined): Changes {
		const changes: Changes = {};
		for (const [name, to] of Object.entries(values)) {
			const { info, parent } = this.known(name);
			const from = (parent ? (record?.[parent.relation] as IDataObject | null)?.[parent.key] : record?.[name]) ?? null;
			if (record ? !isSame(from, to, info) : to !== null) changes[name] = { from, to };
		}
		return changes;
	}

	/** The record as it is after a write, so that a later item of the run finds it so. */
	after(before: SalesforceRecord | undefined, ids: IDataObject, values: Values): SalesforceRecord {
		const record: IDataObject = { ...before, ...ids };
		for (const [name, value] of Object.entries(values)) {
			const { parent } = this.known(name);
			if (!parent) record[name] = value;
			else record[parent.relation] = value === null ? null : { [parent.key]: value };
		}
		return record as SalesforceRecord;
	}

	private known(name: string): Column {
		const column = this.columns.get(name);
		return column && !(column instanceof Fault) ? column : { name, info: this.field(name) };
	}

	private column(name: string): Column | Fault {
		let column = this.columns.get(name);
		if (!column) {
			column = this.lookUp(name);
			this.columns.set(name, column);
			if (!(column instanceof Fault)) this.columns.set(column.name, column);
		}
		return column;
	}

	private lookUp(name: string): Column | Fault {
		const [relation, key, ...deeper] = name.split('.');
		const info =
			key === undefined
				? this.fields.get(name.toLowerCase())
				: this.described.fields.find(
						({ relationshipName }) => relationshipName?.toLowerCase() === relation!.toLowerCase(),
					);
		if (!info || deeper.length > 0) return this.missing(name);
		if (!isWritable(info, this.writing) && info.name.toLowerCase() !== this.key) return this.readOnly(name);
		if (key === undefined) return { name: info.name, info };
		// The type of the parent's field is not known here; Salesforce converts what it is given.
		const parent = { relation: info.relationshipName!, key, idField: info.name };
		return { name: `${parent.relation}.${key}`, info: { name, type: 'string' }, parent };
	}

	private missing(name: string): Fault {
		const alike = this.described.fields.find(
			({ label }) => label?.trim().toLowerCase() === name.trim().toLowerCase(),
		)?.name;
		const advice = `${alike === undefined ? '' : `Did you mean ${alike}? `}Choose the field again, ask an administrator to make it visible (field-level security), or set "If a Field Cannot Be Written" to Leave Out.`;
		const message = `${this.object} has no field "${name}" for this user: it is missing or hidden.`;
		return new Fault('misconfigured', message, { field: name, advice });
	}

	private readOnly(name: string): Fault {
		const how = { create: 'set when a record is created', update: 'changed', upsert: 'written' }[this.writing];
		return new Fault('misconfigured', `"${name}" of ${this.object} cannot be ${how} by this user.`, {
			field: name,
			advice:
				'Formulas and system fields are read-only; for others ask an administrator for the right to edit the field, or set "If a Field Cannot Be Written" to Leave Out.',
		});
	}
}
