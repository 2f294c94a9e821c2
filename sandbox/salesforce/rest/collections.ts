import type { VendorReply } from '../../common';
import { Refusal, type Field, type Row } from '../model';
import type { Table } from '../table';
import { keyIn, nameIn, upserted } from '../upsert';
import type { Json } from '../write';
import { bodyOf, rowOf, sourceOf, tableOf, type Call, type Endpoint } from './call';
import { fieldNamed, recordJson } from './records';

const MOST_RECORDS = 200;
const MOST_CHUNKS = 10;
/** For reading by ids. */
const MOST_READ = 2000;

interface Result {
	id?: string;
	success: boolean;
	errors: object[];
	created?: boolean;
}

export const createMany: Endpoint = (call) => {
	const { allOrNone, records } = sentTo(call);
	return each(call, allOrNone, records, (record) => {
		const row = call.writer.insert(typeOf(call, record), record, sourceOf(call));
		return { id: row.id, success: true, errors: [] };
	});
};

export const updateMany: Endpoint = (call) => {
	const { allOrNone, records } = sentTo(call);
	return each(call, allOrNone, records, (record) => {
		const { id, rest } = withoutId(record);
		if (id === undefined) throw new Refusal(400, 'MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']);
		const row = named(call, id, typeOf(call, record));
		call.writer.update(row, rest, sourceOf(call));
		return { id: row.id, success: true, errors: [] };
	});
};

export const deleteMany: Endpoint = (call) => {
	const ids = (call.request.query.get('ids') ?? '').split(',').filter((id) => id !== '');
	demandCount(ids, MOST_RECORDS);
	const allOrNone = call.request.query.get('allOrNone') === 'true';
	return each(call, allOrNone, ids, (id) => {
		const row = named(call, id);
		call.writer.remove(row, sourceOf(call));
		return { id: row.id, success: true, errors: [] };
	});
};

/** `PATCH /composite/sobjects/Contact/Key__c`; without a value of Id a row is made (salesforce.md 3). */
export const upsertMany: Endpoint = (call) => {
	const { allOrNone, records } = sentTo(call);
	const table = tableOf(call, call.parts[0]!);
	const field = call.writer.externalIdField(table, call.parts[1]!);
	const twice = repeated(call, records, field);
	return each(call, allOrNone, records, (record, at) => {
		if (typeOf(call, record) !== table)
			throw new Refusal(400, 'INVALID_TYPE', `Only ${table.name} can be upserted by ${field.name}`);
		if (twice.has(at)) {
			const message = `Duplicate external id specified: ${keyIn(record, field)}`;
			throw new Refusal(400, 'DUPLICATE_VALUE', message, [field.name]);
		}
		const { row, created } = upserted(call.writer, table, field, record, sourceOf(call));
		return { id: row.id, success: true, errors: [], created };
	});
};

/** `GET ?ids=&fields=` and `POST {ids, fields}`: null for what is not there. */
export const retrieveMany: Endpoint = (call) => {
	const table = tableOf(call, call.parts[0]!);
	const split = (name: string) => (call.request.query.get(name) ?? '').split(',').filter((part) => part !== '');
	const body = call.request.method === 'POST' ? bodyOf(call) : { ids: split('ids'), fields: split('fields') };
	const ids = listOf(body.ids, 'ids');
	const fields = listOf(body.fields, 'fields').map((name) => fieldNamed(table, String(name)).name);
	demandCount(ids, MOST_READ);
	const read = (id: unknown) => {
		const row = call.store.living(id);
		const known = row && row.object === table.name && !row.unshared;
		return known ? recordJson(call, table, row, fields.join()) : null;
	};
	return { json: ids.map(read) };
};

/** Results in the order of the items, HTTP 200 even when all failed (salesforce.md 3). */
function each<T>(
	call: Call,
	allOrNone: boolean,
	items: readonly T[],
	save: (item: T, at: number) => Result,
): VendorReply {
	let results: Result[] = [];
	call.store.transaction(() => {
		results = items.map((item, at) => attempt(call, () => save(item, at)));
		return !allOrNone || results.every(({ success }) => success);
	});
	if (allOrNone && results.some(({ success }) => !success))
		results = results.map((result) => (result.success ? ROLLED_BACK : result));
	return { json: results };
}

const ROLLED_BACK: Result = {
	success: false,
	errors: [
		{
			statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
			message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
			fields: [],
		},
	],
};

function attempt({ switches }: Call, save: () => Result): Result {
	try {
		return save();
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const { code, message, fields } = error;
		const isUnknownField = code === 'INVALID_FIELD' && message.startsWith('No such column');
		if (isUnknownField && switches.collectionUnknownField === 'request') throw error;
		return { success: false, errors: [{ statusCode: code, message, fields }] };
	}
}

function sentTo(call: Call): { allOrNone: boolean; records: Json[] } {
	const { allOrNone, records } = bodyOf(call);
	const list = listOf(records, 'records') as Json[];
	demandCount(list, MOST_RECORDS);
	let chunks = 0;
	let last: string | undefined;
	for (const record of list) {
		const type = (record.attributes as { type?: string } | undefined)?.type?.toLowerCase();
		if (type !== last) chunks += 1;
		last = type;
	}
	if (chunks > MOST_CHUNKS)
		throw new Refusal(
			400,
			'LIMIT_EXCEEDED',
			`records change their type ${chunks} times, at most ${MOST_CHUNKS} allowed`,
		);
	return { allOrNone: allOrNone === true, records: list };
}

function listOf(value: unknown, name: string): unknown[] {
	if (!Array.isArray(value) || value.length === 0)
		throw new Refusal(400, 'INVALID_INPUT', `'${name}' needs a list with at least one entry`);
	return value;
}

function demandCount(list: readonly unknown[], most: number): void {
	if (list.length === 0) throw new Refusal(400, 'INVALID_INPUT', 'no records given');
	if (list.length > most)
		throw new Refusal(400, 'EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${most} records`);
}

function typeOf({ store }: Call, record: Json): Table {
	const type = (record.attributes as { type?: string } | undefined)?.type;
	const table = type === undefined ? undefined : store.table(type);
	if (!table) throw new Refusal(400, 'INVALID_TYPE', `sObject type '${type ?? ''}' is not supported.`);
	return table;
}

function withoutId(record: Json): { id: unknown; rest: Json } {
	const { [nameIn(record, 'id')]: id, ...rest } = record;
	return { id, rest };
}

function named(call: Call, id: unknown, table?: Table): Row {
	const row = call.store.row(id);
	if (!row || row.unshared)
		throw new Refusal(400, 'INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: ${String(id)}`, []);
	return rowOf(call, table ?? call.store.tableOf(row), row.id);
}

/** Positions of items whose external id another item has too. */
function repeated({ switches }: Call, records: readonly Json[], field: Field): Set<number> {
	const places = new Map<string, number[]>();
	for (const [at, record] of records.entries()) {
		const key = keyIn(record, field);
		if (key === undefined) continue;
		places.set(key, [...(places.get(key) ?? []), at]);
	}
	const failing = [...places.values()].flatMap((all) => {
		if (all.length === 1) return [];
		return switches.duplicateInRequest === 'allFail' ? all : all.slice(1);
	});
	return new Set(failing);
}
