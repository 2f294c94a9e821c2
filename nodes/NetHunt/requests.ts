import type { WireRequest } from '../shared/http';

/** The oldest time there is, for reads that want everything. */
export const BEGINNING = '1970-01-01T00:00:00.000Z';
const PATH = '/api/v1/zapier';
const LIST_TIMEOUT_MS = 40_000;
const WIDE_LIST = 5_000;
const WIDE_TIMEOUT_MS = 300_000;

export interface Query {
	/** ISO; what happened after it. */
	since?: string;
	limit: number;
	/** Names of fields: only what concerns one of them. */
	fields?: readonly string[];
	recordId?: string;
}

export function get(path: string, query: WireRequest['query'], doing: string): WireRequest {
	const limit = Number(query?.find(([name]) => name === 'limit')?.[1] ?? 0);
	return {
		method: 'GET',
		path: PATH + path,
		query,
		doing,
		timeoutMs: limit > WIDE_LIST ? WIDE_TIMEOUT_MS : LIST_TIMEOUT_MS,
	};
}

export function post(path: string, body: object | undefined, doing: string): WireRequest {
	const content = body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
	return { method: 'POST', path: PATH + path, doing, ...content };
}

/** `since` and `limit` are always sent: NetHunt's defaults for them are not known (nethunt.md 2.6). */
export function pairsOf({ since = BEGINNING, limit, fields = [], recordId }: Query): Array<[string, string]> {
	return [
		...(recordId ? ([['recordId', recordId]] as Array<[string, string]>) : []),
		...fields.map((name): [string, string] => ['fieldName', name]),
		['since', since],
		['limit', String(limit)],
	];
}
