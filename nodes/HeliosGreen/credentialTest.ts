import type { ICredentialDataDecryptedObject, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { hostOfTest, resultOfTest } from '../shared/credentialTest';
import { accessOf } from './access';
import { ServiceGate } from './service';
import { Session } from './session';

/** Signs in and off. @returns why it does not work, as a person needs to know it */
export async function testHeliosGreen(
	{ helpers }: ICredentialTestFunctions,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	return await resultOfTest(data, 'The test could not be run.', async () => {
		const session = new Session(new ServiceGate(hostOfTest(helpers, data), accessOf(data, 'UTC')));
		await session.token();
		await session.close();
		return 'Signed in and off again.';
	});
}
