import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Host } from '../shared/http';
import type { StreamsoftWatch } from './watch/watching';

/**
 * What a trigger reads with in one poll; it holds connections until it is closed.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openWatch(host: Host, deadline?: number): Promise<StreamsoftWatch> {
	const [{ accessOf, CREDENTIAL }, { StreamsoftApi }, { DatabaseTasks }, { StreamsoftWatch: Watch }] =
		await Promise.all([import('./access'), import('./api'), import('./watch/database'), import('./watch/watching')]);
	const access = accessOf(await host.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL), deadline);
	return new Watch(new DatabaseTasks(new StreamsoftApi(access), `${access.key} ${access.zone}`));
}
