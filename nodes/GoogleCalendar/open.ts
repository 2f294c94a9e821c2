import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import type { Host, Wire, WireOptions } from '../shared/http';
import { Sessions, sessionKey, type Signing } from '../shared/session';
import { settled } from '../shared/settled';
import type { Access } from './access';
import type { GoogleCalendarApi } from './api';
import type { Session } from './signIn';
import { DEFAULT_ACCOUNT, type Token } from './settings';

export const BY_TOKEN = 'googleCalendarSyncApi';
export const BY_BROWSER = 'googleCalendarSyncOAuth2Api';

/** One session for each refresh token in this process, whichever nodes and workflows use it. */
const sessions = new Sessions<Session>();

/** So many requests of one account may be under way at once. */
const AT_ONCE = 4;
const MINUTE_MS = 60_000;

/** The credential that the node's Authentication names. */
export const credentialOf = (host: Host): string =>
	host.getNode().parameters.authentication === 'oAuth2' ? BY_BROWSER : BY_TOKEN;

/**
 * The client for one execution, poll or lookup.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openGoogleCalendar(host: Host, deadline?: number): Promise<GoogleCalendarApi> {
	const credential = credentialOf(host);
	const data = await host.getCredentials<ICredentialDataDecryptedObject>(credential);
	const api = await openWith(host, credential, data, { ...(deadline !== undefined && { deadline }) });
	api.openTasks = async (room) => {
		const { taskDoor } = await import('../shared/sync/pairs/door');
		return api.takeAlong(await (await taskDoor(room)).open(host));
	};
	return api;
}

interface Opening {
	deadline?: number;
	/** Where access is kept; a test of the credential brings its own, so that every token is really tried. */
	held?: Sessions<Session>;
}

/** As `openGoogleCalendar`, for a credential that is at hand. @throws Fault where it is not filled in */
export async function openWith(
	host: Host,
	credential: string,
	data: IDataObject,
	{ deadline, held = sessions }: Opening = {},
): Promise<GoogleCalendarApi> {
	const [{ Wire }, { waitFor }, access, { GoogleAccount, GoogleCalendarApi: Api }, { VENDOR }] = await Promise.all([
		import('../shared/http'),
		import('../shared/pace'),
		accessFor(credential, data),
		import('./api'),
		import('./errors'),
	]);
	const judges = await judgesOf(access);
	const wait = async (ms: number) => {
		if (deadline !== undefined && Date.now() + ms > deadline) {
			throw new Fault('timedOut', 'There is no time left in this run to wait for Google Calendar.');
		}
		await waitFor(ms, 'getExecutionCancelSignal' in host ? host.getExecutionCancelSignal() : undefined);
	};
	const options = { vendor: VENDOR, credential, baseUrl: access.apiAddress, pace: paceOf(access) };
	const limits = deadline === undefined ? options : { ...options, deadline };
	if (credential === BY_BROWSER) {
		const label = 'the connected Google account';
		const judge = judges({ account: DEFAULT_ACCOUNT, label, refreshToken: '' });
		const wire = new Wire(host, { ...limits, account: browserAccount(data), judge, refreshes: true });
		return new Api(access.settings, [new GoogleAccount({ key: DEFAULT_ACCOUNT, label, wire, wait })], wait);
	}
	const { sessionOf, tokenRequest } = await import('./signIn');
	const accounts = access.tokens.map((token) => {
		const key = keyOf(access, token);
		const signing = signingFor(held, key, async () => {
			const askedAt = Date.now();
			const { data: answer } = await wire.json(tokenRequest(access, token));
			return sessionOf(answer, token, askedAt);
		});
		const wire: Wire = new Wire(host, { ...limits, account: key, judge: judges(token), signing });
		return new GoogleAccount({ key: token.account, label: token.label, wire, wait, signedIn: signing.sign });
	});
	return new Api(access.settings, accounts, wait);
}

async function accessFor(credential: string, data: IDataObject): Promise<Access> {
	const { accessOf, accessByBrowser } = await import('./access');
	return credential === BY_BROWSER ? accessByBrowser(data) : accessOf(data);
}

/** How the answers for a token are read. */
async function judgesOf({ clientSecret }: Access): Promise<(token: Token) => WireOptions['judge']> {
	const [{ faultOf }, { refusedSignIn }] = await Promise.all([import('./errors'), import('./signIn')]);
	return ({ label, refreshToken }) =>
		(reply, request) => {
			if (!request.anonymous) return faultOf(reply, { doing: request.doing, account: label });
			return reply.status === 200 ? undefined : refusedSignIn(reply, label, [clientSecret, refreshToken]);
		};
}

function paceOf({ requestsPerMinute: count }: Access) {
	return { intervalMs: 0, concurrency: AT_ONCE, ...(count > 0 && { window: { count, ms: MINUTE_MS } }) };
}

/** The same token is one account for Google's limits, whichever credential holds it. */
const keyOf = ({ clientId, clientSecret, tokenAddress }: Access, { refreshToken }: Token): string =>
	sessionKey(clientId, clientSecret, tokenAddress, refreshToken);

function browserAccount({ clientId, oauthTokenData }: IDataObject): string {
	const { refresh_token: refresh, access_token: access } = (oauthTokenData ?? {}) as IDataObject;
	return sessionKey(clientId, refresh ?? access);
}

/**
 * One sign-in of a token at a time, and one more when Google refuses the access that it gave. A refused token is not tried
 * again in the same run.
 */
function signingFor(
	held: Sessions<Session>,
	key: string,
	ask: () => Promise<Session>,
): Signing & { sign(): Promise<Session> } {
	let refusal: Fault | undefined;
	const sign = async () => {
		if (refusal) throw refusal;
		const outcome = await settled(async () => await held.get(key, ask, ({ endsAt }) => endsAt));
		if ('value' in outcome) return outcome.value;
		if (outcome.error instanceof Fault && !outcome.error.passing) refusal = outcome.error;
		throw outcome.error;
	};
	return {
		sign,
		async renew(refused) {
			await held.forget(key, refused as Session);
			await sign();
			return true;
		},
	};
}
