import type { WorksectionSimulator } from '../../../sandbox/worksection';
import { hmacSignature, md5Accepted, md5Signature } from '../../../sandbox/worksection/wire/auth';
import type { World } from '../../../sandbox/worksection/world';
import { apiKey, call, callHmac, encoded, get, iryna, post, postTo, restart, startSmall } from './worksectionKit';

let ws: WorksectionSimulator;
beforeAll(async () => (ws = await startSmall()));
beforeEach(() => restart(ws));
afterAll(() => ws.close());

const signed = (raw: string): string => `${raw}&hash=${md5Signature(raw, apiKey)}`;

describe('md5', () => {
	it('accepts GET and POST form over the bytes as sent', async () => {
		const query = encoded('get_project', { id_project: 101 });
		expect((await get(ws, `/api/admin/v2/?${signed(query)}`)).data.name).toBe('Onboarding');
		expect((await call(ws, 'get_project', { id_project: 101 })).status).toBe('ok');
		const rawGet = 'action=post_task&id_project=101&title=A%20b,~c';
		expect((await get(ws, `/api/admin/v2/?${signed(rawGet)}`)).data.name).toBe('A b,~c');
		const spaced = 'action=post_task&id_project=101&title=A%20b%2C%20%D0%A7';
		expect((await post(ws, signed(spaced))).data.name).toBe('A b, Ч');
	});
	it('refuses a wrong, missing or decoded-form hash; error 2 with HTTP 200', async () => {
		const wrong = await post(ws, 'action=get_projects&hash=00');
		expect(wrong).toMatchObject({
			http: 200,
			status: 'error',
			status_code: 2,
			message: 'Action hash is missed or invalid',
		});
		expect((await post(ws, 'action=get_projects')).status_code).toBe(2);
		const sent = 'action=post_task&id_project=101&title=A+b';
		const overDecoded = `${sent}&hash=${md5Signature('action=post_task&id_project=101&title=A b', apiKey)}`;
		expect((await post(ws, overDecoded)).status_code).toBe(2);
		ws.switches.md5Accepts = 'both';
		expect((await post(ws, overDecoded)).status).toBe('ok');
		expect((await post(ws, signed(sent))).status).toBe('ok');
		ws.switches.md5Accepts = 'decoded';
		expect((await post(ws, signed(sent))).status_code).toBe(2);
	});
	it('hashes query and form together when both carry parameters', () => {
		const world = { store: ws.store, switches: ws.switches } as World;
		const hash = md5Signature('action=get_task&id_task=5%201', apiKey);
		expect(md5Accepted(world, ['action=get_task', `id_task=5%201&hash=${hash}`])).toBe(true);
		expect(md5Accepted(world, ['action=get_task', `id_task=5+1&hash=${hash}`])).toBe(false);
	});
	it('does not sign a JSON body', async () => {
		const query = signed('action=get_projects');
		const response = await fetch(`${ws.url}/api/admin/v2/?${query}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: '{"filter":"active"}',
		});
		expect(await response.json()).toMatchObject({ status_code: 2 });
	});
	it('knows missing (1) and unknown (0) actions', async () => {
		expect(await post(ws, 'x=1')).toMatchObject({ status_code: 1, message: 'Action is required' });
		expect(await call(ws, 'no_such')).toMatchObject({ status_code: 0, message: 'Action is invalid' });
		expect(await call(ws, 'constructor')).toMatchObject({ status_code: 0 });
		expect(await call(ws, 'me')).toMatchObject({ status_code: 0 });
	});
});

describe('HMAC', () => {
	it('accepts a JSON body; the switch turns it off', async () => {
		expect((await callHmac(ws, 'get_project', { id_project: 101 })).data.id).toBe('101');
		ws.switches.hmacAccepted = false;
		expect((await callHmac(ws, 'get_project', { id_project: 101 })).status_code).toBe(2);
	});
	it('checks the clock within the tolerance', async () => {
		ws.clock.set('2026-05-01T10:00:00Z');
		const seconds = Date.parse('2026-05-01T10:00:00Z') / 1000;
		expect((await callHmac(ws, 'get_projects', {}, seconds - 300)).status).toBe('ok');
		expect((await callHmac(ws, 'get_projects', {}, seconds - 301)).status_code).toBe(2);
		ws.switches.hmacToleranceSeconds = 0;
		expect((await callHmac(ws, 'get_projects', {}, 5)).status).toBe('ok');
	});
	it('binds the signature to the action', async () => {
		const seconds = Math.floor(Date.now() / 1000);
		const header = `Admin ${seconds}_${hmacSignature('get_tasks', seconds, apiKey)}`;
		expect((await get(ws, '/api/admin/v2/?action=get_projects', { Authorization: header })).status_code).toBe(2);
	});
	it('a key may be limited to scopes', async () => {
		ws.switches.adminKeyScopes = ['projects_read'];
		expect((await call(ws, 'get_projects')).status).toBe('ok');
		const refused = await call(ws, 'get_webhooks');
		expect(refused.message).toBe('Access denied: insufficient permissions for administrative');
	});
});

const redirect = 'http://localhost:5678/rest/oauth2-credential/callback';
const client = { client_id: 'client', client_secret: 'client-secret' };

async function authorize(scope: string, more: Record<string, string> = {}) {
	const query = new URLSearchParams({
		...{ client_id: 'client', redirect_uri: redirect, response_type: 'code', state: 'st', scope },
		...more,
	});
	const reply = await get(ws, `/oauth2/authorize?${query.toString()}`);
	return { reply, back: new URL(reply.headers.get('location') ?? 'http://none') };
}

async function signIn(scope: string) {
	const { back } = await authorize(scope);
	const code = back.searchParams.get('code') ?? '';
	const grant = { ...client, grant_type: 'authorization_code', code, redirect_uri: redirect };
	return { grant, tokens: await postTo(`${ws.url}/oauth2/token`, grant) };
}

const refreshing = (refresh_token: string) => ({ ...client, grant_type: 'refresh_token', refresh_token });

describe('OAuth2', () => {
	it('sends a code and the state back, once, for ten minutes', async () => {
		const { back } = await authorize('tasks_read');
		expect(`${back.origin}${back.pathname}`).toBe(redirect);
		expect(back.searchParams.get('state')).toBe('st');
		const { grant, tokens } = await signIn('tasks_read,projects_read');
		expect(tokens).toMatchObject({ http: 200, token_type: 'Bearer', expires_in: 86400, account_url: ws.url });
		expect(tokens.access_token.split('.')).toHaveLength(3);
		const again = await postTo(`${ws.url}/oauth2/token`, grant);
		expect(again).toMatchObject({
			http: 200,
			error: 'invalid_request',
			errorDescription: 'Authorization code has been revoked',
		});
		const late = (await authorize('tasks_read')).back.searchParams.get('code') ?? '';
		ws.clock.advance(600_000);
		expect((await postTo(`${ws.url}/oauth2/token`, { ...grant, code: late })).error).toBe('invalid_request');
	});
	it('refuses a wrong secret and, with the switch, http on loopback', async () => {
		const wrong = await postTo(`${ws.url}/oauth2/token`, {
			...client,
			client_secret: 'x',
			grant_type: 'authorization_code',
		});
		expect(wrong).toMatchObject({ error: 'invalid_client', errorDescription: 'Client authentication failed' });
		ws.switches.redirectHttpsOnly = true;
		expect((await authorize('tasks_read')).reply.error).toBe('invalid_request');
	});
	it('separates scopes as the switch says', async () => {
		expect((await authorize('tasks_read projects_read')).back.searchParams.get('error')).toBe('invalid_scope');
		ws.switches.scopeSeparator = 'space';
		expect((await authorize('tasks_read projects_read')).back.searchParams.get('code')).toBeTruthy();
		ws.switches.scopeSeparator = 'both';
		expect((await authorize('tasks_read,projects_read')).back.searchParams.get('code')).toBeTruthy();
	});
	it('takes the token as Bearer or parameter and checks scopes', async () => {
		const { tokens } = await signIn('projects_read');
		const bearer = { Authorization: `Bearer ${tokens.access_token}` };
		expect((await get(ws, '/api/oauth2?action=get_projects', bearer)).data).toHaveLength(3);
		const parameter = `/api/oauth2?action=get_projects&access_token=${tokens.access_token}`;
		expect((await get(ws, parameter)).status).toBe('ok');
		const refused = await get(ws, '/api/oauth2?action=get_webhooks', bearer);
		expect(refused).toMatchObject({ http: 200, message: 'Access denied: insufficient permissions for administrative' });
		expect((await get(ws, '/api/oauth2?action=get_timers', bearer)).message).toBe('Action is invalid');
	});
	it('me is an object or an array; the authorizing member is a switch', async () => {
		ws.switches.oauthMember = iryna;
		const { tokens } = await signIn('users_read');
		const bearer = { Authorization: `Bearer ${tokens.access_token}` };
		expect((await get(ws, '/api/oauth2?action=me', bearer)).data).toMatchObject({ email: iryna, role: 'user' });
		ws.switches.meShape = 'array';
		expect((await get(ws, '/api/oauth2?action=me', bearer)).data[0].email).toBe(iryna);
		const owner = await postTo(`${ws.url}/oauth2/resource`, { ...client, access_token: tokens.access_token });
		expect(owner).toMatchObject({ email: iryna, first_name: 'Iryna', account_url: ws.url });
		expect((await postTo(`${ws.url}/oauth2/resource`, { ...client, access_token: 'x' })).error).toBe('not_authorized');
	});
	it('an expired token is HTTP 401; refresh has its own address and rotates', async () => {
		const { tokens } = await signIn('projects_read');
		ws.clock.advance(86_400_000);
		const bearer = { Authorization: `Bearer ${tokens.access_token}` };
		const expired = await get(ws, '/api/oauth2?action=get_projects', bearer);
		expect(expired).toMatchObject({ http: 401, message: 'Access token is expired' });
		const fresh = await postTo(`${ws.url}/oauth2/refresh`, refreshing(tokens.refresh_token));
		expect(fresh.account_url).toBe(ws.url);
		expect(fresh.refresh_token).not.toBe(tokens.refresh_token);
		const reused = await postTo(`${ws.url}/oauth2/refresh`, refreshing(tokens.refresh_token));
		expect(reused.errorDescription).toBe('Cannot decrypt the refresh token');
		const again = { Authorization: `Bearer ${fresh.access_token}` };
		expect((await get(ws, '/api/oauth2?action=get_projects', again)).status).toBe('ok');
	});
	it('refresh switches: through /oauth2/token, without account_url', async () => {
		const { tokens } = await signIn('projects_read');
		const refused = await postTo(`${ws.url}/oauth2/token`, refreshing(tokens.refresh_token));
		expect(refused.error).toBe('unsupported_grant_type');
		ws.switches.tokenAddressRefreshes = true;
		ws.switches.refreshAnswersAccountUrl = false;
		const fresh = await postTo(`${ws.url}/oauth2/token`, refreshing(tokens.refresh_token));
		expect(fresh.access_token).toBeTruthy();
		expect(fresh).not.toHaveProperty('account_url');
	});
	it('token by GET is a switch', async () => {
		const { back } = await authorize('projects_read');
		const grant = { ...client, grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '' };
		const path = `/oauth2/token?${new URLSearchParams({ ...grant, redirect_uri: redirect }).toString()}`;
		ws.switches.tokenAcceptsGet = false;
		expect((await get(ws, path)).http).toBe(404);
		ws.switches.tokenAcceptsGet = true;
		expect((await get(ws, path)).access_token).toBeTruthy();
	});
	it('acts expire and revoke tokens', async () => {
		const { tokens } = await signIn('projects_read');
		const path = `/api/oauth2?action=get_projects&access_token=${tokens.access_token}`;
		ws.act.expireAccessTokens();
		expect((await get(ws, path)).message).toBe('Access token is expired');
		ws.act.revokeTokens();
		expect((await get(ws, path)).message).toBe('Access token is invalid');
		expect((await postTo(`${ws.url}/oauth2/refresh`, refreshing(tokens.refresh_token))).error).toBe('invalid_request');
	});
});

describe('limits', () => {
	it('the second request within a second is refused, in either form', async () => {
		ws.switches.limiter = true;
		expect((await call(ws, 'get_projects')).status).toBe('ok');
		expect(await call(ws, 'get_projects')).toMatchObject({ http: 200, status: 'error', message: 'Too many requests' });
		ws.switches.statusOfTooMany = 429;
		ws.switches.tooManyRetryAfter = 2;
		ws.switches.unpublishedCode = -1;
		const refused = await call(ws, 'get_projects');
		expect(refused.http).toBe(429);
		expect(refused.headers.get('retry-after')).toBe('2');
		expect(refused).not.toHaveProperty('status_code');
		ws.clock.advance(1000);
		expect((await call(ws, 'get_projects')).status).toBe('ok');
	});
	it('a GET line over 8 kB is HTTP 414, a POST of that size is not', async () => {
		const query = encoded('post_task', { id_project: 101, title: 'long', text: 'x'.repeat(9000) });
		expect((await get(ws, `/api/admin/v2/?${signed(query)}`)).http).toBe(414);
		expect((await post(ws, signed(query))).status).toBe('ok');
		ws.switches.maxGetLine = 12_000;
		expect((await get(ws, `/api/admin/v2/?${signed(query)}`)).status).toBe('ok');
	});
	it('refused requests may count towards the second', async () => {
		ws.switches.limiter = true;
		ws.switches.refusedRequestsCount = true;
		await call(ws, 'get_projects');
		ws.clock.advance(1000);
		expect((await call(ws, 'get_projects')).status).toBe('ok');
		expect((await call(ws, 'get_projects')).message).toBe('Too many requests');
	});
	it('other paths are 404', async () => expect((await get(ws, '/api/admin/v3/')).http).toBe(404));
});
