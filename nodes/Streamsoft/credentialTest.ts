import type { ICredentialDataDecryptedObject, INodeCredentialTestResult } from 'n8n-workflow';

import { closing } from '../shared/closing';
import { resultOfTest } from '../shared/credentialTest';
import { accessOf } from './access';
import { StreamsoftApi } from './api';

const TIME_MS = 25_000;

/** Connects, and checks that the database has what the profile names. @returns why it does not work, as a person needs to know it */
export async function testStreamsoft(data: ICredentialDataDecryptedObject): Promise<INodeCredentialTestResult> {
	return await resultOfTest(data, 'The test could not be run.', async () => {
		const access = accessOf(data, Date.now() + TIME_MS);
		return await closing(new StreamsoftApi(access), async (api) => {
			const { version, charset, encrypted } = await api.ping();
			await api.checked();
			const line = encrypted ? 'encrypted' : 'not encrypted';
			return `Connected to Firebird ${version} (${charset}), ${line}. The database has all that the schema profile names.`;
		});
	});
}
