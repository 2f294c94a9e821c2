import type { Host, WireReply, WireRequest } from '../shared/http';
import { Fault } from '../shared/fault';
import type { NetHuntApi } from './api';

const CREDENTIAL = 'netHuntApi';

/** NetHunt says nothing about its pace but that bursts are slowed down (nethunt.md 3). */
export const CONCURRENCY = 4;

/**
 * The client for the credential of a node.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openNetHunt(host: Host, deadline?: number): Promise<NetHuntApi> {
	const [{ Wire }, { faultOfStatus }, { NetHuntApi: Api }] = await Promise.all([
		import('../shared/http'),
		import('../shared/replies'),
		import('./api'),
	]);
	const { email, baseUrl, requestsPerSecond } = await host.getCredentials(CREDENTIAL);
	const perSecond = Number(requestsPerSecond ?? 10);
	const judge = (reply: WireReply, request: WireRequest) => sharpened(faultOfStatus(reply, 'NetHunt', request), reply);
	return new Api(
		new Wire(host, {
			vendor: 'NetHunt',
			credential: CREDENTIAL,
			baseUrl: String(baseUrl || 'https://nethunt.com')
				.trim()
				.replace(/\/+(api\/v1\/zapier\/*)?$/, ''),
			account: String(email),
			pace: { intervalMs: perSecond > 0 ? 1000 / perSecond : 0, concurrency: CONCURRENCY },
			judge,
			...(deadline !== undefined && { deadline }),
		}),
	);
}

/** A spent quota and a plan without the API have no status of their own (nethunt.md 3), so the words of the refusal decide. */
function sharpened(fault: Fault | undefined, { text, status }: WireReply): Fault | undefined {
	if (!fault || (fault.kind !== 'forbidden' && fault.kind !== 'rateLimited')) return fault;
	if (/quota|monthly|per month/i.test(text)) {
		const advice =
			'NetHunt counts API calls by the month and by plan. Poll less often, or ask NetHunt for a larger plan.';
		return new Fault('quotaExhausted', 'NetHunt says that the calls its plan allows are used up.', { status, advice });
	}
	if (fault.kind !== 'forbidden') return fault;
	const advice =
		'Check in NetHunt that the plan includes the Integration API, and that this user may see and edit the folder.';
	return new Fault('forbidden', fault.message, { status, advice });
}
