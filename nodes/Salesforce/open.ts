import { Fault } from '../shared/fault';
import { settled } from '../shared/settled';
import type { Host, Wire } from '../shared/http';
import { Sessions, sessionKey, type Signature, type Signing } from '../shared/session';
import type { Access } from './access';
import type { SalesforceApi } from './api';

export const CREDENTIAL = 'salesforceSyncApi';

/** One session for each credential in this process, whichever nodes and workflows use it. */
const sessions = new Sessions<Signature>();

/**
 * The client for one execution, poll or lookup.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openSalesforce(host: Host, deadline?: number): Promise<SalesforceApi> {
	const [{ Wire }, { waitFor }, { accessOf }, { SalesforceApi: Api }, { Meter }] = await Promise.all([
		import('../shared/http'),
		import('../shared/pace'),
		import('./access'),
		import('./api'),
		import('./client'),
	]);
	const access = accessOf(await host.getCredentials(CREDENTIAL));
	const { refusedSignIn, signIn } = await import('./signIn');
	const meter = new Meter();
	const wire: Wire = new Wire(host, {
		vendor: 'Salesforce',
		credential: CREDENTIAL,
		baseUrl: access.loginUrl,
		account: `${access.loginUrl} ${access.userName || access.consumerKey}`,
		pace: { intervalMs: 0, concurrency: access.requestsAtOnce },
		judge: (reply, request) => {
			if (!request.anonymous) return meter.judge(reply, request);
			return reply.status === 200 ? undefined : refusedSignIn(reply, access.flow);
		},
		signing: signingFor(
			access,
			async () =>
				await signIn(access, async (form, path) => await wire.send(tokenRequest(form, path, access.loginUrl))),
		),
		...(deadline !== undefined && { deadline }),
	});
	const wait = async (ms: number) => {
		if (deadline !== undefined && Date.now() + ms > deadline) {
			throw new Fault('timedOut', 'There is no time left in this run to wait for Salesforce.');
		}
		await waitFor(ms, 'getExecutionCancelSignal' in host ? host.getExecutionCancelSignal() : undefined);
	};
	return new Api(wire, { version: access.version, meter, wait });
}

const tokenRequest = (body: string, path: string, baseUrl: string) => ({
	method: 'POST' as const,
	path,
	baseUrl,
	body,
	headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
	anonymous: true,
	repeatable: true,
	doing: 'sign in',
});

/**
 * One sign-in at a time, and one more when Salesforce refuses the session. A refused sign-in is not tried again in the same
 * run: Salesforce locks out users after a few wrong passwords.
 */
function signingFor(access: Access, ask: () => Promise<Signature>): Signing {
	// Neither of both has a part in who signs in.
	const key = sessionKey({ ...access, version: '', requestsAtOnce: 0 });
	let refusal: Fault | undefined;
	const sign = async () => {
		if (refusal) throw refusal;
		const outcome = await settled(async () => await sessions.get(key, ask));
		if ('value' in outcome) return outcome.value;
		if (outcome.error instanceof Fault && !outcome.error.passing) refusal = outcome.error;
		throw outcome.error;
	};
	return {
		sign,
		async renew(refused) {
			await sessions.forget(key, refused);
			await sign();
			return true;
		},
	};
}
