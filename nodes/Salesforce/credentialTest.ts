import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

/** Signs in and asks for the limits, and says what a person can do where that is refused. */
export async function signInTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const [{ resultOfTest }, { tried }] = await Promise.all([import('../shared/credentialTest'), import('./trial')]);
	const otherwise = 'Salesforce could not be reached at this address.';
	return await resultOfTest(data, otherwise, async () => await tried(this, data));
}
