import type { VendorReply, VendorRequest } from '../../common';
import { ORG_ID } from '../auth/sessions';
import { answerOAuth } from '../auth/token';
import { Refusal, type Login } from '../model';
import type { SalesforceSwitches } from '../switches';
import type { World } from '../world';
import type { Call } from './call';
import { routeOf } from './routes';

const DATA = /^\/services\/data\/v(\d+\.\d+)(?:\/(.*))?$/;

const WRITES = /^(create|update|upsert|delete)(Many)?$/;

/** The endpoint's name for the log and for faults: 'token', 'query', 'upsertMany'. */
export function actionOf({ method, path }: VendorRequest): string | undefined {
	if (path.startsWith('/services/oauth2/')) return path.split('/')[3];
	if (/^\/services\/data\/?$/.test(path)) return 'versions';
	const [, , rest = ''] = DATA.exec(path) ?? [];
	return DATA.test(path) ? routeOf(method, rest)?.route.action : undefined;
}

export function handle(world: World, request: VendorRequest): VendorReply {
	world.store.settle();
	world.bulk.settle();
	if (/^\/services\/oauth2\/(token|revoke)$/.test(request.path)) return answerOAuth(world, request);
	const isDataAbsent = !world.isInstanceHost(request.headers.host ?? '') && !world.switches.loginHostServesData;
	if (isDataAbsent)
		return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<h1>URL No Longer Exists</h1>' };
	if (/^\/services\/data\/?$/.test(request.path)) return { json: versions(world) };
	const { uriLimit, uriTooLong } = world.switches;
	const length = request.path.length + 1 + request.rawQuery.length;
	if (length > uriLimit) return { status: uriTooLong, headers: { 'Content-Type': 'text/html' }, body: 'URI Too Long' };
	try {
		const reply = answer(world, request);
		return { ...reply, headers: { ...reply.headers, ...world.usage.header() } };
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const { status, code, message, fields } = error;
		const json = [{ message, errorCode: code, ...(fields.length ? { fields } : {}) }];
		return { status, headers: world.usage.header(), json };
	}
}

function answer(world: World, request: VendorRequest): VendorReply {
	const login = enter(world, request);
	if (/^\/services\/oauth2\/userinfo$|^\/id\//.test(request.path)) return { json: identity(world, login) };
	const [, version = '', rest = ''] = DATA.exec(request.path) ?? [];
	const { oldestVersion, newestVersion } = world.switches;
	const known = /\.0$/.test(version) && Number(version) >= oldestVersion && Number(version) <= newestVersion;
	const found = known ? routeOf(request.method, rest) : undefined;
	if (!found) {
		const other = known && ['GET', 'POST', 'PATCH', 'DELETE'].some((method) => routeOf(method, rest));
		if (other) throw new Refusal(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${request.method}' not allowed.`);
		throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
	}
	world.usage.count();
	if (WRITES.test(found.route.action)) world.rules.enter();
	const call: Call = { ...world, request, login, version, parts: found.parts };
	return found.route.endpoint(call);
}

/** Throws a Refusal: 401 without a session that lives, or what the switch says of every call. */
function enter(world: World, request: VendorRequest): Login {
	const [, token = ''] = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
	const login = world.sessions.enter(token);
	if (!login) throw new Refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
	const refused = REFUSALS[world.switches.refuseCalls];
	if (refused) throw new Refusal(...refused);
	if (login.passwordExpired) {
		const message =
			'The users password has expired, you must change the password before attempting any other API operations';
		throw new Refusal(403, 'INVALID_OPERATION_WITH_EXPIRED_PASSWORD', message);
	}
	return login;
}

/** The first two are 401 as an ended session is, but a new sign-in does not help (salesforce.md 1). */
const REFUSALS: Record<SalesforceSwitches['refuseCalls'], [status: number, code: string, message: string] | undefined> =
	{
		no: undefined,
		highAssurance: [401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API'],
		agent: [401, 'INVALID_SESSION_ID', 'Connected app is not attached to Agent'],
		apiDisabled: [403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.'],
		concurrent: [403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'],
	};

const SEASONS = ['Winter', 'Spring', 'Summer'];

function versions({ switches }: World): object[] {
	const { oldestVersion, newestVersion } = switches;
	return Array.from({ length: newestVersion - oldestVersion + 1 }, (_, at) => {
		const number = oldestVersion + at;
		// Three releases a year; 65.0 is Winter '26.
		const year = 26 + Math.floor((number - 65) / 3);
		const label = `${SEASONS[(number - 65 + 300) % 3]} '${String(year).padStart(2, '0')}`;
		return { label, url: `/services/data/v${number}.0`, version: `${number}.0` };
	});
}

function identity({ store, url }: World, login: Login): object {
	const row = store.row(login.id)!;
	const field = (name: string) => store.tableOf(row).field(name, true)!.read(row);
	return {
		id: `${url()}/id/${login.id}`,
		user_id: login.id,
		organization_id: ORG_ID,
		username: login.username,
		display_name: field('Name'),
		email: field('Email'),
		active: login.active,
	};
}
