import { createSign, generateKeyPairSync } from 'node:crypto';
import { app, openSalesforce, passwordGrant, START, user, type Wire } from './salesforceWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const credentials = { grant_type: 'client_credentials', ...app };
const failure = { error: 'invalid_grant', error_description: 'authentication failure' };
const refusal = async (form: Record<string, string>) => {
	const { status, json } = await wire.token(form);
	return { status, error: json.error };
};

describe('user name and password', () => {
	test('answer a token, the address of the instance and no time of its end', async () => {
		const { status, json } = await wire.token(passwordGrant);
		expect(status).toBe(200);
		expect(json).toEqual({
			access_token: expect.stringMatching(/^00D\w+!/),
			instance_url: wire.sim.url,
			id: expect.stringMatching(/\/id\/00D\w{15}\/005\w{15}$/),
			token_type: 'Bearer',
			issued_at: String(Date.parse(START)),
			signature: expect.any(String),
		});
	});

	test.each([
		['a wrong password', { password: `wrong${user.securityToken}` }],
		['a password without its security token', { password: user.password }],
		['a wrong security token', { password: `${user.password}Wrong` }],
		['an unknown user', { username: 'nobody@salesforce.example' }],
	])('%s is one and the same failure', async (_, change) => {
		const { status, json } = await wire.token({ ...passwordGrant, ...change });
		expect([status, json]).toEqual([400, failure]);
	});

	test('a flow that is off in the org, or in the app, fails alike', async () => {
		wire.sim.switches.passwordFlow = false;
		expect((await wire.token(passwordGrant)).json).toEqual(failure);
		wire.sim.switches.passwordFlow = true;
		wire.sim.act.setApp({ consumerKey: user.consumerKey, flows: ['client_credentials'] });
		expect((await wire.token(passwordGrant)).json).toEqual(failure);
		expect((await wire.token(credentials)).status).toBe(200);
	});

	test('a new security token or password makes the old one fail', async () => {
		wire.sim.act.setUser({ username: user.username, securityToken: 'NewToken' });
		expect((await wire.token(passwordGrant)).json).toEqual(failure);
		const password = `${user.password}NewToken`;
		expect((await wire.token({ ...passwordGrant, password })).status).toBe(200);
	});
});

describe('the app', () => {
	test.each([
		['an unknown key', { client_id: 'unknown' }, 'invalid_client_id'],
		['a wrong secret', { client_secret: 'wrong' }, 'invalid_client'],
		['an unknown grant', { grant_type: 'magic' }, 'unsupported_grant_type'],
	])('%s', async (_, change, error) => {
		expect(await refusal({ ...passwordGrant, ...change })).toEqual({ status: 400, error });
	});

	test('blocked by an admin', async () => {
		wire.sim.act.setApp({ consumerKey: user.consumerKey, blocked: true });
		expect(await refusal(passwordGrant)).toEqual({ status: 400, error: 'OAUTH_APP_BLOCKED' });
	});

	test('without the client credentials flow', async () => {
		wire.sim.act.setApp({ consumerKey: user.consumerKey, flows: ['password'] });
		expect(await refusal(credentials)).toEqual({ status: 400, error: 'invalid_grant' });
	});

	test('client credentials run as the user that the app names', async () => {
		const { id } = wire.sim.act.addUser({ username: 'sync@salesforce.example', password: 'p' });
		wire.sim.act.setApp({ consumerKey: user.consumerKey, runAs: 'sync@salesforce.example' });
		expect((await wire.token(credentials)).json.id).toContain(id);
		wire.sim.act.setApp({ consumerKey: user.consumerKey, runAs: 'gone@salesforce.example' });
		expect(await refusal(credentials)).toEqual({ status: 400, error: 'invalid_grant' });
	});

	test('the token endpoint takes POST alone', async () => {
		const answer = await fetch(`${wire.sim.url}/services/oauth2/token?grant_type=password`);
		expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([400, 'invalid_request']);
	});
});

describe('JWT bearer', () => {
	const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
	const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
	const assertion = (claims: object = {}, header: object = { alg: 'RS256' }) => {
		const exp = Date.parse(START) / 1000 + 120;
		const body = `${part(header)}.${part({ iss: user.consumerKey, sub: user.username, aud: wire.sim.url, exp, ...claims })}`;
		return `${body}.${createSign('RSA-SHA256').update(body).sign(privateKey, 'base64url')}`;
	};
	const signIn = (jwt: string) =>
		wire.token({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt });
	const described = async (jwt: string) => {
		const { status, json } = await signIn(jwt);
		return status === 200 ? 'ok' : `${json.error}: ${json.error_description}`;
	};

	beforeEach(() => void wire.sim.act.setApp({ consumerKey: user.consumerKey, publicKey: pem }));

	test('a signed assertion signs in', async () => {
		expect((await signIn(assertion())).json.access_token).toEqual(expect.any(String));
		expect(await described(assertion({ aud: `${wire.sim.url}/services/oauth2/token` }))).toBe('ok');
	});

	test('a signature by another key does not', async () => {
		const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' });
		wire.sim.act.setApp({ consumerKey: user.consumerKey, publicKey: other.toString() });
		expect(await described(assertion())).toBe('invalid_grant: invalid assertion signature');
	});

	test('nor does a text that was changed after signing', async () => {
		const [head, , signature] = assertion().split('.');
		const forged = part({ iss: user.consumerKey, sub: 'nobody@salesforce.example', aud: wire.sim.url });
		expect(await described(`${head}.${forged}.${signature}`)).toContain('invalid assertion signature');
		expect(await described('nonsense')).toBe('invalid_grant: invalid assertion');
	});

	test.each([
		['an unknown app', { iss: 'unknown' }, 'invalid_client_id'],
		['an unknown user', { sub: 'nobody@salesforce.example' }, "invalid_grant: user hasn't approved"],
		['an audience from elsewhere', { aud: 'https://elsewhere.example' }, 'invalid_grant: audience'],
		['the login host as audience', { aud: 'https://login.salesforce.com' }, 'app_not_found'],
		['the test host as audience', { aud: 'https://test.salesforce.com' }, 'app_not_found'],
		['one that has ended', { exp: Date.parse(START) / 1000 - 1 }, 'invalid_grant: assertion has expired'],
		['one that ends in an hour', { exp: Date.parse(START) / 1000 + 3600 }, 'invalid_grant: expiration is too far'],
		['one without an end', { exp: undefined }, 'invalid_grant: expiration is missing'],
	])('%s', async (_, claims, expected) => {
		expect(await described(assertion(claims))).toContain(expected);
	});

	test('another algorithm, or an app without a certificate', async () => {
		expect(await described(assertion({}, { alg: 'none' }))).toContain('algorithm must be RS256');
		wire.sim.act.setApp({ consumerKey: user.consumerKey, publicKey: null });
		expect(await described(assertion())).toContain('invalid assertion signature');
	});
});

describe('sessions', () => {
	const expired = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }];

	test('end by an admin, by time, and with their user', async () => {
		expect((await wire.get('limits')).status).toBe(200);
		expect(wire.sim.act.expireSessions({})).toEqual({ ended: 1 });
		expect(await wire.get('limits')).toMatchObject({ status: 401, json: expired });
		await wire.signIn();
		wire.sim.clock.advance(119 * 60_000);
		expect((await wire.get('limits')).status).toBe(200);
		wire.sim.clock.advance(121 * 60_000);
		expect((await wire.get('limits')).status).toBe(401);
		await wire.signIn();
		wire.sim.act.setUser({ username: user.username, active: false });
		expect((await wire.get('limits')).status).toBe(401);
		expect(await refusal(passwordGrant)).toEqual({ status: 400, error: 'inactive_user' });
	});

	test('of one user alone', async () => {
		wire.sim.act.addUser({ username: 'other@salesforce.example', password: 'p' });
		expect(wire.sim.act.expireSessions({ username: 'other@salesforce.example' })).toEqual({ ended: 0 });
		expect((await wire.get('limits')).status).toBe(200);
	});

	test('are revoked', async () => {
		const { access_token } = (await wire.token(passwordGrant)).json;
		const revoke = () =>
			fetch(`${wire.sim.url}/services/oauth2/revoke`, {
				method: 'POST',
				body: new URLSearchParams({ token: access_token }),
			});
		expect((await revoke()).status).toBe(200);
		expect((await revoke()).status).toBe(400);
		expect((await wire.get('limits', { authorization: `Bearer ${access_token}` })).status).toBe(401);
	});

	test('of a user whose password has expired do nothing', async () => {
		wire.sim.act.setUser({ username: user.username, passwordExpired: true });
		const { status, json } = await wire.get('limits');
		expect([status, json[0].errorCode]).toEqual([403, 'INVALID_OPERATION_WITH_EXPIRED_PASSWORD']);
	});

	test('tell who they belong to', async () => {
		const { id } = (await wire.token(passwordGrant)).json;
		expect((await wire.get(id)).json).toMatchObject({ username: user.username, display_name: 'Sandbox Admin' });
	});

	test('are given 3600 times an hour and user', async () => {
		wire.sim.switches.loginsPerHour = 3;
		await wire.token(passwordGrant);
		await wire.token(passwordGrant);
		expect((await wire.token(passwordGrant)).json).toEqual({
			error: 'invalid_grant',
			error_description: 'login rate exceeded',
		});
		wire.sim.clock.advance(3_600_000);
		expect((await wire.token(passwordGrant)).status).toBe(200);
	});
});

describe('an instance at another address', () => {
	beforeEach(() => void (wire.sim.switches.instanceUrl = 'localhost'));
	const other = () => wire.sim.url.replace('127.0.0.1', 'localhost');

	test('is told by the token and serves the API, which the login host does not', async () => {
		const { json } = await wire.token(passwordGrant);
		expect(json.instance_url).toBe(other());
		expect((await wire.get(`${other()}/services/data/v59.0/limits`)).status).toBe(200);
		expect((await wire.get('limits')).status).toBe(404);
	});

	test('is the only one that takes client credentials', async () => {
		expect((await wire.token(credentials)).json).toEqual({
			error: 'invalid_grant',
			error_description: 'request not supported on this domain',
		});
		expect((await wire.token(credentials, other())).status).toBe(200);
	});
});
