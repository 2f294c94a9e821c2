import type { VendorReply } from '../../common';
import { describeFields, describeObject } from '../schema/describe';
import { tableOf, type Call, type Endpoint } from './call';

export const describeGlobal: Endpoint = (call) =>
	unlessUnchanged(call, () => ({
		encoding: 'UTF-8',
		maxBatchSize: 200,
		sobjects: [...call.store.tables.values()].map((table) => describeObject(table, call.version)),
	}));

export const describe: Endpoint = (call) => {
	const table = tableOf(call, call.parts[0]!);
	return unlessUnchanged(call, () => describeFields(table, call.version));
};

/** `GET /sobjects/Contact`. */
export const basics: Endpoint = (call) => ({
	json: { objectDescribe: describeObject(tableOf(call, call.parts[0]!), call.version), recentItems: [] },
});

/** `GET /services/data/v59.0`. */
export const resources: Endpoint = ({ version }) => {
	const names = ['sobjects', 'query', 'queryAll', 'limits', 'composite', 'jobs'];
	return { json: Object.fromEntries(names.map((name) => [name, `/services/data/v${version}/${name}`])) };
};

export const limits: Endpoint = ({ usage, bulk }) => ({ json: usage.limits(bulk.jobs.size) });

/** 304 to an If-Modified-Since that is not before the last change of any object. */
function unlessUnchanged({ request, store, switches }: Call, json: () => unknown): VendorReply {
	const changedAt = Math.floor(store.schemaChangedAt / 1000) * 1000;
	const since = Date.parse(String(request.headers['if-modified-since'] ?? ''));
	const headers = { 'Last-Modified': new Date(changedAt).toUTCString() };
	if (switches.describe304 && since >= changedAt) return { status: 304, headers, body: '' };
	return { headers, json: json() };
}
