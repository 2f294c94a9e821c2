import { readInBulk, type Found } from '../shared/bulk';
import { settled } from '../shared/settled';
import { SalesforceClient } from './client';
import { codeOf } from './errors';
import * as schema from './schema';
import type { Described, ObjectSummary, SalesforceRecord } from './schema';
import { fieldPath, keysPerQuery, objectName, quoted } from './soql';
import { longId } from './ids';

export interface Query {
	/** Built from checked names and escaped values only (soql.ts). */
	soql: string;
	/** With deleted records of the last days (`IsDeleted`) and archived ones. */
	includeDeleted?: boolean;
	/** A wish, 200 to 2000; Salesforce may give other numbers. */
	pageSize?: number;
	/** In words that fit after "could not". */
	doing?: string;
}

/** Rows of a query inside a query. */
interface ChildRows {
	records: SalesforceRecord[];
	done: boolean;
	nextRecordsUrl?: string;
}

export interface QueryPage {
	records: SalesforceRecord[];
	totalSize: number;
	/** Names the next page, for two days at most; undefined on the last one. */
	next?: string;
	/** Salesforce's clock when it answered, epoch milliseconds; whole seconds. */
	serverTime?: number;
}

/** Whether the rest of a query must be asked for anew: its cursor is too old, or too many were open (salesforce.md 2). */
export const isLocatorGone = (error: unknown): boolean => codeOf(error) === 'INVALID_QUERY_LOCATOR';

/** What is read from Salesforce, one method per endpoint. Names of objects and fields are checked here and never pasted unchecked. */
export class SalesforceReading extends SalesforceClient {
	/** The first page of a query. @throws Fault */
	async page({ soql, includeDeleted = false, pageSize, doing = 'read records' }: Query): Promise<QueryPage> {
		const { connection, serverTime } = await this.connection(schema.queryPage, { doing });
		const headers: Record<string, string> =
			pageSize === undefined ? {} : { 'Sforce-Query-Options': `batchSize=${pageSize}` };
		return pageOf(await connection.query(soql, { scanAll: includeDeleted, headers }), serverTime());
	}

	/** The page that `next` of the page before it names. @throws Fault; see `isLocatorGone` */
	async nextPage(next: string, doing = 'read more records'): Promise<QueryPage> {
		const { connection, serverTime } = await this.connection(schema.queryPage, { doing });
		return pageOf(await connection.queryMore(next), serverTime());
	}

	/**
	 * All rows of a query, page by page as they are wanted. When its cursor has died, the query goes on behind the last
	 * row, where `after` can say how; otherwise it begins anew and passes over the rows that were given already.
	 * @param after the same query from behind the record with this ID; for queries in the order of Id
	 */
	async *rows(query: Query, after?: (id: string) => string): AsyncGenerator<SalesforceRecord, void, undefined> {
		const given = new Set<string>();
		let last: string | undefined;
		for (let idle = 0; idle < MOST_RESTARTS; idle++) {
			const soql = after && last !== undefined ? after(last) : query.soql;
			const pages = this.pages({ ...query, soql });
			for (;;) {
				const outcome = await settled(async () => await pages.next());
				if ('error' in outcome) {
					if (isLocatorGone(outcome.error) && last !== undefined && idle + 1 < MOST_RESTARTS) break;
					throw outcome.error;
				}
				if (outcome.value.done) return;
				for (const row of outcome.value.value.records) {
					if (row.Id !== undefined && given.has(row.Id)) continue;
					await this.completeChildren(row, query.doing);
					yield row;
					if (row.Id === undefined) continue;
					last = row.Id;
					idle = -1;
					if (!after) given.add(row.Id);
				}
			}
		}
	}

	private async *pages(query: Query): AsyncGenerator<QueryPage, void, undefined> {
		for (let page: QueryPage | undefined = await this.page(query); page;) {
			yield page;
			page = page.next === undefined ? undefined : await this.nextPage(page.next, query.doing);
		}
	}

	/** Of the rows of a query inside a query only the first come with their parent, and an address for the rest. */
	private async completeChildren(row: SalesforceRecord, doing?: string): Promise<void> {
		for (const value of Object.values(row)) {
			const children = value as Partial<ChildRows> | null;
			if (!Array.isArray(children?.records)) continue;
			while (children.done === false && children.nextRecordsUrl) {
				const { records, next } = await this.nextPage(children.nextRecordsUrl, doing);
				children.records.push(...records);
				if (next === undefined) children.done = true;
				else children.nextRecordsUrl = next;
			}
			delete children.nextRecordsUrl;
			for (const child of children.records) await this.completeChildren(child, doing);
		}
	}

	/** What an object is made of; asked for once in a run. @throws Fault */
	async describe(object: string): Promise<Described> {
		const name = objectName(object);
		return await this.once(`describe ${name}`, async () => {
			const { connection } = await this.connection(schema.described, { doing: `read the fields of ${name}` });
			return (await connection.describe(name)) as unknown as Described;
		});
	}

	/** Every object that the user may see; asked for once in a run. */
	async objects(): Promise<ObjectSummary[]> {
		return await this.once('objects', async () => {
			const { connection } = await this.connection(schema.objectList, { doing: 'list the objects' });
			return ((await connection.describeGlobal()) as unknown as { sobjects: ObjectSummary[] }).sobjects;
		});
	}

	/** The limits of the organisation: `{DailyApiRequests: {Max, Remaining}, ...}`. */
	async limits(): Promise<Record<string, { Max: number; Remaining: number }>> {
		const { connection } = await this.connection(schema.limits, { doing: 'read the limits' });
		return (await connection.limits()) as unknown as Record<string, { Max: number; Remaining: number }>;
	}

	/**
	 * IDs of records that changed (salesforce.md 2.2); seconds are cut off, at most 30 days back.
	 * @param start ISO @param end ISO
	 */
	async updatedIds(object: string, start: string, end: string) {
		const name = objectName(object);
		const { connection } = await this.connection(schema.updatedIds, { doing: `read which ${name} records changed` });
		return (await connection.updated(name, start, end)) as unknown as { ids: string[]; latestDateCovered: string };
	}

	/** IDs of deleted records, at most 15 days back (salesforce.md 2.2). @param start ISO @param end ISO */
	async deletedIds(object: string, start: string, end: string) {
		const name = objectName(object);
		const { connection } = await this.connection(schema.deletedIds, {
			doing: `read which ${name} records were deleted`,
		});
		return (await connection.deleted(name, start, end)) as unknown as {
			deletedRecords: Array<{ id: string; deletedDate: string }>;
			earliestDateAvailable?: string;
			latestDateCovered: string;
		};
	}

	/**
	 * Records by their IDs, in as few requests as addresses are long. A failed request fails its own IDs only.
	 * @returns by IDs with 18 characters
	 */
	async byIds(
		object: string,
		ids: Iterable<string>,
		fields: readonly string[],
		{ includeDeleted = false }: { includeDeleted?: boolean } = {},
	): Promise<Found<SalesforceRecord>> {
		const found = await this.byKeys(object, 'Id', [...ids].map(longId), fields, { includeDeleted });
		return found;
	}

	/**
	 * Records by the values of one field.
	 * @param keyOf the key under which a record was asked for, from the value it has; for fields that do not tell capitals
	 * @param literal a key as it stands in the query; default as text
	 */
	async byKeys(
		object: string,
		column: string,
		keys: Iterable<string>,
		fields: readonly string[],
		more: {
			includeDeleted?: boolean;
			keyOf?: (value: unknown) => string;
			literal?: (key: string) => string;
			/** Several records with one key: what becomes of them. Default: the last one counts. */
			onSeveral?: (key: string, records: SalesforceRecord[]) => SalesforceRecord;
		} = {},
	): Promise<Found<SalesforceRecord>> {
		const { includeDeleted, keyOf = String, literal = quoted, onSeveral } = more;
		const wanted = [...new Set(keys)];
		const names = [...new Set(['Id', column, ...fields])].map((name) => fieldPath(name));
		const head = `SELECT ${names.join(',')} FROM ${objectName(object)} WHERE ${fieldPath(column)} IN (`;
		const size = keysPerQuery(head, wanted.map(literal));
		const load = async (chunk: string[]) => {
			const soql = `${head}${chunk.map(literal).join(',')}) ORDER BY Id`;
			const byKey = new Map<string, SalesforceRecord[]>();
			for await (const row of this.rows({ soql, includeDeleted, doing: `read ${object} records by ${column}` })) {
				const key = keyOf(row[column]);
				byKey.set(key, [...(byKey.get(key) ?? []), row]);
			}
			return new Map(
				[...byKey].map(([key, rows]) => [key, rows.length > 1 && onSeveral ? onSeveral(key, rows) : rows.at(-1)!]),
			);
		};
		return await readInBulk(wanted, { size, parallel: LOOKUPS_AT_ONCE, load });
	}
}

/** A query that brings nothing new so often in a row will not come to its end. */
const MOST_RESTARTS = 4;

/** The governor of the account lets through no more than the credential allows. */
const LOOKUPS_AT_ONCE = 5;

const pageOf = (
	{
		records,
		totalSize,
		nextRecordsUrl,
		done,
	}: { records: unknown[]; totalSize: number; nextRecordsUrl?: string; done: boolean },
	serverTime: number | undefined,
): QueryPage => ({
	records: records as SalesforceRecord[],
	totalSize,
	...(!done && nextRecordsUrl !== undefined && { next: nextRecordsUrl }),
	...(serverTime !== undefined && { serverTime }),
});
