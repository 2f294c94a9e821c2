import type { ICredentialsDecrypted, ICredentialTestFunctions, IDataObject } from 'n8n-workflow';

import { tokenTest } from '../../../nodes/GoogleCalendar/credentialTest';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import {
	ANNA,
	apiFor,
	bothOperators,
	CLIENT,
	failure,
	fill,
	MEETINGS,
	operator,
	PIOTR,
	PIOTRS,
	startWorld,
	tokensNow,
	typed,
} from './roomWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: GoogleCalendarSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => {
	fill(sim);
	sim.requests.clear();
});
afterAll(async () => await sim.close());

const tokenRequests = () => sim.requests.count({ path: '/token' });
const DAY_MS = 86_400_000;

/** Presses Test in the credential. */
async function pressTest(values: IDataObject = {}): Promise<string> {
	type Asked = { uri: string; method: string; headers: Record<string, string>; body?: string };
	const helpers = {
		async request({ uri, method, headers, body }: Asked) {
			const reply = await fetch(uri, { method, headers, body, redirect: 'manual' });
			return { statusCode: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() };
		},
	};
	const credential = { id: '1', name: 'x', type: 'googleCalendarSyncApi', data: typed(sim, values) };
	const host = { helpers } as unknown as ICredentialTestFunctions;
	const { status, message } = await tokenTest.call(host, credential as ICredentialsDecrypted);
	for (const secret of [CLIENT.clientSecret, tokensNow().anna, tokensNow().piotr])
		expect(message).not.toContain(secret);
	return `${status}: ${message}`;
}

describe('access', () => {
	it('is asked for once, however many ask at the same time and in whatever node', async () => {
		const [one, other] = [await apiFor(sim), await apiFor(sim)];
		await Promise.all([one, one, other, other].map(async (api) => await api.accounts[0]!.calendar(MEETINGS)));
		expect(tokenRequests()).toBe(1);
	});

	it('is renewed a minute before it ends', async () => {
		sim.switches.accessTokenSeconds = 60;
		const [google] = (await apiFor(sim)).accounts;
		await google!.calendar(MEETINGS);
		await google!.calendar(MEETINGS);
		expect(tokenRequests()).toBe(2);
		expect(sim.requests.count({ status: 401 })).toBe(0);
	});

	it('is renewed once where Google refuses it early, for all who are under way', async () => {
		const [google] = (await apiFor(sim)).accounts;
		await google!.calendar(MEETINGS);
		sim.act.expireAccessTokens();
		sim.requests.clear();
		await Promise.all([1, 2, 3].map(async () => await google!.calendar(MEETINGS)));
		expect(tokenRequests()).toBe(1);
	});

	it('is of one account where two operators have the same token', async () => {
		const api = await apiFor(sim, {
			values: {
				operators: { operator: [operator('A', {}, { tokenFromConfiguration: false }), operator('B', {})] },
				operatorTokens: { A: tokensNow().anna } as never,
			},
		});
		expect(api.accounts.map(({ key }) => key)).toEqual(['default']);
	});
});

describe('a refused token', () => {
	const refusal = async (values: IDataObject = {}) => {
		const api = await apiFor(sim, { values });
		return await failure(Promise.all(api.accounts.map(async (google) => await google.calendars())));
	};

	it('is named by its operator, with the usual reasons', async () => {
		sim.act.revokeToken({ user: PIOTR });
		const error = await refusal(bothOperators());
		expect(error.message).toMatch(/operator "Piotr".*invalid_grant/);
		for (const reason of [/testing/, /7 days/, /six months/, /100 tokens/, /another Client ID/]) {
			expect(error.advice).toMatch(reason);
		}
		expect(error.message + error.advice).not.toContain(tokensNow().piotr);
	});

	it('does not stop the other operators', async () => {
		sim.act.revokeToken({ user: PIOTR });
		const api = await apiFor(sim, { values: bothOperators() });
		const rows = await api.directory.resolve(api.settings);
		expect(rows.map((row) => ('fault' in row ? row.operator : row.calendar.name))).toEqual([
			'Spotkania Anna',
			'Oferty Anna',
			'Piotr',
		]);
		expect((await api.directory.find('Oferty Anna')).account.key).toBe('default');
		expect((await failure(api.directory.find('Spotkania Nobody'))).message).toMatch(/Piotr/);
	});

	it('is not tried again in the same run', async () => {
		sim.act.revokeToken({ user: ANNA });
		const api = await apiFor(sim);
		for (let time = 0; time < 3; time++) await failure(api.accounts[0]!.calendar(MEETINGS));
		expect(tokenRequests()).toBe(1);
	});

	it.each(['unauthorized_client', 'invalid_grant'] as const)('of another client is told (%s)', async (error) => {
		sim.switches.foreignClientError = error;
		sim.act.setApp({ clientId: 'other-client', clientSecret: 'other-made-up-secret' });
		const { refreshToken } = sim.act.grantToken({ user: ANNA, clientId: 'other-client' });
		const said = await refusal({ refreshToken });
		expect(`${said.message} ${said.advice}`).toMatch(/another Client ID/);
	});

	it('ends after seven days in testing, and after half a year without use', async () => {
		sim.act.testingApp();
		const { refreshToken } = sim.act.grantToken({ user: ANNA });
		sim.clock.advance(8 * DAY_MS);
		expect((await refusal({ refreshToken })).message).toMatch(/invalid_grant/);
		sim.clock.advance(190 * DAY_MS);
		expect((await refusal()).message).toMatch(/default refresh token.*invalid_grant/);
	});

	it('is not confused with a service that is down', async () => {
		sim.faults.inject({ match: { path: '/token' }, status: 503, times: Infinity });
		expect(await refusal()).toMatchObject({ kind: 'unavailable' });
		sim.faults.clear();
		sim.faults.inject({ match: { path: '/token' }, reply: 'html', times: Infinity });
		expect(await refusal()).toMatchObject({ kind: 'unreadable' });
	});

	it('is overcome where its answer was lost', async () => {
		sim.faults.inject({ match: { path: '/token' }, reset: 'after' });
		const api = await apiFor(sim);
		expect(await api.accounts[0]!.calendars()).not.toHaveLength(0);
	});
});

describe('the test of the credential', () => {
	it('tries every token and counts calendars', async () => {
		expect(await pressTest(bothOperators())).toMatch(/^OK: Signed in with 2 tokens\. \d+ calendars/);
		expect(await pressTest()).toMatch(/^OK: Signed in with the token/);
		expect(tokenRequests()).toBe(3);
	});

	it('names every token that is wrong', async () => {
		sim.act.revokeToken({ user: PIOTR });
		sim.act.revokeToken({ user: ANNA });
		const said = await pressTest(bothOperators());
		expect(said).toMatch(/^Error: .*default refresh token.*operator "Piotr"/);
	});

	it.each([
		['a wrong secret', { clientSecret: 'not-the-secret' }, /Client ID and Client Secret/],
		['an unknown client', { clientId: 'nobody' }, /Client ID and Client Secret/],
		['an empty field', { clientId: '' }, /"Client ID" is empty/],
		['no token', { refreshToken: '' }, /no refresh token/],
		['tokens that are no JSON', { operatorTokens: '{"Anna": ' }, /is not a JSON object/],
		['an address that is no Google', { renewalAddress: 'http://127.0.0.1:9/token' }, /could not be reached/],
		['an address without encryption', { apiAddress: 'http://calendar.example' }, /must begin with https/],
	])('tells %s', async (_, values, words) => {
		expect(await pressTest(values)).toMatch(words);
	});

	it('tells a scope that is too small, and an API that is switched off', async () => {
		const { refreshToken } = sim.act.grantToken({ user: ANNA, scopes: ['calendar.readonly'] });
		expect(await pressTest({ refreshToken })).toMatch(/^Error: .*events cannot be written.*scope/);
		sim.act.setApp({ ...CLIENT, apiEnabled: false });
		expect(await pressTest()).toMatch(/^Error: .*Enable the Google Calendar API/);
	});

	it.each([true, false])('warns of an app in testing where Google tells it (%s)', async (tells) => {
		sim.switches.tokenTellsRefreshExpiry = tells;
		sim.act.testingApp();
		const { refreshToken } = sim.act.grantToken({ user: ANNA });
		const said = await pressTest({ refreshToken });
		expect(said).toMatch(/^OK/);
		expect(/still in testing/.test(said)).toBe(tells);
	});
});

describe('calendars by name', () => {
	const resolve = async (rows: Record<string, string>, options = {}) => {
		const values = { operators: { operator: [operator('Anna', rows)] } };
		const api = await apiFor(sim, { values });
		return (await api.directory.resolve(api.settings, options)).map((row) =>
			'fault' in row ? row.fault.message : row.calendar.id,
		);
	};

	it('are found by their name, the own name for them first, by ID and as the primary one', async () => {
		sim.act.renameCalendar({ calendar: MEETINGS, to: 'Moje', forSelf: true });
		expect(await resolve({ a: 'Moje', b: MEETINGS, c: 'primary' })).toEqual([MEETINGS, MEETINGS, ANNA]);
		expect(await resolve({ a: 'Spotkania Anna' })).toEqual([
			expect.stringMatching(/no calendar "Spotkania Anna" of operator "Anna"/),
		]);
	});

	it('are found though hidden from the list', async () => {
		sim.act.hideCalendar({ calendar: MEETINGS });
		expect(await resolve({ a: 'Spotkania Anna' })).toEqual([MEETINGS]);
	});

	it('must be one, and writable', async () => {
		sim.act.addCalendar({ owner: ANNA, summary: 'Spotkania Anna' } as never);
		const [twice, readOnly] = await resolve({ a: 'Spotkania Anna', b: 'Spotkania Piotr' });
		expect(twice).toMatch(/2 calendars "Spotkania Anna" of operator "Anna"/);
		expect(readOnly).toMatch(/"Spotkania Piotr" of operator "Anna" may only be read/);
		sim.act.shareCalendar({ calendar: PIOTRS, with: ANNA, role: 'writer' });
		expect(await resolve({ b: 'Spotkania Piotr' })).toEqual([PIOTRS]);
	});

	it('are made where that is allowed, each once', async () => {
		const rows = { Spotkanie: 'Nowy', Oferta: 'Nowy' };
		expect(await resolve(rows)).toEqual(Array(2).fill(expect.stringMatching(/There is no calendar "Nowy"/)));
		const [one, other] = await resolve(rows, { create: true, timeZone: 'Europe/Warsaw' });
		expect(one).toBe(other);
		expect(await resolve(rows)).toEqual([one, one]);
	});

	it('that were deleted are not there', async () => {
		sim.act.deleteCalendar({ calendar: MEETINGS });
		expect(await resolve({ a: 'Spotkania Anna' })).toEqual([expect.stringMatching(/no calendar/)]);
	});
});
