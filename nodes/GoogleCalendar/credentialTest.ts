import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

/** Tries every refresh token and lists its calendars, and says what a person can do where one is refused. */
export async function tokenTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const [{ resultOfTest }, { tried }] = await Promise.all([import('../shared/credentialTest'), import('./trial')]);
	const otherwise = 'Google could not be reached at the addresses in the credential.';
	return await resultOfTest(data, otherwise, async () => await tried(this, data));
}
