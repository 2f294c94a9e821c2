import { actions } from '../actions';
import { FileAnswer, type Action } from '../actions/call';
import type { VendorReply, VendorRequest } from '../../common';
import { VendorError } from '../types';
import type { Actor, World } from '../world';
import { now } from '../world';
import { hmacAcceptedFor, md5Accepted } from './auth';
import { errorEnvelope, errors } from './errors';
import type { RateLimiter } from './limiter';
import { parseMultipart, type Upload } from './multipart';
import { formPairs, Params, parseJson } from './params';

export type Mode = 'admin' | 'oauth';

const contentType = (request: VendorRequest): string => String(request.headers['content-type'] ?? '').toLowerCase();
const isForm = (request: VendorRequest): boolean => contentType(request).includes('application/x-www-form-urlencoded');

/** With md5 such a body would be unsigned: all parameters must be in the hash (worksection.md 1.1). */
const isJson = (request: VendorRequest): boolean => contentType(request).includes('application/json');

const formBody = (request: VendorRequest): string => (isForm(request) ? request.body.toString('utf8') : '');

/** The action's name, wherever it stands; for the request log too. */
export function actionOf(request: VendorRequest): string | undefined {
	const inQuery = request.query.get('action');
	if (inQuery !== null || !isForm(request)) return inQuery ?? undefined;
	return /(?:^|&)action=([^&]*)/.exec(formBody(request))?.[1];
}

function read(request: VendorRequest): { params: Params; uploads: Upload[] } {
	const params = new Params();
	params.addPairs(formPairs(request.rawQuery));
	const type = contentType(request);
	if (isForm(request)) params.addPairs(formPairs(formBody(request)));
	if (isJson(request)) {
		const body = parseJson(request.body.toString('utf8'));
		if (typeof body === 'object' && body !== null && !Array.isArray(body))
			params.addJson(body as Record<string, unknown>);
	}
	if (!type.includes('multipart/form-data')) return { params, uploads: [] };
	const parts = parseMultipart(String(request.headers['content-type']), request.body);
	params.addPairs(parts?.fields ?? []);
	return { params, uploads: parts?.files ?? [] };
}

/** Answers `/api/admin/v2/` and `/api/oauth2`. */
export async function answerApi(
	world: World,
	limiter: RateLimiter,
	mode: Mode,
	request: VendorRequest,
): Promise<VendorReply> {
	const { switches } = world;
	const line = request.path.length + request.rawQuery.length + 1;
	if (request.method === 'GET' && line > switches.maxGetLine) {
		return { status: 414, headers: { 'Content-Type': 'text/html' }, body: '<h1>414 Request-URI Too Large</h1>' };
	}
	if (request.method !== 'GET' && request.method !== 'POST') return { status: 405, body: 'GET or POST' };
	try {
		if (switches.limiter && !limiter.admit(switches.refusedRequestsCount)) throw errors.tooManyRequests(world);
		return await run(world, mode, request);
	} catch (error) {
		if (!(error instanceof VendorError)) throw error;
		return errorReply(world, error);
	}
}

function errorReply(world: World, error: VendorError): VendorReply {
	const wait = world.switches.tooManyRetryAfter;
	const limited = error.message === 'Too many requests' && wait !== null;
	return {
		status: error.status,
		headers: limited ? { 'Retry-After': String(wait) } : {},
		json: errorEnvelope(error),
	};
}

async function run(world: World, mode: Mode, request: VendorRequest): Promise<VendorReply> {
	const { params, uploads } = read(request);
	const name = params.filled('action');
	if (name === undefined) throw errors.actionRequired();
	const { actor, scopes } = signedIn(world, mode, request, params, name);
	const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
	if (!action || (action.only !== undefined && action.only !== actor.via)) throw errors.actionInvalid();
	checkScope(world, action, scopes);
	if (world.switches.oldPageParameter) readPage(params);
	const answer = await action.run({ world, params, uploads, actor });
	return answer instanceof FileAnswer ? fileReply(answer) : { json: { status: 'ok', ...answer } };
}

function signedIn(
	world: World,
	mode: Mode,
	request: VendorRequest,
	params: Params,
	action: string,
): { actor: Actor; scopes: string[] | null } {
	const header = request.headers.authorization ?? '';
	if (mode === 'oauth') {
		const token = /^Bearer (.+)$/i.exec(header)?.[1] ?? params.filled('access_token') ?? '';
		const grant = world.store.accessTokens.get(token);
		if (!grant) throw errors.tokenInvalid(world);
		if (grant.expiresAt <= now(world)) throw errors.tokenExpired(world);
		const member = world.store.members.get(grant.member);
		if (!member) throw errors.tokenInvalid(world);
		return { actor: { member, via: 'oauth' }, scopes: grant.scopes };
	}
	const accepted = header.startsWith('Admin ')
		? hmacAcceptedFor(world, header, action)
		: !isJson(request) && md5Accepted(world, [request.rawQuery, formBody(request)]);
	if (!accepted) throw errors.hashInvalid();
	return { actor: { member: world.store.owner, via: 'admin' }, scopes: world.switches.adminKeyScopes };
}

function checkScope(world: World, action: Action, scopes: string[] | null): void {
	if (scopes === null || action.scope === undefined || scopes.includes(action.scope)) return;
	throw errors.scopeMissing(world, action.scope);
}

/** `/project/P/T/` instead of ids, as the first versions had it. */
function readPage(params: Params): void {
	const page = params.filled('page');
	if (page === undefined) return;
	const ids = /^\/project\/(\d+)\/(?:(\d+)\/)?(?:(\d+)\/)?$/.exec(page);
	if (!ids) throw errors.pageInvalid();
	params.set('id_project', ids[1] as string);
	const task = ids[3] ?? ids[2];
	if (task !== undefined) params.set('id_task', task);
}

function fileReply(file: FileAnswer): VendorReply {
	const plain = file.name.replace(/[^\x20-\x7e]|["\\]/g, '_');
	const name = encodeURIComponent(file.name);
	return {
		headers: {
			'Content-Type': 'application/octet-stream',
			'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${name}`,
		},
		body: file.bytes,
	};
}
