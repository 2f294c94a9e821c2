import type { ICredentialType, IDataObject, IHttpRequestOptions, INodeParameters } from 'n8n-workflow';

import { GoogleCalendarSyncOAuth2Api } from '../../../credentials/GoogleCalendarSyncOAuth2Api.credentials';
import { GoogleCalendarSync } from '../../../nodes/GoogleCalendar/GoogleCalendarSync.node';
import { openGoogleCalendar } from '../../../nodes/GoogleCalendar/open';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { wireHost } from '../../support/wireHost';
import { harness, type Harness } from '../../support/workflow';
import { ANNA, CLIENT, failure, fill, fromItem, MEETINGS, OFFERS, operator, startWorld, tokensNow } from './roomWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: GoogleCalendarSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

/** Signs as n8n does with an OAuth2 credential. */
const credential: Pick<ICredentialType, 'name' | 'authenticate'> = {
	name: 'googleCalendarSyncOAuth2Api',
	authenticate: async ({ oauthTokenData }, request: IHttpRequestOptions) => ({
		...request,
		headers: {
			...request.headers,
			Authorization: `Bearer ${(oauthTokenData as { access_token: string }).access_token}`,
		},
	}),
};

async function accessToken(): Promise<string> {
	const form = new URLSearchParams({
		grant_type: 'refresh_token',
		refresh_token: tokensNow().anna,
		client_id: CLIENT.clientId,
		client_secret: CLIENT.clientSecret,
	});
	const reply = await fetch(`${sim.url}/token`, { method: 'POST', body: form });
	return ((await reply.json()) as { access_token: string }).access_token;
}

const hostWith = (oauthTokenData: object | undefined) =>
	wireHost({
		credential,
		values: {
			...CLIENT,
			apiAddress: sim.url,
			requestsPerMinute: 0,
			operators: {
				operator: [operator('Anna', { Spotkanie: 'Spotkania Anna' }), operator('Piotr', { Oferta: 'Oferty Anna' })],
			},
			oauthTokenData,
		} as never,
		parameters: { authentication: 'oAuth2' },
	});

describe('with sign-in by browser', () => {
	it('all operators have the connected account', async () => {
		const api = await openGoogleCalendar(hostWith({ access_token: await accessToken(), refresh_token: 'kept-by-n8n' }));
		expect(api.accounts.map(({ key, label }) => [key, label])).toEqual([['default', 'the connected Google account']]);
		const rows = await api.directory.resolve(api.settings);
		expect(rows.map((row) => 'calendar' in row && row.calendar.id)).toEqual([MEETINGS, OFFERS]);
		expect(await api.accounts[0]!.signIn()).toBeUndefined();
	});

	it('it is said where nobody has connected it, or the access has ended', async () => {
		expect(await failure(openGoogleCalendar(hostWith(undefined)))).toMatchObject({
			message: expect.stringMatching(/not connected/),
		});
		const api = await openGoogleCalendar(hostWith({ access_token: await accessToken() }));
		sim.act.expireAccessTokens();
		expect(await failure(api.accounts[0]!.calendars())).toMatchObject({ kind: 'unauthorized' });
	});
});

describe('the renewal that n8n does', () => {
	const TYPE = 'n8n-nodes-crm-sync.googleCalendarSync';
	let n8n: Harness;
	beforeEach(async () => {
		n8n = await harness({
			nodes: { [TYPE]: new GoogleCalendarSync() },
			credentialTypes: [new GoogleCalendarSyncOAuth2Api()],
			credentials: {
				googleCalendarSyncOAuth2Api: {
					...CLIENT,
					apiAddress: sim.url,
					requestsPerMinute: 0,
					// n8n itself reads both from the fields below.
					authUrl: `${sim.url}/auth`,
					accessTokenUrl: `${sim.url}/token`,
					oauthTokenData: { access_token: await accessToken(), refresh_token: tokensNow().anna },
				} as never,
			},
		});
		sim.act.expireAccessTokens();
		sim.requests.clear();
	});
	afterEach(async () => await n8n.dispose());

	const create = async (...summaries: string[]) =>
		await n8n.runNode(
			{
				type: TYPE,
				parameters: {
					authentication: 'oAuth2',
					resource: 'event',
					operation: 'create',
					calendar: { __rl: true, mode: 'id', value: MEETINGS },
					...fromItem('summary', 'start'),
				} as INodeParameters,
			},
			summaries.map((summary) => ({ summary, start: '2026-03-10' })),
		);
	const living = () => sim.act.getEvents({ calendar: MEETINGS }).length;

	it.each([1, 3])(
		'happens once in a run, keeps the refresh token, and makes nothing twice (%d items)',
		async (count) => {
			const done = await create(...['A', 'B', 'C'].slice(0, count));
			expect(done.error).toBeUndefined();
			expect(living()).toBe(count);
			expect(sim.requests.count({ path: '/token' })).toBe(1);
			const [saved] = n8n.credentials.saved;
			expect(saved!.data.oauthTokenData).toMatchObject({ refresh_token: tokensNow().anna });
			await create('D');
			expect(sim.requests.count({ path: '/token' })).toBe(1);
		},
	);

	it.each([1, 3])('that Google refuses asks to connect again (%d items)', async (count) => {
		sim.act.revokeToken({ user: ANNA });
		const { error } = await create(...['A', 'B', 'C'].slice(0, count));
		expect(error!.message).toMatch(/needs to be reconnected/);
		expect(living()).toBe(0);
	});

	it('asks at the addresses of the credential', () => {
		const { properties } = new GoogleCalendarSyncOAuth2Api();
		const at = (name: string) => properties.find((one) => one.name === name) as unknown as IDataObject;
		expect(at('authUrl').default).toContain(at('signInAddress').name);
		expect(at('accessTokenUrl').default).toContain(at('renewalAddress').name);
	});
});
