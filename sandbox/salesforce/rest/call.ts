import type { VendorReply, VendorRequest } from '../../common';
import { Refusal, type Login, type Row } from '../model';
import type { Table } from '../table';
import type { World } from '../world';
import type { Json, Source } from '../write';

/** One API request of somebody who is signed in. */
export interface Call extends World {
	readonly request: VendorRequest;
	readonly login: Login;
	/** As '59.0'. */
	readonly version: string;
	/** Parts of the path that the route left open, decoded. */
	readonly parts: readonly string[];
}

export type Endpoint = (call: Call) => VendorReply;

export const empty = (): VendorReply => ({ status: 204, body: '' });

/** Throws a Refusal NOT_FOUND. */
export function tableOf({ store }: Call, name: string): Table {
	const table = store.table(name);
	if (!table) throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
	return table;
}

/** A living, shared row of an object. Throws a Refusal 404 NOT_FOUND or ENTITY_IS_DELETED. */
export function rowOf({ store }: Call, table: Table, id: string): Row {
	const row = store.row(id);
	if (!row || row.object !== table.name || row.unshared)
		throw new Refusal(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${id}`);
	if (row.deletedAt > 0) throw new Refusal(404, 'ENTITY_IS_DELETED', 'entity is deleted');
	return row;
}

/** Throws a Refusal JSON_PARSER_ERROR unless the body is a JSON object. */
export function bodyOf({ request }: Call): Json {
	let body: unknown;
	try {
		body = JSON.parse(request.body.toString());
	} catch (error) {
		throw new Refusal(400, 'JSON_PARSER_ERROR', `Unexpected content: ${(error as Error).message}`);
	}
	if (typeof body !== 'object' || body === null || Array.isArray(body))
		throw new Refusal(400, 'JSON_PARSER_ERROR', 'A JSON object is needed');
	return body as Json;
}

export function sourceOf({ login, request }: Call): Source {
	const allowDuplicates = /allowSave\s*=\s*true/i.test(String(request.headers['sforce-duplicate-rule-header'] ?? ''));
	return { by: login.id, from: 'json', allowDuplicates };
}
