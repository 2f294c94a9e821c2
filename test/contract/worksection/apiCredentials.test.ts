import type { IDataObject } from 'n8n-workflow';

import { WorksectionApi as ApiKeyCredential } from '../../../credentials/WorksectionApi.credentials';
import { harness } from '../../support/workflow';
import { asked, fresh, listed, signIn, world, type World } from './actionsWorld';

let ws: World;
beforeAll(async () => {
	ws = await world();
});
beforeEach(() => fresh(ws.sandbox));
afterAll(async () => await ws.sandbox.close());

describe('Test of the API key', () => {
	const tested = async (values: IDataObject) => {
		const given = { accountUrl: ws.sandbox.url, apiKey: 'sandbox-admin-key', ...values };
		const n8n = await harness({
			nodes: {},
			credentialTypes: [new ApiKeyCredential()],
			credentials: { worksectionApi: given as never },
			engine: 'legacy',
		});
		return await n8n.testCredential('worksectionApi');
	};

	it.each(['md5', 'hmac'])('passes with the right key (%s)', async (scheme) => {
		expect(await tested({ scheme, accountUrl: `${ws.sandbox.url}/` })).toMatchObject({ status: 'OK' });
		expect(asked(ws)).toEqual(['get_project_groups']);
	});

	it('passes with any address of the account, as the nodes do', async () => {
		expect(await tested({ accountUrl: ` ${ws.sandbox.url}/project/26/?a=1 ` })).toMatchObject({ status: 'OK' });
	});

	it('fails with a reason', async () => {
		expect(await tested({ apiKey: 'wrong' })).toEqual({
			status: 'Error',
			message: expect.stringContaining('did not accept the API key'),
		});
		ws.sandbox.faults.inject({ body: '<html>Welcome</html>', headers: { 'Content-Type': 'text/html' } });
		expect(await tested({})).toEqual({
			status: 'Error',
			message: expect.stringContaining('no Worksection at this address'),
		});
		ws.sandbox.faults.inject({ status: 404, body: 'nothing' });
		expect(await tested({})).toEqual({ status: 'Error', message: expect.stringContaining('no Worksection account') });
		// n8n signs and sends a request again that got 401.
		ws.sandbox.faults.inject({ status: 401, body: '{}' });
		expect(await tested({})).toMatchObject({ status: 'OK' });
		ws.sandbox.faults.inject({ status: 401, body: '{}', times: 2 });
		expect(await tested({})).toEqual({ status: 'Error', message: expect.stringContaining('did not accept') });
		ws.sandbox.switches.adminKeyScopes = ['tasks_read'];
		expect(await tested({})).toEqual({ status: 'Error', message: expect.stringContaining('rights of the key') });
	});
});

describe('OAuth2', () => {
	const SCOPE = 'projects_read,tasks_read,tasks_write';
	const read = async () => await ws.run('project', 'get', { authentication: 'oAuth2', project: listed('26') });
	const tokens = () => ws.credentials.worksectionOAuth2Api!.oauthTokenData as IDataObject;
	const expire = () => {
		for (const grant of ws.sandbox.store.accessTokens.values()) grant.expiresAt = 0;
	};

	it('reads as the member who signed in, at the address that the vendor named', async () => {
		await signIn(ws, SCOPE);
		delete ws.credentials.worksectionOAuth2Api!.accountUrl;
		expect((await read()).json('Node')).toMatchObject([{ name: 'Sales' }]);
		ws.credentials.worksectionOAuth2Api!.accountUrl = ws.sandbox.url;
	});

	it.each([
		['only the refresh address renews', false],
		['the token address renews too', true],
	])('%s: access is renewed, and the new tokens are stored', async (_, atToken) => {
		ws.sandbox.switches.tokenAddressRefreshes = atToken;
		const before = await signIn(ws, SCOPE);
		expire();
		expect((await read()).json('Node')).toMatchObject([{ name: 'Sales' }]);
		expect(tokens().access_token).not.toBe(before.access_token);
		expect(tokens().refresh_token).not.toBe(before.refresh_token);
		expect(tokens()).not.toHaveProperty('error');
		const paths = ws.sandbox.requests.entries.map(({ path }) => path);
		expect(paths.includes('/oauth2/refresh')).toBe(!atToken);
		expire();
		expect((await read()).json('Node')).toMatchObject([{ name: 'Sales' }]);
	});

	it.each([true, false])('keeps the account whether a renewal names it or not (%s)', async (named) => {
		ws.sandbox.switches.refreshAnswersAccountUrl = named;
		await signIn(ws, SCOPE);
		ws.credentials.worksectionOAuth2Api!.accountUrl = '';
		for (let day = 0; day < 2; day++) {
			expire();
			expect((await read()).json('Node')).toMatchObject([{ name: 'Sales' }]);
		}
		ws.credentials.worksectionOAuth2Api!.accountUrl = ws.sandbox.url;
	});

	it('renews once for runs at the same time', async () => {
		await signIn(ws, SCOPE);
		expire();
		const runs = await Promise.all([read(), read(), read()]);
		expect(runs.map((run) => run.json('Node').length)).toEqual([1, 1, 1]);
		expect(ws.sandbox.requests.entries.filter(({ path }) => path === '/oauth2/refresh')).toHaveLength(1);
	});

	it('also renews an end of access that comes with status 200', async () => {
		await signIn(ws, SCOPE);
		expire();
		ws.sandbox.faults.inject({
			match: { path: 'get_project' },
			body: '{"status":"error","message":"Access token is expired"}',
		});
		expect((await read()).json('Node')).toMatchObject([{ name: 'Sales' }]);
	});

	it('asks to connect again when the renewal is refused', async () => {
		await signIn(ws, SCOPE);
		ws.sandbox.store.refreshTokens.clear();
		expire();
		const failed = (await read()).errorOf('Node');
		expect(failed?.description).toContain('connect the account again');
		expect(JSON.stringify(failed)).not.toContain(String(tokens().refresh_token));
	});

	it('says which scope is missing, and that nobody is connected', async () => {
		await signIn(ws, 'tasks_read');
		expect((await read()).errorOf('Node')?.description).toContain('scope "projects_read"');
		delete ws.credentials.worksectionOAuth2Api!.oauthTokenData;
		expect((await read()).errorOf('Node')?.message).toContain('not connected');
	});
});
