import type { ICredentialDataDecryptedObject, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { replyInTest, resultOfTest } from '../shared/credentialTest';
import { Fault } from '../shared/fault';
import type { WireRequest } from '../shared/http';
import { parseJson } from '../shared/replies';
import { settled } from '../shared/settled';
import { accessOf, type Access } from './access';
import { complaintsOf, judge, refusal, VENDOR } from './errors';
import { readEnvelope, readSession } from './schema';

type Helpers = ICredentialTestFunctions['helpers'];

/** Signs in where that is chosen, and asks Daktela who is signed in. The message says what to do. */
export async function testCredential(
	helpers: Helpers,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const otherwise = 'The connection to Daktela could not be tested. Check the Instance URL.';
	return await resultOfTest(data, otherwise, async () => await whoIs(helpers, data));
}

async function whoIs(helpers: Helpers, data: ICredentialDataDecryptedObject): Promise<string> {
	const access = accessOf(data);
	if (/\/\/INSTANCE\./.test(access.instance)) {
		throw new Fault('misconfigured', 'The Instance URL is still the example.', {
			advice: 'Enter the address at which you open Daktela, such as https://mycompany.daktela.com.',
		});
	}
	const token = access.login ? await signIn(helpers, access) : (access.token ?? '');
	if (token === '') {
		throw new Fault('unauthorized', 'There is no access token.', {
			advice: 'Paste it from Manage, Users, the user, Access token.',
		});
	}
	const request: WireRequest = { method: 'GET', path: '/api/v6/whoim.json', doing: 'tell who is signed in' };
	const { result } = await call(helpers, access, request, { [access.tokenHeader]: token });
	const name = nameIn(result);
	return name ? `Connected to Daktela as ${name}.` : 'Connected to Daktela.';
}

async function signIn(helpers: Helpers, access: Access): Promise<string> {
	const request: WireRequest = {
		method: 'POST',
		path: '/api/v6/login.json',
		body: JSON.stringify(access.login),
		doing: 'sign in',
	};
	const outcome = await settled(
		async () => await call(helpers, access, request, { 'Content-Type': 'application/json' }),
	);
	if ('value' in outcome) return readSession(outcome.value.result, request.doing).accessToken;
	const { error } = outcome;
	if (!(error instanceof Fault) || !['invalid', 'forbidden', 'unauthorized'].includes(error.kind)) throw error;
	throw new Fault('unauthorized', 'Daktela does not know this user name with this password.', {
		advice: 'Check both, and that the user may sign in.',
	});
}

async function call(helpers: Helpers, access: Access, request: WireRequest, headers: Record<string, string>) {
	const asked = { ...request, baseUrl: access.instance, headers: { Accept: 'application/json', ...headers } };
	const reply = await replyInTest(helpers, VENDOR, asked);
	const fault = judge(reply, request);
	if (fault?.kind === 'notFound') {
		throw new Fault('notFound', 'There is no Daktela at this address.', { advice: 'Check the Instance URL.' });
	}
	if (fault) throw fault;
	const envelope = readEnvelope(parseJson(reply, VENDOR, request), request.doing);
	const complaints = complaintsOf(envelope);
	if (complaints.length > 0) throw refusal(complaints, request.doing, reply.status);
	return envelope;
}

/** Who is signed in, wherever the answer tells it. */
function nameIn(result: unknown): string {
	if (typeof result !== 'object' || result === null) return '';
	const { title, name, user, email } = result as Record<string, unknown>;
	for (const value of [title, name, email]) if (typeof value === 'string' && value !== '') return value;
	return nameIn(user);
}
