import type { VendorRequest } from '../../common';
import { isResource, type ResourceName } from '../resources';
import { Refusal } from '../types';
import type { World } from '../world';

/** What an address means (daktela.md 1). */
export type Place = { kind: 'login' } | { kind: 'whoim' } | { kind: 'upload' } | ObjectPlace;
export type ObjectPlace =
	| { kind: 'list'; resource: ResourceName }
	| { kind: 'row'; resource: ResourceName; name: string }
	| { kind: 'relation'; resource: ResourceName; name: string; relation: string };

const base = '/api/v6/';
const suffix = /\.json$/;

/** Undefined for what is no address of the API. */
export function placeOf(path: string): Place | undefined {
	if (/^(?:\/api\/v6)?\/file\/upload\.php$/.test(path)) return { kind: 'upload' };
	if (!path.startsWith(base)) return undefined;
	const parts = path.slice(base.length).replace(suffix, '').split('/');
	const [resource = '', name, relation, ...more] = parts.map(decode);
	if (more.length > 0 || name === '' || relation === '') return undefined;
	if ((resource === 'login' || resource === 'whoim') && name === undefined) return { kind: resource };
	if (!isResource(resource)) return undefined;
	if (name === undefined) return { kind: 'list', resource };
	return relation === undefined ? { kind: 'row', resource, name } : { kind: 'relation', resource, name, relation };
}

/** The place of a request, as far as the switches let it exist. Throws a Refusal 404. */
export function placeFor({ switches }: World, { path }: VendorRequest): Place {
	const place = placeOf(path);
	if (!place || !isThere(place, path, switches)) throw new Refusal(404, 'notExist');
	return place;
}

function isThere(
	place: Place,
	path: string,
	{ uploadPath, jsonSuffix, crmDefinitionEndpoints }: World['switches'],
): boolean {
	if (place.kind === 'upload') return uploadPath === 'either' || (uploadPath === 'api') === path.startsWith(base);
	if (jsonSuffix !== 'either' && (jsonSuffix === 'required') !== suffix.test(path)) return false;
	const isDefinition =
		'resource' in place && (place.resource === 'crmDatabases' || place.resource === 'crmRecordsTypes');
	return !(isDefinition && crmDefinitionEndpoints === 'missing');
}

const verbs: Record<string, string> = { GET: 'get', POST: 'create', PUT: 'update', DELETE: 'delete' };

/** The request log's word for a request: 'contacts.list', 'contacts.update', 'tickets.activities', 'login'. */
export function actionOf({ method, path }: VendorRequest): string | undefined {
	const place = placeOf(path);
	if (!place) return undefined;
	if (place.kind === 'login') return method === 'PUT' ? 'refresh' : 'login';
	if (!('resource' in place)) return place.kind;
	if (place.kind === 'relation') return `${place.resource}.${place.relation}`;
	const verb = place.kind === 'list' && method === 'GET' ? 'list' : (verbs[method] ?? method);
	return `${place.resource}.${verb}`;
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
