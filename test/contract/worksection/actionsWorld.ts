import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

import { WorksectionApi as ApiKeyCredential } from '../../../credentials/WorksectionApi.credentials';
import { WorksectionOAuth2Api as OAuthCredential } from '../../../credentials/WorksectionOAuth2Api.credentials';
import { Worksection } from '../../../nodes/Worksection/Worksection.node';
import { startWorksection, type WorksectionSeed, type WorksectionSimulator } from '../../../sandbox/worksection';
import { harness, type Harness } from '../../support/workflow';
import type { RunResult } from '../../support/workflow';

export const NODE = 'n8n-nodes-crm-sync.worksection';

export const SEED: WorksectionSeed = {
	account: { apiKey: 'sandbox-admin-key', timeZone: 'Europe/Kyiv' },
	members: [
		{ email: 'owner@studio.example', firstName: 'Olha', lastName: 'Owner', role: 'owner' },
		{ email: 'ann@studio.example', firstName: 'Ann', lastName: 'Hill' },
		{ email: 'ben@studio.example', firstName: 'Ben', lastName: 'Lake' },
		{ email: 'out@studio.example', firstName: 'Otto', lastName: 'Out' },
	],
	tagGroups: [
		{ title: 'Stage', type: 'status', tags: ['New', 'In Work'] },
		{ title: 'Kind', tags: ['Deal', 'Urgent, really', 'Twin'] },
		{ title: 'Other', tags: ['Twin'] },
		{ title: 'Branch', of: 'project', tags: ['North'] },
	],
	projects: [
		{
			id: 26,
			title: 'Sales',
			addedAt: '2026-01-05T08:00:00Z',
			members: ['owner@studio.example', 'ann@studio.example', 'ben@studio.example'],
		},
		{ id: 27, title: 'Old Sales', status: 'archive' },
		{ id: 28, title: 'Next Sales', status: 'pending' },
		{ id: 29, title: 'Support' },
	],
	oauthClients: [{ clientId: 'app', clientSecret: 'app-secret' }],
};

export const NOW = '2026-02-10T22:30:00Z';

export interface World {
	sandbox: WorksectionSimulator;
	n8n: Harness;
	/** Runs one operation over items, with the values of its fields. */
	run(resource: string, operation: string, fields?: INodeParameters, items?: IDataObject[]): Promise<RunResult>;
	credentials: Record<string, ICredentialDataDecryptedObject>;
}

/** The simulated account at a fixed time, without its limit of a request per second, and the node over it. */
export async function world(
	more: ICredentialDataDecryptedObject = {},
	nodeParameters: INodeParameters = {},
): Promise<World> {
	const sandbox = await startWorksection({ clock: NOW });
	const key = { accountUrl: sandbox.url, apiKey: 'sandbox-admin-key', requestsPerSecond: 0, timezone: 'Europe/Kyiv' };
	const credentials = { worksectionApi: { ...key, ...more }, worksectionOAuth2Api: oauthFor(sandbox) };
	const n8n = await harness({
		nodes: { [NODE]: new Worksection() },
		credentialTypes: [new ApiKeyCredential(), new OAuthCredential()],
		credentials,
		engine: 'legacy',
	});
	fresh(sandbox);
	const run: World['run'] = async (resource, operation, fields = {}, items = [{}]) => {
		const parameters = { resource, operation, ...nodeParameters, ...fields };
		const { onError } = fields as { onError?: 'continueErrorOutput' };
		return await n8n.runNode({ type: NODE, parameters, ...(onError && { onError }) }, items);
	};
	return { sandbox, n8n, run, credentials };
}

/** The seeded account, its limiter off. */
export function fresh(sandbox: WorksectionSimulator): void {
	sandbox.reset();
	sandbox.clock.set(new Date(NOW));
	sandbox.switches.limiter = false;
	// The simulated time stands still, far from the time by which requests are signed.
	sandbox.switches.hmacToleranceSeconds = 0;
	sandbox.seed(SEED);
}

/** As n8n stores it after signing in; its hidden addresses are written out, as its expressions would make them. */
const oauthFor = ({ url }: WorksectionSimulator): ICredentialDataDecryptedObject => ({
	accountUrl: url,
	signInUrl: url,
	accessTokenUrl: `${url}/oauth2/token`,
	authUrl: `${url}/oauth2/authorize`,
	clientId: 'app',
	clientSecret: 'app-secret',
	grantType: 'authorizationCode',
	authentication: 'body',
	requestsPerSecond: 0,
	timezone: 'Europe/Kyiv',
});

/** Signs in as n8n would, and stores the tokens in the credential. */
export async function signIn({ sandbox, credentials }: World, scope = ''): Promise<IDataObject> {
	const redirect = 'http://127.0.0.1/rest/oauth2-credential/callback';
	const ask = new URLSearchParams({
		client_id: 'app',
		redirect_uri: redirect,
		response_type: 'code',
		state: 's',
		scope,
	});
	const allowed = await fetch(`${sandbox.url}/oauth2/authorize?${ask}`, { redirect: 'manual' });
	const code = new URL(allowed.headers.get('location')!).searchParams.get('code')!;
	const exchange = { client_id: 'app', client_secret: 'app-secret', grant_type: 'authorization_code', code };
	const answer = await fetch(`${sandbox.url}/oauth2/token`, {
		method: 'POST',
		body: new URLSearchParams({ ...exchange, redirect_uri: redirect }),
	});
	const tokens = (await answer.json()) as IDataObject;
	const stored = { ...tokens, n8n_expires_at: String(Date.now() - 1000) };
	credentials.worksectionOAuth2Api!.oauthTokenData = stored;
	return stored;
}

/** Actions that the simulator was asked for, in order. */
export const asked = ({ sandbox }: World): string[] => sandbox.requests.entries.map(({ action }) => action ?? '');

/** Rows of a mapping by name. */
export const byName = (values: Record<string, string>): INodeParameters => ({
	mapBy: 'name',
	fieldsByName: { rows: Object.entries(values).map(([field, value]) => ({ field, from: 'value', value })) },
});

export const listed = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value }) as INodeParameters;
