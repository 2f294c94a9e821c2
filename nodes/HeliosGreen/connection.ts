import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

async function heliosGreenTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { testHeliosGreen } = await import('./credentialTest');
	return await testHeliosGreen(this, data);
}

/** `methods.credentialTest` of the Helios Green nodes: signing off again needs code. */
export const credentialTest = { heliosGreenTest };
