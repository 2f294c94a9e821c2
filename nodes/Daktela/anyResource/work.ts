import type { IDataObject } from 'n8n-workflow';

import { badInput, Fault } from '../../shared/fault';
import type { ItemContext, Plan, Written } from '../../shared/operation';
import { settled } from '../../shared/settled';
import { compare } from '../../shared/sync/plan';
import type { DaktelaApi } from '../api';
import { isLost, mayHaveBeenWritten } from '../lost';
import { flat } from '../record';
import { isSame } from '../same';

interface Values {
	path: string;
	record?: string;
	body?: unknown;
	dryRun?: boolean;
}

type Context = Pick<ItemContext<DaktelaApi, Values>, 'api' | 'read' | 'index'>;

/** `/api/v6/queues.json` becomes `queues`. @throws Fault `input` for what cannot be a resource */
export function resourceOf(typed: string): string {
	const path = typed
		.trim()
		.replace(/^\/+/, '')
		.replace(/^api\/v6\//i, '')
		.replace(/\.json$/i, '')
		.replace(/\/+$/, '');
	const advice = 'Enter the name as in the address of the API, such as queues or tickets/1024/activities.';
	if (path === '' || /[?#\s]|\.\./.test(path))
		throw badInput('Resource Name', `"${typed}" is no resource of Daktela.`, advice);
	return path;
}

export function bodyOf({ body }: Values): IDataObject {
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as IDataObject;
	throw badInput('Fields (JSON)', '"Fields (JSON)" must be an object.', 'Write {"title": "A"}.');
}

export interface AnyPlan extends Plan {
	resource: string;
	body: IDataObject;
}

export function planCreate({ read, index }: Context): AnyPlan {
	const body = bodyOf(read);
	const key = typeof body.name === 'string' && body.name !== '' ? body.name : `item ${index}`;
	const changes = Object.fromEntries(Object.entries(body).map(([name, to]) => [name, { from: null, to }]));
	return { action: 'created', key, resource: resourceOf(read.path), body, changes, record: body };
}

/** Nobody can look up what it is not known for, so a creation whose answer is lost is left to a person. */
export async function createAny({ api }: Context, { resource, body, key }: AnyPlan): Promise<Written> {
	const sent = await settled(async () => await api.create(resource, body));
	if ('value' in sent) return sent.value;
	if (!isLost(sent.error)) throw sent.error;
	throw mayHaveBeenWritten(sent.error, `What was to be created in ${resource} (${key})`);
}

/** Reads the record first, so that nothing is sent when all is as wanted. */
export async function planUpdate({ api, read }: Context): Promise<AnyPlan> {
	const [resource, key, body] = [resourceOf(read.path), String(read.record ?? '').trim(), bodyOf(read)];
	const current = await api.find(resource, key);
	if (!current)
		throw new Fault('notFound', `Daktela has nothing in ${resource} with the key "${key}".`, { field: 'Key' });
	const changes = compare(withCustom(current), withCustom(body), isSame);
	const action = Object.keys(changes).length > 0 ? 'updated' : 'unchanged';
	return { action, key, resource, body, changes, record: flat(current) };
}

/** Custom fields beside the others, so that each is compared by itself. */
function withCustom({ customFields, ...others }: IDataObject): IDataObject {
	if (typeof customFields !== 'object' || customFields === null || Array.isArray(customFields)) return others;
	const own = Object.entries(customFields as IDataObject).map(([name, value]) => [`customFields.${name}`, value]);
	return { ...others, ...(Object.fromEntries(own) as IDataObject) };
}
