import { anna, app, MEETINGS, openGoogleCalendar, piotr, refusal, START, type Kit } from './googleCalendarKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openGoogleCalendar();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const DAY = 86_400_000;
const CALENDAR = 'https://www.googleapis.com/auth/calendar';

/** Status, error, description of the token endpoint. */
const error = async (more: Record<string, string> = {}) => {
	const { status, json } = await kit.refresh(more);
	return [status, json.error, json.error_description];
};
const DEAD = [400, 'invalid_grant', 'Token has been expired or revoked.'];

describe('a refresh token', () => {
	test('gives an access token and no new refresh token', async () => {
		const { status, json } = await kit.refresh();
		expect([status, json]).toEqual([
			200,
			{ access_token: expect.any(String), expires_in: 3599, scope: CALENDAR, token_type: 'Bearer' },
		]);
	});

	test('is asked for with an app that is known', async () => {
		expect((await error({ client_id: 'other' })).slice(0, 2)).toEqual([401, 'invalid_client']);
		expect(await error({ client_secret: 'wrong' })).toEqual([401, 'invalid_client', 'Unauthorized']);
		expect((await error({ client_id: '' })).slice(0, 2)).toEqual([400, 'invalid_request']);
		expect((await error({ grant_type: 'password' })).slice(0, 2)).toEqual([400, 'unsupported_grant_type']);
		expect((await error({ refresh_token: '' })).slice(0, 2)).toEqual([400, 'invalid_request']);
		expect(await error({ refresh_token: 'unknown' })).toEqual(DEAD);
	});

	test('belongs to the client that got it', async () => {
		kit.sim.act.setApp({ clientId: 'other', clientSecret: 'other-secret' });
		const other = { client_id: 'other', client_secret: 'other-secret' };
		expect(await error(other)).toEqual([401, 'unauthorized_client', 'Unauthorized']);
	});

	test('takes the client as Basic', async () => {
		const basic = Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64');
		const form = { grant_type: 'refresh_token', refresh_token: anna.refreshToken };
		expect((await kit.token(form, { authorization: `Basic ${basic}` })).status).toBe(200);
	});

	test('dies when the user takes the access away, and the access tokens with it', async () => {
		expect(kit.sim.act.revokeToken({ user: anna.email })).toEqual({ revoked: 1 });
		expect(await error()).toEqual(DEAD);
		expect(refusal(await kit.list())).toEqual([401, 'authError']);
		expect((await kit.refresh({ refresh_token: piotr.refreshToken })).status).toBe(200);
	});

	test('dies unused after half a year', async () => {
		kit.sim.clock.advance(150 * DAY);
		expect((await kit.refresh()).status).toBe(200);
		kit.sim.clock.advance(150 * DAY);
		expect((await kit.refresh()).status).toBe(200);
		kit.sim.clock.advance(184 * DAY);
		expect(await error()).toEqual(DEAD);
	});

	test('of an app in testing dies after seven days', async () => {
		kit.sim.act.testingApp();
		const { refreshToken } = kit.sim.act.grantToken({ user: anna.email });
		kit.sim.clock.advance(6 * DAY);
		expect((await kit.refresh({ refresh_token: refreshToken })).json.refresh_token_expires_in).toBe(DAY / 1000);
		kit.sim.clock.advance(DAY);
		expect(await error({ refresh_token: refreshToken })).toEqual(DEAD);
		kit.sim.act.publishApp();
		expect(await error({ refresh_token: refreshToken })).toEqual(DEAD);
		expect((await kit.refresh()).json.refresh_token_expires_in).toBeUndefined();
	});

	test('is the oldest of too many', async () => {
		for (let at = 0; at < 100; at++) kit.sim.act.grantToken({ user: anna.email });
		expect(await error()).toEqual(DEAD);
		expect((await kit.refresh({ refresh_token: piotr.refreshToken })).status).toBe(200);
	});

	test('waits for the user to sign in again', async () => {
		kit.sim.act.endSession({ user: anna.email });
		const { status, json } = await kit.refresh();
		expect([status, json]).toMatchObject([400, { error: 'invalid_grant', error_subtype: 'invalid_rapt' }]);
		kit.sim.act.endSession({ user: anna.email, ended: false });
		expect((await kit.refresh()).status).toBe(200);
	});

	test('can be given back', async () => {
		const revoke = () =>
			kit.fetched(`${kit.sim.url}/revoke`, { method: 'POST', body: new URLSearchParams({ token: anna.refreshToken }) });
		expect((await revoke()).status).toBe(200);
		expect((await revoke()).json.error).toBe('invalid_token');
		expect(await error()).toEqual(DEAD);
	});
});

describe('an access token', () => {
	test('ends an hour after it was given', async () => {
		kit.sim.clock.advance(3_598_000);
		expect((await kit.list()).status).toBe(200);
		kit.sim.clock.advance(1000);
		const answer = await kit.list();
		expect(refusal(answer)).toEqual([401, 'authError']);
		expect(answer.json.error.errors[0]).toMatchObject({ locationType: 'header', location: 'Authorization' });
	});

	test('must be there and known, and can be ended', async () => {
		const path = `${kit.sim.url}/calendar/v3${kit.events()}`;
		expect(refusal(await kit.fetched(path, {}))).toEqual([401, 'required']);
		expect(refusal(await kit.list())).toEqual([200, undefined]);
		kit.sim.act.expireAccessTokens({ user: anna.email });
		expect(refusal(await kit.list())).toEqual([401, 'authError']);
	});

	test.each([
		['calendar.events', [200, 200, 403]],
		['calendar.events.readonly', [200, 403, 403]],
		['calendar.readonly', [200, 403, 200]],
		['calendar.calendarlist.readonly', [403, 403, 200]],
		['https://www.googleapis.com/auth/calendar', [200, 200, 200]],
	])('with the scope %s may do so much', async (scope, seen) => {
		await kit.signIn(kit.sim.act.grantToken({ user: anna.email, scopes: [scope] }));
		const answers = [
			await kit.list(),
			await kit.insert({ start: { date: '2026-05-05' }, end: { date: '2026-05-06' } }),
			await kit.send('GET', '/users/me/calendarList'),
		];
		expect(answers.map(({ status }) => status)).toEqual(seen);
		for (const answer of answers) if (answer.status === 403) expect(refusal(answer)[1]).toBe('insufficientPermissions');
	});

	test('does not help where the API is off', async () => {
		kit.sim.act.setApp({ clientId: app.client_id, clientSecret: app.client_secret, apiEnabled: false });
		expect(refusal(await kit.list())).toEqual([403, 'accessNotConfigured']);
	});
});

describe('consent in the browser', () => {
	const BACK = 'http://localhost:5678/rest/oauth2-credential/callback';
	const ask = async (more: Record<string, string> = {}) => {
		const query = {
			client_id: app.client_id,
			redirect_uri: BACK,
			response_type: 'code',
			scope: CALENDAR,
			state: 'a b',
			...more,
		};
		const answer = await fetch(`${kit.sim.url}/auth?${new URLSearchParams(query)}`, { redirect: 'manual' });
		const location = answer.headers.get('location');
		return { status: answer.status, back: location === null ? undefined : new URL(location) };
	};
	const exchange = (code: string, redirect_uri = BACK) =>
		kit.token({ grant_type: 'authorization_code', ...app, code, redirect_uri });

	test('goes back at once with a code that serves once', async () => {
		const { status, back } = await ask({ access_type: 'offline', prompt: 'consent' });
		expect([status, back?.origin, back?.searchParams.get('state')]).toEqual([302, 'http://localhost:5678', 'a b']);
		const code = back!.searchParams.get('code')!;
		const { json } = await exchange(code);
		expect(json).toMatchObject({ scope: CALENDAR, token_type: 'Bearer', expires_in: 3599 });
		expect((await exchange(code)).json.error).toBe('invalid_grant');
		await kit.signIn({ refreshToken: json.refresh_token });
		expect((await kit.list()).status).toBe(200);
	});

	test('brings a refresh token for offline access alone, and once', async () => {
		const refreshToken = async (more: Record<string, string>) => {
			const { back } = await ask({ login_hint: piotr.email, ...more });
			return (await exchange(back!.searchParams.get('code')!)).json.refresh_token;
		};
		kit.sim.act.revokeToken({ user: piotr.email });
		expect(await refreshToken({})).toBeUndefined();
		expect(await refreshToken({ access_type: 'offline' })).toBeDefined();
		expect(await refreshToken({ access_type: 'offline' })).toBeUndefined();
		expect(await refreshToken({ access_type: 'offline', prompt: 'consent' })).toBeDefined();
	});

	test('knows the app and where it may go back to', async () => {
		expect((await ask({ client_id: 'other' })).status).toBe(400);
		kit.sim.act.setApp({ clientId: app.client_id, clientSecret: app.client_secret, redirectUris: [BACK] });
		expect((await ask()).status).toBe(302);
		expect((await ask({ redirect_uri: `${BACK}/x` })).status).toBe(400);
		const { back } = await ask();
		expect((await exchange(back!.searchParams.get('code')!, 'http://localhost')).json.error).toBe(
			'redirect_uri_mismatch',
		);
	});

	test('a code lives ten minutes', async () => {
		const { back } = await ask();
		kit.sim.clock.advance(600_000);
		expect((await exchange(back!.searchParams.get('code')!)).json.error).toBe('invalid_grant');
	});
});

describe('quota', () => {
	const statuses = async (count: number) => {
		const seen: number[] = [];
		for (let at = 0; at < count; at++) seen.push((await kit.list()).status);
		return seen;
	};

	test('slides with the minute, for each user', async () => {
		kit.sim.switches.userQuotaPerMinute = 2;
		expect(await statuses(3)).toEqual([200, 200, 403]);
		expect(refusal(await kit.list())).toEqual([403, 'rateLimitExceeded']);
		await kit.signIn(piotr);
		expect((await kit.send('GET', '/users/me/calendarList')).status).toBe(200);
		await kit.signIn(anna);
		kit.sim.clock.advance(60_000);
		expect(await statuses(3)).toEqual([200, 200, 403]);
		kit.sim.clock.set(START);
		expect(await statuses(1)).toEqual([200]);
	});

	test('refused calls are counted and named as asked', async () => {
		expect(
			kit.sim.act.refuseCalls({ action: 'events.list', status: 403, reason: 'quotaExceeded', after: 1, times: 2 }),
		).toEqual({
			pending: 1,
		});
		expect(await statuses(4)).toEqual([200, 403, 403, 200]);
		kit.sim.act.refuseCalls({ retryAfter: 7 });
		const answer = await kit.send('GET', '/colors');
		expect([answer.headers.get('retry-after'), ...refusal(answer)]).toEqual(['7', 503, 'backendError']);
	});
});

test('the state shows no secret', async () => {
	await kit.list();
	const text = await (await fetch(`${kit.sim.url}/_sandbox/state`)).text();
	for (const secret of [app.client_secret, anna.refreshToken, kit.bearer]) expect(text).not.toContain(secret);
	expect(JSON.parse(text)).toMatchObject({
		apps: [{ clientId: app.client_id, publishing: 'production' }],
		calendars: [{}, {}, { id: MEETINGS, count: 0 }, {}],
		grants: [{ user: anna.email, living: true }, {}],
	});
});
