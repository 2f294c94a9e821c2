import { generateKeyPairSync } from 'node:crypto';

import type { ICredentialsDecrypted, ICredentialTestFunctions, IDataObject } from 'n8n-workflow';

import { SalesforceSync } from '../../../nodes/Salesforce/SalesforceSync.node';
import { sandboxUser, type SalesforceSimulator } from '../../../sandbox/salesforce';
import { apiFor, failure, fill, startWorld, typed } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: SalesforceSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => {
	fill(sim);
	// Signed tokens tell the time by this machine's clock.
	sim.clock.set(new Date().toISOString());
});
afterAll(async () => await sim.close());

const { consumerKey, consumerSecret, username, securityToken } = sandboxUser();
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
	modulusLength: 2048,
	publicKeyEncoding: { type: 'spki', format: 'pem' },
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const byPassword = { signIn: 'password' };
const byJwt = { signIn: 'jwtBearer', privateKey };

/** Presses Test in the credential. */
async function pressTest(values: IDataObject): Promise<string> {
	const helpers = {
		async request({
			uri,
			method,
			headers,
			body,
		}: {
			uri: string;
			method: string;
			headers: Record<string, string>;
			body?: string;
		}) {
			const reply = await fetch(uri, { method, headers, body, redirect: 'manual' });
			return { statusCode: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() };
		},
	};
	const { signInTest } = new SalesforceSync().methods.credentialTest;
	const credential = { id: '1', name: 'x', type: 'salesforceSyncApi', data: typed(sim, values) };
	const { status, message } = await signInTest.call(
		{ helpers } as unknown as ICredentialTestFunctions,
		credential as ICredentialsDecrypted,
	);
	expect(message).not.toContain(consumerSecret);
	expect(message).not.toContain(typed(sim).password);
	return `${status}: ${message}`;
}

describe('each way to sign in', () => {
	beforeEach(() => void sim.act.setApp({ consumerKey, publicKey }));

	test.each([
		['clientCredentials', {}],
		['password', byPassword],
		['jwtBearer', byJwt],
	])('%s', async (_, values) => {
		expect(await pressTest(values)).toMatch(/^OK: Signed in\. \d+ of 15000/);
		const api = await apiFor(sim, { values });
		expect((await api.objects()).length).toBeGreaterThan(3);
	});

	test('a key on one line', async () => {
		expect(await pressTest({ ...byJwt, privateKey: privateKey.replaceAll('\n', ' ') })).toMatch(/^OK/);
		expect(await pressTest({ ...byJwt, privateKey: privateKey.replaceAll('\n', '\\n') })).toMatch(/^OK/);
	});

	test('another host for the data than for the sign-in', async () => {
		sim.switches.instanceUrl = 'localhost';
		sim.switches.clientCredentialsHost = 'any';
		expect(await pressTest({})).toMatch(/^OK/);
	});

	test('from a trusted network without the security token', async () => {
		sim.switches.trustedIp = true;
		expect(await pressTest({ ...byPassword, securityToken: '' })).toMatch(/^OK/);
	});
});

describe('each refusal has its reason', () => {
	const reason = async (values: IDataObject) => {
		const said = await pressTest(values);
		expect(said).toMatch(/^Error: /);
		return said;
	};

	test('wrong Consumer Key', async () =>
		expect(await reason({ consumerKey: 'another-key' })).toContain('Consumer Key'));

	test('wrong Consumer Secret', async () =>
		expect(await reason({ consumerSecret: 'another-secret' })).toContain('Consumer Secret does not belong'));

	test('wrong password, token missing', async () => {
		expect(await reason({ ...byPassword, password: 'another' })).toContain('security token');
		expect(await reason({ ...byPassword, securityToken: '' })).toContain('security token');
	});

	test('the flow is switched off in the organisation', async () => {
		sim.switches.passwordFlow = false;
		expect(await reason(byPassword)).toContain('OAuth and OpenID Connect Settings');
	});

	test('the flow is switched off in the app', async () => {
		sim.act.setApp({ consumerKey, flows: ['password'] });
		expect(await reason({})).toContain('Client Credentials Flow');
	});

	test.each(['OAUTH_APP_BLOCKED', 'invalid_app_access', 'invalid_grant'] as const)(
		'the app is blocked (%s)',
		async (error) => {
			sim.switches.blockedAppError = error;
			sim.act.setApp({ consumerKey, blocked: true });
			expect(await reason({})).toMatch(/blocked|may not use the app|may not sign in/);
		},
	);

	test.each(['inactive_user', 'invalid_grant'] as const)('the user is switched off (%s)', async (error) => {
		sim.switches.inactiveUserError = error;
		sim.act.setUser({ username, active: false });
		expect(await reason(byPassword)).toContain('refused to sign in');
	});

	test('too many sign-ins', async () => {
		sim.switches.loginsPerHour = 0;
		expect(await reason(byPassword)).toContain('too often');
	});

	test('a certificate that does not belong to the key', async () => {
		expect(await reason(byJwt)).toContain('refused to sign in');
	});

	test('what is no key', async () =>
		expect(await reason({ ...byJwt, privateKey: 'abc' })).toContain('RSA private key'));

	test('the API is not enabled', async () => {
		sim.switches.refuseCalls = 'apiDisabled';
		expect(await reason({})).toContain('API');
	});

	test('a user who may not see the limits has signed in all the same', async () => {
		const body = '[{"message":"You do not have access.","errorCode":"INSUFFICIENT_ACCESS"}]';
		sim.faults.inject({ match: { path: '/limits' }, status: 403, body });
		expect(await pressTest({})).toMatch(/^OK: Signed in/);
	});

	test('high assurance is asked for', async () => {
		sim.switches.refuseCalls = 'highAssurance';
		expect(await reason({})).toContain('session settings');
	});

	test('an API version that is not there', async () =>
		expect(await reason({ apiVersion: '99.0' })).toContain('API version 99.0'));

	test('no Salesforce at the address', async () => {
		expect(await reason({ instanceUri: 'http://127.0.0.1:9' })).toMatch(/could not be reached|broke/);
		expect(await reason({ instanceUri: 'http://somewhere.example' })).toContain('https://');
		expect(await reason({ instanceUri: '' })).toContain('Instance URI');
	});

	test('what is not filled in', async () => {
		expect(await reason({ consumerSecret: '' })).toContain('"Consumer Secret" is empty');
		expect(await reason({ ...byPassword, userName: '' })).toContain('"User Name" is empty');
	});

	test('client credentials at the common address', async () =>
		expect(await reason({ instanceUri: 'login.salesforce.com' })).toContain('My Domain'));
});

describe('in a run', () => {
	test('a refused sign-in is not repeated', async () => {
		const api = await apiFor(sim, { values: { consumerSecret: 'another-secret' } });
		expect((await failure(api.limits())).message).toContain('Consumer Secret');
		expect(sim.requests.count()).toBe(1);
	});

	test('of many sign-ins at the limit one is enough', async () => {
		sim.switches.loginsPerHour = 0;
		const api = await apiFor(sim, { values: byPassword });
		expect((await failure(api.limits())).message).toContain('too often');
		expect(sim.requests.count({ path: '/oauth2/token' })).toBe(1);
	});

	test('an organisation that has moved is found at its new address', async () => {
		const api = await apiFor(sim);
		await api.limits();
		sim.switches.clientCredentialsHost = 'any';
		sim.switches.instanceUrl = 'localhost';
		expect(await api.limits()).toHaveProperty('DailyApiRequests');
	});

	test('another security token begins a new session', async () => {
		await (await apiFor(sim, { values: byPassword })).limits();
		sim.requests.clear();
		await (await apiFor(sim, { values: byPassword })).limits();
		expect(sim.requests.count({ path: '/oauth2/token' })).toBe(0);
		sim.act.setUser({ username, securityToken: `${securityToken}2` });
		await (await apiFor(sim, { values: { ...byPassword, securityToken: `${securityToken}2` } })).limits();
		expect(sim.requests.count({ path: '/oauth2/token' })).toBe(1);
	});
});
