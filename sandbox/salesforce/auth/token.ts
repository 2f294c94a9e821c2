import { createHmac } from 'node:crypto';
import type { VendorReply, VendorRequest } from '../../common';
import type { App, Flow, Login } from '../model';
import type { World } from '../world';
import { judged } from './jwt';
import { TokenRefusal } from './refusal';
import { ORG_ID } from './sessions';

const HOUR = 3_600_000;
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const JSON_TYPE = { 'Cache-Control': 'no-store' };

/** `POST /services/oauth2/token` and `/revoke` (salesforce.md 1). */
export function answerOAuth(world: World, request: VendorRequest): VendorReply {
	const form = request.method === 'POST' ? new URLSearchParams(request.body.toString()) : request.query;
	try {
		if (request.path === '/services/oauth2/revoke') return revoke(world, form);
		if (request.method !== 'POST') throw new TokenRefusal('invalid_request', 'must use HTTP POST');
		return token(world, form, request.headers.host ?? '');
	} catch (error) {
		if (!(error instanceof TokenRefusal)) throw error;
		return {
			status: 400,
			headers: JSON_TYPE,
			json: { error: error.error, error_description: error.description },
		};
	}
}

function token(world: World, form: URLSearchParams, host: string): VendorReply {
	const { app, login } = signedIn(world, form, host);
	if (!login.active) throw new TokenRefusal(world.switches.inactiveUserError, 'inactive user');
	countLogin(world, login);
	const accessToken = world.sessions.open(login);
	const issuedAt = String(world.store.now());
	const id = `${world.url()}/id/${ORG_ID}/${login.id}`;
	const json = {
		access_token: accessToken,
		instance_url: world.instanceUrl(),
		id,
		token_type: 'Bearer',
		issued_at: issuedAt,
		signature: createHmac('sha256', app.consumerSecret)
			.update(id + issuedAt)
			.digest('base64'),
		...(world.switches.tokenTellsExpiry ? { expires_in: world.switches.sessionMinutes * 60 } : {}),
	};
	return { headers: JSON_TYPE, json };
}

function signedIn(world: World, form: URLSearchParams, host: string): { app: App; login: Login } {
	switch (form.get('grant_type')) {
		case 'password':
			return byPassword(world, form);
		case 'client_credentials':
			return byClientCredentials(world, form, host);
		case JWT_BEARER:
			return byAssertion(world, form);
		default:
			throw new TokenRefusal('unsupported_grant_type', 'grant type not supported');
	}
}

function byPassword(world: World, form: URLSearchParams): { app: App; login: Login } {
	const app = appWithSecret(world, form, 'password');
	const { passwordFlow, trustedIp } = world.switches;
	const login = world.people.login(form.get('username') ?? '');
	const password = form.get('password') ?? '';
	const known =
		login && (password === login.password + login.securityToken || (trustedIp && password === login.password));
	if (!passwordFlow || !known) throw new TokenRefusal('invalid_grant', 'authentication failure');
	return { app, login };
}

function byClientCredentials(world: World, form: URLSearchParams, host: string): { app: App; login: Login } {
	const app = appWithSecret(world, form, 'client_credentials');
	if (world.switches.clientCredentialsHost === 'myDomain' && !world.isInstanceHost(host))
		throw new TokenRefusal('invalid_grant', 'request not supported on this domain');
	const login = app.runAs === null ? world.people.first : world.people.login(app.runAs);
	if (!login) throw new TokenRefusal('invalid_grant', 'no client credentials user enabled');
	return { app, login };
}

function byAssertion(world: World, form: URLSearchParams): { app: App; login: Login } {
	const { loginAudience, jwtMaxMinutes, jwtChecksTime } = world.switches;
	const loginHosts = ['https://login.salesforce.com', 'https://test.salesforce.com'];
	const judgement = judged(form.get('assertion') ?? '', {
		appOf: (consumerKey) => appOf(world, consumerKey),
		loginOf: (username) => world.people.login(username),
		audiences: [world.url(), world.instanceUrl(), ...(loginAudience === 'accepted' ? loginHosts : [])],
		now: jwtChecksTime ? world.store.now() / 1000 : undefined,
		maxMinutes: jwtMaxMinutes,
	});
	demandApp(world, judgement.app, 'jwt-bearer');
	return judgement;
}

function appWithSecret(world: World, form: URLSearchParams, flow: Flow): App {
	const app = appOf(world, form.get('client_id') ?? '');
	if (form.get('client_secret') !== app.consumerSecret)
		throw new TokenRefusal('invalid_client', 'invalid client credentials');
	demandApp(world, app, flow);
	return app;
}

function appOf({ people }: World, consumerKey: string): App {
	const app = people.apps.find((one) => one.consumerKey === consumerKey);
	if (!app) throw new TokenRefusal('invalid_client_id', 'client identifier invalid');
	return app;
}

function demandApp({ switches }: World, app: App, flow: Flow): void {
	if (app.blocked) throw new TokenRefusal(switches.blockedAppError, 'this app is blocked by admin');
	if (app.flows.includes(flow)) return;
	if (flow === 'password') throw new TokenRefusal('invalid_grant', 'authentication failure');
	throw new TokenRefusal('invalid_grant', `the ${flow} flow is not enabled for this app`);
}

function countLogin({ store, switches }: World, login: Login): void {
	const now = store.now();
	while (login.logins.length && login.logins[0]! <= now - HOUR) login.logins.shift();
	if (login.logins.length >= switches.loginsPerHour) throw new TokenRefusal('invalid_grant', 'login rate exceeded');
	login.logins.push(now);
}

function revoke({ sessions }: World, form: URLSearchParams): VendorReply {
	if (!sessions.end(form.get('token') ?? '')) throw new TokenRefusal('unsupported_token_type', 'invalid token');
	return { status: 200, body: '' };
}
