import { openDaktela, startStamp, token, type Wire } from './daktelaWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openDaktela();
});
beforeEach(() => wire.fill());
afterAll(() => wire.close());

const signIn = (body: unknown, query = '') => wire.send('POST', `login.json${query}`, body, {});
const petra = { username: 'petra', password: 'petra-password' };

describe('signing in', () => {
	it('takes the token in any of its forms', async () => {
		const forms = [
			{ 'X-AUTH-TOKEN': token },
			{ 'X-AUTH-TOKEN-OPENAPI': token },
			{ Cookie: `other=1; c_user=${token}` },
		];
		for (const headers of forms)
			expect((await wire.send('GET', 'whoim.json', undefined, headers as never)).status).toBe(200);
		expect((await wire.send('GET', `whoim.json?accessToken=${token}`, undefined, {})).json.result.name).toBe('admin');
	});

	it('answers 401 to a wrong token and to none', async () => {
		for (const headers of [{}, { 'X-AUTH-TOKEN': 'wrong' }]) {
			const answer = await wire.send('GET', 'contacts.json', undefined, headers as never);
			expect(answer.status).toBe(401);
			expect(answer.json).toMatchObject({ error: ['Access token is not valid'], result: null });
		}
	});

	it('signs in with user and password; the token ends, the refresh token gives another', async () => {
		const { result } = (await signIn(petra)).json;
		expect(result).toEqual({
			accessToken: expect.any(String),
			refreshToken: expect.any(String),
			accessTokenExpirationDate: '2026-05-04 12:00:00',
		});
		const whoim = (access: string) => wire.send('GET', 'whoim', undefined, { 'X-AUTH-TOKEN': access });
		expect((await whoim(result.accessToken)).json.result).toMatchObject({ name: 'petra', title: 'Petra' });
		wire.sim.clock.advance(60 * 60_000);
		expect((await whoim(result.accessToken)).status).toBe(401);
		const refreshed = await wire.send('PUT', 'login.json', { refreshToken: result.refreshToken }, {});
		expect((await whoim(refreshed.json.result.accessToken)).status).toBe(200);
		expect((await wire.send('PUT', 'login.json', { refreshToken: 'none' }, {})).status).toBe(401);
		wire.sim.clock.advance(24 * 60 * 60_000);
		expect(
			(await wire.send('PUT', 'login.json', { refreshToken: refreshed.json.result.refreshToken }, {})).status,
		).toBe(401);
	});

	it('gives the bare token when only_token is asked for, in the body or beside the credentials in the address', async () => {
		expect((await signIn({ ...petra, only_token: 1 })).json.result).toMatch(/^access-/);
		expect((await signIn({}, '?username=petra&password=petra-password&only_token=1')).json.result).toMatch(/^access-/);
		expect((await signIn({ username: 'petra', password: 'no' })).status).toBe(401);
		expect((await signIn({ username: 'nobody' })).status).toBe(401);
	});

	it('knows rights, changed tokens and ended sessions', async () => {
		const asPetra = (method: string, path: string, body?: unknown) =>
			wire.send(method, path, body, { 'X-AUTH-TOKEN': 'petra-token' });
		wire.sim.act.setRights({ user: 'petra', rights: { contacts: 'read', users: 'none' } });
		expect((await asPetra('GET', 'contacts.json')).status).toBe(200);
		expect((await asPetra('POST', 'contacts.json', {})).status).toBe(403);
		expect((await asPetra('GET', 'users.json')).json).toMatchObject({ error: ['Permission denied'], result: null });
		wire.sim.act.changeToken({ user: 'petra', token: 'newer' });
		expect((await asPetra('GET', 'contacts.json')).status).toBe(401);
		const { accessToken } = (await signIn(petra)).json.result;
		wire.sim.act.endSessions();
		expect((await wire.send('GET', 'whoim', undefined, { 'X-AUTH-TOKEN': accessToken })).status).toBe(401);
		wire.sim.act.endSessions({ refresh: true });
		wire.sim.act.changePassword({ user: 'petra', password: 'other' });
		expect((await signIn(petra)).status).toBe(401);
		wire.sim.act.removeUser({ user: 'petra' });
		expect((await wire.send('GET', 'whoim', undefined, { 'X-AUTH-TOKEN': 'newer' })).status).toBe(401);
	});
});

describe('addresses and envelope', () => {
	it('serves lists, rows and relations with and without .json', async () => {
		wire.contact('a/b');
		for (const path of ['contacts', 'contacts.json', 'contacts/a%2Fb', 'contacts/a%2Fb.json'])
			expect((await wire.get(path)).status).toBe(200);
		expect((await wire.get('contacts/a%2Fb/account')).status).toBe(404);
		wire.sim.act.editContact({ name: 'a/b', account: 'acme' });
		expect((await wire.get('contacts/a%2Fb/account.json')).json.result.name).toBe('acme');
		expect(await wire.names('accounts/acme/contacts.json')).toEqual(['a/b']);
	});

	it('wraps a list with its total and the local time, a row with itself', async () => {
		expect((await wire.get('statuses.json?fields=name')).json).toEqual({
			error: [],
			result: { data: [{ name: 'new' }, { name: 'paid' }], total: 2 },
			_time: startStamp,
			_serverTime: startStamp,
			_timezone: 'Europe/Prague',
		});
		expect((await wire.get('statuses/new.json')).json.result).toMatchObject({ name: 'new', title: 'New' });
	});

	it('answers 404 and 405 in the envelope', async () => {
		for (const path of [
			'nothing.json',
			'contacts/none.json',
			'contacts/none/activities',
			'contacts/a/b/c',
			'statuses/new/contacts',
		])
			expect(await wire.get(path)).toMatchObject({ status: 404, json: { error: ['Object not exist'], result: null } });
		expect((await wire.raw('/elsewhere')).status).toBe(404);
		expect((await wire.send('PUT', 'contacts.json', {})).status).toBe(405);
		expect((await wire.send('POST', 'contacts/x.json', {})).status).toBe(405);
		expect((await wire.send('DELETE', 'whoim.json')).status).toBe(405);
		expect((await wire.send('POST', 'accounts/acme/contacts', {})).status).toBe(405);
	});

	it('names what is done in the request log', async () => {
		await wire.get('contacts.json');
		await wire.get('contacts/x');
		await wire.post('contacts', {});
		await wire.send('PUT', 'login.json', {});
		await wire.get('tickets/1/activities.json');
		expect(wire.sim.requests.entries.map(({ action }) => action)).toEqual([
			...['contacts.list', 'contacts.get', 'contacts.create', 'refresh', 'tickets.activities'],
		]);
		wire.sim.faults.inject({ match: { path: 'contacts.list' }, status: 500 });
		expect((await wire.get('contacts.json')).status).toBe(500);
	});

	it('shows local times through both nights on which the clocks change', async () => {
		const at = async (iso: string) => {
			wire.sim.clock.set(iso);
			return (await wire.get('whoim')).json._time;
		};
		expect(await at('2026-03-29T00:59:59Z')).toBe('2026-03-29 01:59:59');
		expect(await at('2026-03-29T01:00:00Z')).toBe('2026-03-29 03:00:00');
		expect(await at('2026-10-25T00:30:00Z')).toBe('2026-10-25 02:30:00');
		expect(await at('2026-10-25T01:30:00Z')).toBe('2026-10-25 02:30:00');
	});

	it('refuses bodies that are no object', async () => {
		for (const body of ['{', '[1]', '"x"']) expect((await wire.send('POST', 'contacts.json', body)).status).toBe(400);
	});
});

describe('pace', () => {
	const statuses = (answers: Array<{ status: number }>) => answers.map(({ status }) => status).sort();

	it('says when to come again, as seconds or as a date', async () => {
		wire.sim.switches.rateEvery = 2;
		await wire.get('whoim');
		const refused = await wire.get('whoim');
		expect(refused).toMatchObject({ status: 429, json: { error: ['Too many requests'], result: null } });
		expect(refused.headers.get('retry-after')).toBe('1');
		expect((await wire.get('whoim')).status).toBe(200);
		wire.sim.switches.retryAfter = 'date';
		expect((await wire.get('whoim')).headers.get('retry-after')).toBe('Mon, 04 May 2026 09:00:01 GMT');
	});

	it('lets calls through again a second later by the simulated clock', async () => {
		wire.sim.switches.ratePerSecond = 2;
		expect(statuses([await wire.get('whoim'), await wire.get('whoim'), await wire.get('whoim')])).toEqual([
			200, 200, 429,
		]);
		wire.sim.clock.advance(1000);
		expect((await wire.get('whoim')).status).toBe(200);
	});

	it('works on no more at one time than allowed: the rest is refused or waits', async () => {
		Object.assign(wire.sim.switches, { maxConcurrent: 2, workMs: 100 });
		const burst = () => Promise.all([1, 2, 3].map(() => wire.get('whoim')));
		expect(statuses(await burst())).toEqual([200, 200, 429]);
		wire.sim.switches.overConcurrent = 'queue';
		expect(statuses(await burst())).toEqual([200, 200, 200]);
		expect(statuses(await burst())).toEqual([200, 200, 200]);
	});
});
