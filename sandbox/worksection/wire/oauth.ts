import { createHmac, randomUUID } from 'node:crypto';
import type { VendorReply, VendorRequest } from '../../common';
import type { Grant, OAuthClient } from '../types';
import type { World } from '../world';
import { now } from '../world';

import { formPairs, Params, parseJson } from './params';

const minute = 60_000;
const codeLife = 10 * minute;
const accessLife = 24 * 60 * minute;
const refreshLife = 30 * 24 * 60 * minute;

export const scopes = [
	'projects_read',
	'projects_write',
	'tasks_read',
	'tasks_write',
	'costs_read',
	'costs_write',
	'tags_read',
	'tags_write',
	'comments_read',
	'comments_write',
	'files_read',
	'files_write',
	'users_read',
	'users_write',
	'contacts_read',
	'contacts_write',
	'administrative',
];

/** Errors come with HTTP 200 and a camel-case key (worksection.md 1.4). */
const refused = (error: string, errorDescription: string): VendorReply => ({ json: { error, errorDescription } });

function read(request: VendorRequest): Params {
	const params = new Params();
	params.addPairs(formPairs(request.rawQuery));
	const body = request.body.toString('utf8');
	const json = parseJson(body);
	if (typeof json === 'object' && json !== null) params.addJson(json as Record<string, unknown>);
	else params.addPairs(formPairs(body));
	const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
	if (basic !== undefined && !params.has('client_id')) {
		const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
		params.set('client_id', decodeURIComponent(id));
		params.set('client_secret', decodeURIComponent(secret));
	}
	return params;
}

/** Answers `/oauth2/authorize`, `token`, `refresh` and `resource`; undefined for another path. */
export function answerOAuth(world: World, request: VendorRequest): VendorReply | undefined {
	const room = /^\/oauth2\/(\w+)\/?$/.exec(request.path)?.[1];
	if (room === 'authorize' && request.method === 'GET') return authorize(world, read(request));
	const isPost = request.method === 'POST';
	if (room === 'token' && (isPost || world.switches.tokenAcceptsGet)) return token(world, read(request));
	if (room === 'refresh' && isPost) return refresh(world, read(request));
	if (room === 'resource' && isPost) return resource(world, read(request));
	return undefined;
}

/** Asks nobody: the member of the switch `oauthMember` has pressed Allow. */
function authorize(world: World, params: Params): VendorReply {
	const client = world.store.oauthClients.get(params.filled('client_id') ?? '');
	if (!client) return refused('invalid_client', 'Client authentication failed');
	const redirectUri = params.filled('redirect_uri') ?? '';
	if (!isRedirectAllowed(world, client, redirectUri)) return refused('invalid_request', 'Redirect URI is invalid');
	if (params.filled('response_type') !== 'code') return refused('unsupported_response_type', 'response_type is code');
	const back = new URL(redirectUri);
	const state = params.text('state');
	if (state !== undefined) back.searchParams.set('state', state);
	const asked = scopesIn(world, params.text('scope') ?? '');
	if (asked.some((scope) => !scopes.includes(scope))) {
		back.searchParams.set('error', 'invalid_scope');
		return { status: 302, headers: { Location: back.toString() } };
	}
	const email = world.switches.oauthMember;
	const member = (email === null ? undefined : world.store.memberByEmail(email)) ?? world.store.owner;
	const code = randomUUID().replace(/-/g, '');
	const expiresAt = now(world) + codeLife;
	const grant = { client: client.clientId, member: member.id, scopes: asked, redirectUri, expiresAt, used: false };
	world.store.codes.set(code, grant);
	back.searchParams.set('code', code);
	return { status: 302, headers: { Location: back.toString() } };
}

function isRedirectAllowed(world: World, client: OAuthClient, uri: string): boolean {
	if (!URL.canParse(uri)) return false;
	const { protocol, hostname } = new URL(uri);
	const onLoopback = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
	if (protocol !== 'https:' && (!onLoopback || world.switches.redirectHttpsOnly)) return false;
	return client.redirectUris.length === 0 || client.redirectUris.includes(uri);
}

function scopesIn(world: World, text: string): string[] {
	const separator = { comma: /,/, space: / /, both: /[\s,]+/ }[world.switches.scopeSeparator];
	return text.split(separator).filter((scope) => scope !== '');
}

function clientOf(world: World, params: Params): OAuthClient | undefined {
	const client = world.store.oauthClients.get(params.filled('client_id') ?? '');
	return client?.clientSecret === params.filled('client_secret') ? client : undefined;
}

function token(world: World, params: Params): VendorReply {
	if (params.filled('grant_type') === 'refresh_token' && world.switches.tokenAddressRefreshes) {
		return refresh(world, params);
	}
	const client = clientOf(world, params);
	if (!client) return refused('invalid_client', 'Client authentication failed');
	if (params.filled('grant_type') !== 'authorization_code') {
		return refused('unsupported_grant_type', 'The authorization grant type is not supported');
	}
	const grant = world.store.codes.get(params.filled('code') ?? '');
	const fits = grant?.client === client.clientId && grant.redirectUri === params.filled('redirect_uri');
	if (!grant || !fits) return refused('invalid_request', 'Cannot decrypt the authorization code');
	if (grant.used || grant.expiresAt <= now(world)) {
		return refused('invalid_request', 'Authorization code has been revoked');
	}
	grant.used = true;
	return { json: issue(world, grant, true) };
}

/** Each refresh token serves once: the answer brings a new one (worksection.md 1.4). */
function refresh(world: World, params: Params): VendorReply {
	const client = clientOf(world, params);
	if (!client) return refused('invalid_client', 'Client authentication failed');
	if (params.filled('grant_type') !== 'refresh_token') {
		return refused('unsupported_grant_type', 'The authorization grant type is not supported');
	}
	const given = params.filled('refresh_token') ?? '';
	const grant = world.store.refreshTokens.get(given);
	if (!grant || grant.client !== client.clientId || grant.used || grant.expiresAt <= now(world)) {
		return refused('invalid_request', 'Cannot decrypt the refresh token');
	}
	grant.used = true;
	return { json: issue(world, grant, world.switches.refreshAnswersAccountUrl) };
}

function issue(world: World, grant: Grant, withAccountUrl: boolean): Record<string, unknown> {
	const base = { client: grant.client, member: grant.member, scopes: grant.scopes, used: false };
	const access = jwt({ sub: grant.member, aud: grant.client, scopes: grant.scopes, jti: randomUUID() });
	const refreshToken = randomUUID().replace(/-/g, '') + randomUUID().replace(/-/g, '');
	world.store.accessTokens.set(access, { ...base, expiresAt: now(world) + accessLife });
	world.store.refreshTokens.set(refreshToken, { ...base, expiresAt: now(world) + refreshLife });
	return {
		token_type: 'Bearer',
		expires_in: accessLife / 1000,
		access_token: access,
		refresh_token: refreshToken,
		...(withAccountUrl ? { account_url: world.url() } : {}),
	};
}

function jwt(claims: object): string {
	const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
	const head = `${part({ typ: 'JWT', alg: 'HS256' })}.${part(claims)}`;
	return `${head}.${createHmac('sha256', 'sandbox').update(head).digest('base64url')}`;
}

function resource(world: World, params: Params): VendorReply {
	if (!clientOf(world, params)) return refused('invalid_client', 'Client authentication failed');
	const grant = world.store.accessTokens.get(params.filled('access_token') ?? '');
	const member = grant && grant.expiresAt > now(world) ? world.store.members.get(grant.member) : undefined;
	if (!member) return refused('not_authorized', 'The resource owner or authorization server denied the request');
	return {
		json: {
			id: member.id,
			first_name: member.firstName,
			last_name: member.lastName,
			email: member.email,
			account_url: world.url(),
		},
	};
}
