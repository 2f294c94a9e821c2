import type { IDataObject } from 'n8n-workflow';

import type { ItemContext } from '../../shared/operation';
import type { SalesforceApi, SalesforceRecord } from '../api';
import { recordIdOf } from '../ids';
import { fieldPath, objectName, quoted } from '../soql';
import { recordOf } from '../watch/record';
import { columnsFor } from './columns';
import { whereOf, type Condition } from './conditions';
import { goneFault } from './updating';

interface FindValues {
	object: string;
	columns: string[];
	options: { parentColumns?: string; ifUnreadable?: string; includeDeleted?: boolean };
}

interface ManyValues extends FindValues {
	combine: string;
	conditions: { rows?: Condition[] };
	sort: { rows?: Array<{ field?: string; direction?: string }> };
	returnAll: boolean;
	limit: number;
}

export async function findOne({ api, read, hint }: ItemContext<SalesforceApi, FindValues & { record: string }>) {
	const object = objectName(read.object);
	const id = recordIdOf(read.record);
	const columns = await columnsFor(api, object, read, hint);
	const { records } = await api.page({
		soql: `SELECT ${columns.join(',')} FROM ${object} WHERE Id = ${quoted(id)}`,
		doing: `read the ${object} record ${id}`,
	});
	if (records[0]) return shown(records[0], columns, read);
	throw goneFault(object, id);
}

export async function* findMany({
	api,
	read,
	hint,
	timezone,
}: ItemContext<SalesforceApi, ManyValues>): AsyncGenerator<IDataObject> {
	const object = objectName(read.object);
	const columns = await columnsFor(api, object, read, hint);
	const conditions = read.conditions.rows ?? [];
	const where = await whereOf(api, object, conditions, { any: read.combine === 'any', zone: timezone });
	const order = orderOf(read.sort.rows ?? []);
	const limit = read.returnAll ? undefined : Math.floor(Number(read.limit));
	const soql = (last?: string) => {
		const both = [where, last === undefined ? '' : `Id > ${quoted(last)}`].filter((one) => one !== '');
		const parts = [
			`SELECT ${columns.join(',')} FROM ${object}`,
			both.length > 0 ? `WHERE ${both.length > 1 ? both.map((one) => `(${one})`).join(' AND ') : both[0]}` : '',
			`ORDER BY ${order || 'Id'}`,
			limit !== undefined && limit >= 1 ? `LIMIT ${limit}` : '',
		];
		return parts.filter((part) => part !== '').join(' ');
	};
	const query = {
		soql: soql(),
		doing: `read ${object} records`,
		...(read.options.includeDeleted && { includeDeleted: true }),
	};
	for await (const row of api.rows(query, order ? undefined : soql)) yield shown(row, columns, read);
}

/** Only here it is known which fields of a parent were asked for: without the parent they are null, so that a mapping can clear. */
const shown = (row: SalesforceRecord, columns: readonly string[], read: unknown): IDataObject =>
	(read as { simplify?: boolean }).simplify === true ? recordOf(row, columns) : row;

/** Records that are equal in it come by their IDs, so that the order is the same on every page. */
function orderOf(rows: ReadonlyArray<{ field?: string; direction?: string }>): string {
	const fields = rows
		.filter(({ field }) => field)
		.map(({ field, direction }) => {
			return `${fieldPath(field!, 'Sort')} ${direction === 'desc' ? 'DESC' : 'ASC'} NULLS LAST`;
		});
	return fields.length > 0 ? [...fields, 'Id ASC'].join(', ') : '';
}
