import type { VendorReply, VendorRequest } from '../../common';
import type { World } from '../world';
import { scopesFrom, scopeText } from './scopes';
import type { App, RefreshToken } from './tokens';

const HEADERS = { 'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate' };

class TokenRefusal extends Error {
	constructor(
		readonly status: number,
		readonly error: string,
		readonly description: string,
		readonly more: Record<string, string> = {},
	) {
		super(description);
	}
}

const deadToken = () => new TokenRefusal(400, 'invalid_grant', 'Token has been expired or revoked.');

/** `/auth` (also as `/o/oauth2/v2/auth`), `/token` and `/revoke`; undefined for another path. */
export function answerOAuth(world: World, request: VendorRequest): VendorReply | undefined {
	const { path, method } = request;
	try {
		if (path === '/auth' || path === '/o/oauth2/v2/auth' || path === '/o/oauth2/auth')
			return consent(world, request.query);
		if (path === '/token' && method === 'POST') return { headers: HEADERS, json: token(world, formOf(request)) };
		if (path === '/revoke' && method === 'POST')
			return revoke(world, formOf(request).get('token') ?? request.query.get('token') ?? '');
		return undefined;
	} catch (error) {
		if (!(error instanceof TokenRefusal)) throw error;
		const json = { error: error.error, error_description: error.description, ...error.more };
		return { status: error.status, headers: HEADERS, json };
	}
}

/** Client id and secret may come in the form or as Basic. */
function formOf({ body, headers }: VendorRequest): URLSearchParams {
	const form = new URLSearchParams(body.toString());
	const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
	if (basic !== undefined && !form.has('client_id')) {
		const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
		form.set('client_id', id);
		form.set('client_secret', secret);
	}
	return form;
}

function token(world: World, form: URLSearchParams): object {
	const grantType = form.get('grant_type');
	if (grantType === null) throw new TokenRefusal(400, 'invalid_request', 'Required parameter is missing: grant_type');
	const app = appOf(world, form);
	if (grantType === 'refresh_token') return refresh(world, app, form.get('refresh_token') ?? '');
	if (grantType === 'authorization_code') return exchange(world, app, form);
	throw new TokenRefusal(400, 'unsupported_grant_type', `Invalid grant_type: ${grantType}`);
}

function appOf({ tokens }: World, form: URLSearchParams): App {
	const id = form.get('client_id');
	if (!id) throw new TokenRefusal(400, 'invalid_request', 'Could not determine client ID from request.');
	const app = tokens.apps.get(id);
	if (!app) throw new TokenRefusal(401, 'invalid_client', 'The OAuth client was not found.');
	if (form.get('client_secret') !== app.clientSecret)
		throw new TokenRefusal(
			401,
			'invalid_client',
			form.has('client_secret') ? 'Unauthorized' : 'client_secret is missing.',
		);
	return app;
}

function refresh({ tokens, store, switches }: World, app: App, name: string): object {
	if (name === '') throw new TokenRefusal(400, 'invalid_request', 'Missing required parameter: refresh_token');
	const known = tokens.refreshTokens.get(name);
	if (!known) throw deadToken();
	if (known.app !== app) {
		if (switches.foreignClientError === 'invalid_grant') throw new TokenRefusal(400, 'invalid_grant', 'Bad Request');
		throw new TokenRefusal(401, 'unauthorized_client', 'Unauthorized');
	}
	if (!tokens.lives(known)) throw deadToken();
	if (known.needsSignIn)
		throw new TokenRefusal(400, 'invalid_grant', 'reauth related error (invalid_rapt)', {
			error_subtype: 'invalid_rapt',
		});
	known.usedAt = store.now();
	return answer({ tokens, store, switches } as World, known);
}

function answer({ tokens, store, switches }: World, known: RefreshToken): object {
	const end = tokens.testingEnd(known);
	const tells = Number.isFinite(end) && switches.tokenTellsRefreshExpiry;
	return {
		access_token: tokens.grantAccess({ ...known, refreshToken: known }),
		expires_in: switches.accessTokenSeconds,
		...(tells ? { refresh_token_expires_in: Math.floor((end - store.now()) / 1000) } : {}),
		scope: scopeText(known.scopes),
		token_type: 'Bearer',
	};
}

function exchange(world: World, app: App, form: URLSearchParams): object {
	const { tokens, switches } = world;
	const code = tokens.takeCode(form.get('code') ?? '');
	if (!code || code.app !== app) throw new TokenRefusal(400, 'invalid_grant', 'Malformed auth code.');
	if (code.redirectUri !== form.get('redirect_uri'))
		throw new TokenRefusal(400, 'redirect_uri_mismatch', 'Bad Request');
	const isFirst = tokens.granted(app, code.user).length === 0;
	const renews = isFirst || code.prompted || switches.repeatedConsentToken === 'always';
	if (code.offline && renews) {
		const granted = tokens.grantRefresh(app, code.user, code.scopes);
		return { ...answer(world, granted), refresh_token: granted.token };
	}
	const access = tokens.grantAccess({ app, user: code.user, scopes: code.scopes });
	const { accessTokenSeconds: expires_in } = switches;
	return { access_token: access, expires_in, scope: scopeText(code.scopes), token_type: 'Bearer' };
}

/** Asks nobody: who is named by login_hint or the switch has pressed Allow, and the browser goes back at once. */
function consent({ tokens, store, switches }: World, query: URLSearchParams): VendorReply {
	const page = (text: string): VendorReply => ({ status: 400, body: `Access blocked. Error 400: ${text}` });
	const app = tokens.apps.get(query.get('client_id') ?? '');
	if (!app) return page('invalid_client');
	const redirectUri = query.get('redirect_uri') ?? '';
	const isKnown = app.redirectUris.length === 0 || app.redirectUris.includes(redirectUri);
	if (!URL.canParse(redirectUri) || !isKnown) return page('redirect_uri_mismatch');
	if (query.get('response_type') !== 'code') return page('invalid_request');
	const user = store.users.get(query.get('login_hint') ?? switches.consentUser) ?? [...store.users.values()][0];
	const back = new URL(redirectUri);
	const state = query.get('state');
	if (state !== null) back.searchParams.set('state', state);
	if (switches.consent === 'denied' || !user) back.searchParams.set('error', 'access_denied');
	else {
		const scopes = scopesFrom(query.get('scope') ?? '');
		const offline = query.get('access_type') === 'offline';
		const prompted = (query.get('prompt') ?? '').split(' ').includes('consent');
		back.searchParams.set('code', tokens.openCode({ app, user, scopes, redirectUri, offline, prompted }));
		back.searchParams.set('scope', scopeText(scopes));
	}
	return { status: 302, headers: { Location: back.toString() } };
}

function revoke({ tokens }: World, name: string): VendorReply {
	const known = tokens.refreshTokens.get(name);
	const access = tokens.enter(name);
	if ((!known || known.revoked) && !access) throw new TokenRefusal(400, 'invalid_token', 'Token expired or revoked');
	const grant = known ?? access?.refreshToken;
	if (grant) grant.revoked = true;
	tokens.endAccess(name);
	return { json: {} };
}
