import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

async function daktelaConnection(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { testCredential } = await import('./credentialTest');
	return await testCredential(this.helpers, data as never);
}

/** `methods.credentialTest` of the Daktela nodes: two steps where user name and password are chosen, so it needs code. */
export const credentialTest = { daktelaConnection };
