import { createJob, deleteJob, jobInfo, jobs, results, setState, upload } from './bulk';
import type { Endpoint } from './call';
import { createMany, deleteMany, retrieveMany, updateMany, upsertMany } from './collections';
import { basics, describe, describeGlobal, limits, resources } from './describes';
import { query, queryAll, queryMore } from './queries';
import { byExternalId, createRecord, deleteRecord, retrieveRecord, updateRecord } from './records';
import { getDeleted, getUpdated } from './replication';

export interface Route {
	readonly method: string;
	/** Parts below the version; '*' stands for any. */
	readonly path: string;
	/** Name in the log and for faults. */
	readonly action: string;
	readonly endpoint: Endpoint;
}

const route = (method: string, path: string, action: string, endpoint: Endpoint): Route => ({
	method,
	path,
	action,
	endpoint,
});

/** The first that fits answers. */
const routes: readonly Route[] = [
	route('GET', '', 'resources', resources),
	route('GET', 'limits', 'limits', limits),
	route('GET', 'query', 'query', query),
	route('GET', 'queryAll', 'queryAll', queryAll),
	route('GET', 'query/*', 'queryMore', queryMore),
	route('GET', 'queryAll/*', 'queryMore', queryMore),
	route('GET', 'sobjects', 'describeGlobal', describeGlobal),
	route('GET', 'sobjects/*/describe', 'describe', describe),
	route('GET', 'sobjects/*/updated', 'getUpdated', getUpdated),
	route('GET', 'sobjects/*/deleted', 'getDeleted', getDeleted),
	route('GET', 'sobjects/*', 'basics', basics),
	route('POST', 'sobjects/*', 'create', createRecord),
	route('GET', 'sobjects/*/*', 'retrieve', retrieveRecord),
	route('PATCH', 'sobjects/*/*', 'update', updateRecord),
	route('DELETE', 'sobjects/*/*', 'delete', deleteRecord),
	route('GET', 'sobjects/*/*/*', 'retrieve', byExternalId),
	route('PATCH', 'sobjects/*/*/*', 'upsert', byExternalId),
	route('DELETE', 'sobjects/*/*/*', 'delete', byExternalId),
	route('POST', 'composite/sobjects', 'createMany', createMany),
	route('PATCH', 'composite/sobjects', 'updateMany', updateMany),
	route('DELETE', 'composite/sobjects', 'deleteMany', deleteMany),
	route('GET', 'composite/sobjects/*', 'retrieveMany', retrieveMany),
	route('POST', 'composite/sobjects/*', 'retrieveMany', retrieveMany),
	route('PATCH', 'composite/sobjects/*/*', 'upsertMany', upsertMany),
	route('GET', 'jobs/ingest', 'bulkJobs', jobs),
	route('POST', 'jobs/ingest', 'bulkCreate', createJob),
	route('GET', 'jobs/ingest/*', 'bulkInfo', jobInfo),
	route('PATCH', 'jobs/ingest/*', 'bulkState', setState),
	route('DELETE', 'jobs/ingest/*', 'bulkDelete', deleteJob),
	route('PUT', 'jobs/ingest/*/batches', 'bulkUpload', upload),
	route('GET', 'jobs/ingest/*/*', 'bulkResults', results),
];

const byShape = new Map<string, Array<{ route: Route; shape: string[] }>>();
for (const one of routes) {
	const shape = one.path.split('/');
	const key = `${one.method} ${shape.length}`;
	byShape.set(key, [...(byShape.get(key) ?? []), { route: one, shape }]);
}

/** The endpoint below `/services/data/v59.0/` with what stands for its stars, decoded. */
export function routeOf(method: string, rest: string): { route: Route; parts: string[] } | undefined {
	const names = rest.replace(/\/$/, '').split('/');
	const found = byShape
		.get(`${method} ${names.length}`)
		?.find(({ shape }) => shape.every((part, at) => part === '*' || part === names[at]));
	if (!found) return undefined;
	return { route: found.route, parts: names.filter((_, at) => found.shape[at] === '*').map(decoded) };
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
