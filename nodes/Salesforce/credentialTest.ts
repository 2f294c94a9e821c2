import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import { settled } from '../shared/settled';

/** Signs in and asks for the limits, and says what a person can do where that is refused. */
export async function signInTest(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { tried } = await import('./trial');
	const outcome = await settled(async () => await tried(this, data ?? {}));
	if ('value' in outcome) return { status: 'OK', message: outcome.value };
	const { error } = outcome;
	if (!(error instanceof Fault))
		return { status: 'Error', message: 'Salesforce could not be reached at this address.' };
	const { secretsIn, withoutSecrets } = await import('../shared/secrets');
	return { status: 'Error', message: withoutSecrets(`${error.message} ${error.advice}`, secretsIn(data ?? {})) };
}
