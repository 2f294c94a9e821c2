import type { VendorReply, VendorRequest } from '../../common';
import { answerOAuth } from '../auth/oauth';
import { notFound, Refusal, type Json } from '../model';
import type { World } from '../world';
import { answerBatch, BATCH_PATH } from './batch';
import { errorReply } from './errors';
import { masked } from './mask';
import { routeFor } from './routes';

/** Every path of the API lies below this. */
export const BASE_PATH = '/calendar/v3';

const OAUTH: Record<string, string> = {
	'/token': 'token',
	'/revoke': 'revoke',
	'/auth': 'auth',
	'/o/oauth2/auth': 'auth',
	'/o/oauth2/v2/auth': 'auth',
};

const inside = (path: string): string => (path.startsWith(`${BASE_PATH}/`) ? path.slice(BASE_PATH.length) : '');

/** 'events.list', 'token', 'batch': for the log and for faults. */
export function actionOf({ path, method }: Pick<VendorRequest, 'path' | 'method'>): string | undefined {
	if (path === BATCH_PATH) return 'batch';
	return OAUTH[path] ?? routeFor(method, inside(path))?.route.action;
}

export function handle(world: World, request: VendorRequest): VendorReply {
	if (request.path === BATCH_PATH && request.method === 'POST')
		return answerBatch(world, request, (part) => answerPart(world, part));
	return answerOAuth(world, request) ?? answerApi(world, request);
}

function answerPart(world: World, part: VendorRequest): VendorReply {
	const reply = answerApi(world, part);
	const { method, path } = part;
	world.store.noteBatchPart({ action: actionOf(part) ?? '', method, path, status: reply.status ?? 200 });
	return reply;
}

function answerApi(world: World, request: VendorRequest): VendorReply {
	try {
		return route(world, request);
	} catch (error) {
		if (error instanceof Refusal) return errorReply(error);
		throw error;
	}
}

function route(world: World, request: VendorRequest): VendorReply {
	const { method, path, query, headers } = request;
	const token = world.gate.enter(headers.authorization);
	const found = routeFor(method, inside(path));
	if (!found) throw notFound();
	const { action, need, run } = found.route;
	world.gate.pass(token, need, action);
	const body = bodyOf(request);
	const ifMatch = headers['if-match'];
	const { user } = token;
	const { status = 200, json, etag } = run({ world, user, params: query, body, ifMatch, args: found.args });
	if (json === undefined) return { status, body: '' };
	const fields = query.get('fields');
	return {
		status,
		headers: { 'Content-Type': 'application/json; charset=UTF-8', ...(etag ? { ETag: etag } : {}) },
		json: fields ? masked(json, fields) : json,
	};
}

function bodyOf({ method, body }: VendorRequest): Json {
	if (method === 'GET' || method === 'DELETE' || body.length === 0) return {};
	let parsed: unknown;
	try {
		parsed = JSON.parse(body.toString());
	} catch {
		throw new Refusal(400, 'parseError', 'Parse Error');
	}
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
		throw new Refusal(400, 'parseError', 'Parse Error');
	return parsed as Json;
}
