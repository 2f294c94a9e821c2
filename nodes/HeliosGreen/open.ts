import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Host } from '../shared/http';
import type { HeliosGreenApi } from './api';

/**
 * The client for one execution, poll or lookup. Whoever opens it calls `close` in the end: it holds a session, and with it a licence.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openHeliosGreen(host: Host, deadline?: number): Promise<HeliosGreenApi> {
	const [{ accessOf, CREDENTIAL }, { HeliosGreenApi: Api }] = await Promise.all([import('./access'), import('./api')]);
	const credential = await host.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL);
	return new Api(host, accessOf(credential, host.getTimezone(), deadline));
}
