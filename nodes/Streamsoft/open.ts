import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Host } from '../shared/http';
import type { StreamsoftApi } from './api';

/**
 * The client for one execution, poll or lookup. Whoever opens it calls `close` in the end: it holds connections to the database.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openStreamsoft(host: Host, deadline?: number): Promise<StreamsoftApi> {
	const [{ accessOf, CREDENTIAL }, { StreamsoftApi: Api }] = await Promise.all([import('./access'), import('./api')]);
	const access = accessOf(await host.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL), deadline);
	const signal = 'getExecutionCancelSignal' in host ? host.getExecutionCancelSignal() : undefined;
	return new Api({ ...access, ...(signal && { signal }) });
}
