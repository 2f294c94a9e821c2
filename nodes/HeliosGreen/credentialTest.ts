import type {
	ICredentialDataDecryptedObject,
	ICredentialTestFunctions,
	IHttpRequestOptions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { Fault } from '../shared/fault';
import type { Host } from '../shared/http';
import { settled } from '../shared/settled';
import { accessOf } from './access';
import { ServiceGate } from './service';
import { Session } from './session';

/** n8n's test of a credential knows no other request helper than the old one. */
function hostOf({ helpers }: ICredentialTestFunctions, data: ICredentialDataDecryptedObject): Host {
	const httpRequest = async ({ url, method, headers, body, timeout }: IHttpRequestOptions) =>
		(await helpers.request({
			uri: url,
			method,
			headers,
			body,
			timeout,
			encoding: null,
			resolveWithFullResponse: true,
			simple: false,
			followRedirect: false,
		} as never)) as unknown;
	return { getCredentials: async () => data, helpers: { httpRequest } } as unknown as Host;
}

/** Signs in and off. @returns why it does not work, as a person needs to know it */
export async function testHeliosGreen(
	host: ICredentialTestFunctions,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const outcome = await settled(async () => {
		const session = new Session(new ServiceGate(hostOf(host, data), accessOf(data, 'UTC')));
		await session.token();
		await session.close();
	});
	if ('value' in outcome) return { status: 'OK', message: 'Signed in and off again.' };
	const { error } = outcome;
	const message = error instanceof Fault ? `${error.message} ${error.advice}` : 'The test could not be run.';
	return { status: 'Error', message };
}
