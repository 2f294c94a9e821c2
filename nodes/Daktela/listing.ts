import type { IDataObject } from 'n8n-workflow';

import type { ItemContext } from '../shared/operation';
import { isoOf } from '../shared/when';
import type { DaktelaApi, DaktelaRecord } from './api';
import { queryFrom, type ListRead } from './filters';
import type { Kind } from './kinds';
import { flat } from './record';

type Context = Pick<ItemContext<DaktelaApi, ListRead>, 'api' | 'read' | 'timezone'>;

/** The rows that Get Many asks for, page by page. */
export async function* listed(
	{ api, read, timezone }: Context,
	resource: string,
	{ kind, key }: { kind?: Kind; key?: string } = {},
): AsyncGenerator<IDataObject> {
	const query = await queryFrom(read, async () => ({ daktela: await api.zone(), workflow: timezone }));
	const limit = read.returnAll ? Infinity : Number(read.limit ?? Infinity);
	for await (const row of api.rows(resource, query, { limit, ...(key && { key }) }))
		yield await shown(api, row, read, kind);
}

/** A row as it goes out. Simplified here and not by the runner, since times need Daktela's zone. */
export async function shown(
	api: DaktelaApi,
	row: DaktelaRecord,
	read: { simplify?: boolean },
	kind?: Kind,
): Promise<DaktelaRecord> {
	return read.simplify === true ? withTimes(flat(row), kind, await api.zone()) : row;
}

const LOCAL = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Daktela's own times, which bear no zone, as ISO UTC: what comes after must not take them for its own zone's. */
function withTimes(row: DaktelaRecord, kind: Kind | undefined, zone: string): DaktelaRecord {
	const result = { ...row };
	for (const { id, type } of kind?.fields ?? []) {
		const value = result[id];
		if (type === 'time' && typeof value === 'string' && LOCAL.test(value)) result[id] = isoOf(value, zone, id);
	}
	return result;
}
