import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import { settled } from '../shared/settled';
import { BASE_PATH, DaktelaClient, type Clock } from './client';
import { customFieldsIn, type CustomField } from './customFields';
import { stampOf, type Kind } from './kinds';
import { isKind } from './lost';
import { pageThrough } from './paging';
import { allOf, pairsOf, where, type Query, type Sort } from './query';
import { keyOf, withoutMeta, type DaktelaRecord } from './record';
import * as schema from './schema';

export type { Clock } from './client';
export type { CustomField } from './customFields';
export type { Condition, Filter, Group, Query, Sort } from './query';
export type { DaktelaRecord } from './record';

/** The most that Daktela gives out at once (daktela.md 4). */
export const LONGEST_PAGE = 1000;
/** Without chosen columns every row carries its related records in full (daktela.md 3). */
const HEAVY_PAGE = 200;
/** Rows that are looked at for what they tell of their custom fields. */
const LOOKED_AT = 50;
const UPLOAD_TIMEOUT_MS = 120_000;

export interface Listing {
	rows: DaktelaRecord[];
	/** Rows that fit the filter, on all pages; left out where Daktela does not tell. */
	total?: number;
	clock: Clock;
}

/**
 * Daktela's REST API v6. A resource goes by its name in the address: `contacts`, `crmRecords`, or `tickets/12/activities` for what
 * belongs to a record. Records come without Daktela's meta keys.
 */
export class DaktelaApi extends DaktelaClient {
	private readonly learnt = new Map<string, Map<string, CustomField>>();
	private readonly learning = new Map<string, Promise<unknown>>();

	/** One page. @param page `skip` rows from 0, `take` at most 1000 */
	async list(
		resource: string,
		query: Query,
		page: { skip?: number; take: number },
		doing = `read ${resource}`,
	): Promise<Listing> {
		const pairs = pairsOf(query, { skip: page.skip ?? 0, take: Math.min(page.take, LONGEST_PAGE) });
		const { result, clock } = await this.ask({ method: 'GET', path: pathOf(resource), query: pairs, doing });
		const { rows, total } = schema.readListing(result, doing);
		this.learn(resource, rows);
		return { rows: rows.map(withoutMeta), clock, ...(total !== undefined && { total }) };
	}

	/**
	 * All rows, page by page as they are wanted, in a stable order: by the sort given and by key behind it.
	 * @param key the field that tells rows apart, `name` for nearly all
	 */
	async *rows(
		resource: string,
		query: Query,
		{ limit = Infinity, key = 'name', doing }: { limit?: number; key?: string; doing?: string } = {},
	): AsyncGenerator<DaktelaRecord, void, undefined> {
		const sorted: Query = {
			...query,
			sort: stable(query.sort ?? [], key),
			...(query.fields?.length && { fields: [...new Set([key, ...query.fields])] }),
		};
		const size = sorted.fields?.length ? LONGEST_PAGE : HEAVY_PAGE;
		yield* pageThrough(async (skip, take) => await this.list(resource, sorted, { skip, take }, doing), {
			keyOf: (row) => keyOf(row, key),
			size,
			limit,
		});
	}

	/** Undefined when there is no such record. @throws Fault where that cannot be told for certain */
	async find(resource: string, name: string, doing = `read ${resource} ${name}`): Promise<DaktelaRecord | undefined> {
		const read = await settled(async () => await this.ask({ method: 'GET', path: pathOf(resource, name), doing }));
		if ('value' in read) {
			const row = schema.readRecord(read.value.result, doing);
			this.learn(resource, [row]);
			return withoutMeta(row);
		}
		const { error } = read;
		if (!(error instanceof Fault)) throw error;
		if (error.kind === 'notFound') return undefined;
		if (error.kind !== 'invalid') throw error;
		// "Object not exist" was met without its status (daktela.md 7); its words are localised, so the list decides.
		const { rows } = await this.list(resource, { filter: where('name', 'eq', name) }, { take: 2 }, doing);
		return rows.find((row) => keyOf(row) === name);
	}

	/** @throws Fault `notFound` when there is no such record */
	async get(resource: string, name: string): Promise<DaktelaRecord> {
		const record = await this.find(resource, name);
		if (record) return record;
		throw new Fault('notFound', `Daktela has no ${resource} record with the key "${name}".`, { field: 'Key' });
	}

	/** @returns the record as Daktela stored it; what was sent where it answers nothing */
	async create(resource: string, body: IDataObject, doing = `create ${resource}`): Promise<DaktelaRecord> {
		return await this.written(await this.tell({ method: 'POST', path: pathOf(resource), body, doing }), body, doing);
	}

	/** Only the given fields are meant to change (daktela.md 6). May be sent twice. */
	async update(
		resource: string,
		name: string,
		body: IDataObject,
		doing = `update ${resource} ${name}`,
	): Promise<DaktelaRecord> {
		const call = {
			method: 'PUT' as const,
			path: pathOf(resource, name),
			body,
			doing,
			repeatable: !('add_files' in body),
		};
		return await this.written(await this.tell(call), { name, ...body }, doing);
	}

	async remove(resource: string, name: string, doing = `delete ${resource} ${name}`): Promise<void> {
		await this.tell({ method: 'DELETE', path: pathOf(resource, name), doing });
	}

	/** Puts a file aside. @returns its temporary name, for `add_files` of a record (daktela.md 5) */
	async upload(file: { name: string; mimeType: string; data: Buffer }): Promise<string> {
		const [{ encodeFile }, { randomUUID }] = await Promise.all([import('./upload'), import('node:crypto')]);
		const doing = `take the file "${file.name}"`;
		const { body, contentType } = encodeFile(file, `part-${randomUUID()}`);
		const headers = { 'Content-Type': contentType };
		const send = async (base: string) =>
			await this.through(
				async () =>
					await this.wire.json({
						method: 'POST',
						path: `${base}/file/upload.php?type=save`,
						headers,
						body,
						doing,
						// Only puts a file aside, so that twice does no harm.
						repeatable: true,
						timeoutMs: UPLOAD_TIMEOUT_MS,
					}),
			);
		const first = await settled(async () => await send(''));
		// Whether it lies at the root or below the API is not documented.
		if ('error' in first && !isKind(first.error, 'notFound')) throw first.error;
		const { data } = 'value' in first ? first.value : await send(BASE_PATH);
		return schema.readUpload(data, doing);
	}

	/**
	 * Reads the newest rows for what they tell of their custom fields, which no endpoint lists (daktela.md 5). Once for a place.
	 * @param chosen the database, record type or category whose rows to look at; empty for any
	 */
	async learnFields(kind: Kind, chosen = ''): Promise<void> {
		const { resource, place, many } = kind;
		const filter = place && chosen !== '' ? { filter: where(place.field, 'eq', chosen) } : {};
		const sort = [{ field: stampOf(kind), dir: 'desc' as const }];
		const which = `${resource} ${chosen}`;
		const reading =
			this.learning.get(which) ??
			this.list(resource, { sort, ...filter }, { take: LOOKED_AT }, `read the fields of ${many}`);
		this.learning.set(which, reading);
		await reading;
	}

	/** The custom fields that the rows read so far have told of. */
	customFields(resource: string): CustomField[] {
		return [...(this.learnt.get(resource)?.values() ?? [])];
	}

	private async written(result: unknown, sent: IDataObject, doing: string): Promise<DaktelaRecord> {
		return result === undefined ? { ...sent } : withoutMeta(schema.readRecord(result, doing, 'unknown'));
	}

	private learn(resource: string, rows: readonly IDataObject[]): void {
		const known = this.learnt.get(resource) ?? new Map<string, CustomField>();
		this.learnt.set(resource, known);
		for (const field of customFieldsIn(rows))
			if (field.type !== '' || !known.has(field.name)) known.set(field.name, field);
	}
}

/** `tickets/12/activities` stands for what belongs to a record; a key in it may come encoded. */
export function pathOf(resource: string, name?: string): string {
	const steps = resource
		.split('/')
		.filter(Boolean)
		.map((step) => (isEncoded(step) ? step : encodeURIComponent(step)));
	return `/${[...steps, ...(name === undefined ? [] : [encodeURIComponent(name)])].join('/')}.json`;
}

const isEncoded = (step: string): boolean => /%[0-9a-f]{2}/i.test(step) && !/%(?![0-9a-f]{2})/i.test(step);

function stable(sort: readonly Sort[], key: string): Sort[] {
	return sort.some(({ field }) => field === key) ? [...sort] : [...sort, { field: key, dir: 'asc' }];
}

export { allOf, where };
