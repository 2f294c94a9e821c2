import type { IDataObject } from 'n8n-workflow';

import type { Found } from '../../shared/bulk';
import { Fault } from '../../shared/fault';
import type { SalesforceApi, SalesforceRecord } from '../api';
import type { FieldInfo } from '../schema';
import type { Shape, Values } from '../shape';
import { literalOf } from '../soql';

/** What a record is found by. */
export interface Key {
	column: string;
	value: string;
	info: FieldInfo;
}

/** Records with the same external ID, where there may be only one. */
interface Several extends SalesforceRecord {
	several: string[];
}

const isText = ({ type }: FieldInfo): boolean => type === 'string' || type === 'email' || type === 'textarea';

/** Salesforce tells capitals in an external ID only where the field is set to. */
const folded = (value: unknown, info: FieldInfo): string => {
	if (!isText(info)) return String(value);
	const text = String(value).trim();
	return info.caseSensitive === true ? text : text.toLowerCase();
};

/** The records that the items of a run may find, read in bulk; and the names by which the run knows them. */
export class Existing {
	private readonly names = new Map<string, string>();
	private readonly wanted = new Map<string, { shape: Shape; id: Key; keys: Set<string>; columns: Set<string> }>();
	private readonly found = new Map<string, Found<SalesforceRecord>>();

	/** The first writing of a key in this run: two writings of it mean one record. */
	nameOf(shape: Shape, { column, value, info }: Key): string {
		const place = `${shape.object} ${column} ${folded(value, info)}`;
		const known = this.names.get(place);
		if (known === undefined) this.names.set(place, value);
		return known ?? value;
	}

	/** Notes that a record will be asked for, with these columns. */
	want(shape: Shape, id: Key, values: Values): void {
		const place = `${shape.object} ${id.column}`;
		const asked = this.wanted.get(place) ?? { shape, id, keys: new Set(), columns: new Set() };
		this.wanted.set(place, asked);
		asked.keys.add(folded(id.value, id.info));
		for (const name of Object.keys(values)) asked.columns.add(name);
	}

	async read(api: SalesforceApi): Promise<void> {
		for (const [place, { shape, id, keys, columns }] of this.wanted) {
			const { column, info } = id;
			const found = await api.byKeys(shape.object, column, keys, [...columns], {
				keyOf: (value) => folded(value, info),
				literal: (key) => literalOf(key, info.type, 'UTC', column),
				onSeveral: (_, records): Several => ({ several: records.map(({ Id }) => String(Id)) }),
			});
			this.found.set(place, found);
		}
	}

	/** @throws Fault when its reading failed, or when several records have this key */
	find(shape: Shape, { column, value, info }: Key): SalesforceRecord | undefined {
		const record = this.found.get(`${shape.object} ${column}`)?.get(folded(value, info));
		if (!record || !('several' in record)) return record;
		const ids = (record as Several).several.join(', ');
		throw new Fault('conflict', `Several ${shape.object} records have "${value}" as ${column}: ${ids}.`, {
			field: column,
			advice: 'Merge them in Salesforce, and make the external ID field unique.',
		});
	}

	written(shape: Shape, { column, value, info }: Key, ids: IDataObject, values: Values): void {
		const found = this.found.get(`${shape.object} ${column}`);
		const key = folded(value, info);
		found?.set(key, shape.after(found.get(key), ids, values));
	}
}
