import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Host } from '../shared/http';
import type { WorksectionWatch } from './apiEvents';
import { accessOf } from './open';

/**
 * The client of a trigger, with the credential that the node's Authentication names.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openWatch(host: Host, deadline?: number): Promise<WorksectionWatch> {
	const { WorksectionWatch: Watch } = await import('./apiEvents');
	const byMember = host.getNode().parameters.authentication === 'oAuth2';
	const credential = byMember ? 'worksectionOAuth2Api' : 'worksectionApi';
	const data = await host.getCredentials<ICredentialDataDecryptedObject>(credential);
	return new Watch(host, accessOf(data, credential, host.getTimezone(), deadline));
}
