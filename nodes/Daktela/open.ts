import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Host } from '../shared/http';
import type { DaktelaApi } from './api';

export const CREDENTIAL = 'daktelaApi';
/** A little more than a second: requests are counted where they arrive, and not all travel equally fast. */
const SECOND_MS = 1_020;

/**
 * The client for the credential of a node.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openDaktela(host: Host, deadline?: number): Promise<DaktelaApi> {
	const [{ Wire }, { accessOf }, { signingFor }, { judge, VENDOR }, { DaktelaApi: Api }] = await Promise.all([
		import('../shared/http'),
		import('./access'),
		import('./session'),
		import('./errors'),
		import('./api'),
	]);
	const access = accessOf(await host.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL));
	const { instance, account, requestsPerSecond: perSecond, concurrentRequests: concurrency } = access;
	const wire: InstanceType<typeof Wire> = new Wire(host, {
		vendor: VENDOR,
		credential: CREDENTIAL,
		baseUrl: instance,
		account,
		pace: { intervalMs: perSecond > 0 ? SECOND_MS / perSecond : 0, concurrency },
		judge,
		signing: signingFor(access, () => wire),
		...(deadline !== undefined && { deadline }),
	});
	return new Api(wire, access);
}
