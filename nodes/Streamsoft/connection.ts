import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

async function streamsoftTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { testStreamsoft } = await import('./credentialTest');
	return await testStreamsoft(data);
}

/** `methods.credentialTest` of the Streamsoft nodes: a database speaks no HTTP. */
export const credentialTest = { streamsoftTest };
