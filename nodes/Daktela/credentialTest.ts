import type { ICredentialDataDecryptedObject, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { checkAddress } from '../shared/address';
import { Fault } from '../shared/fault';
import type { WireReply, WireRequest } from '../shared/http';
import { faultOfNetwork, parseJson } from '../shared/replies';
import { secretsIn, withoutSecrets } from '../shared/secrets';
import { settled } from '../shared/settled';
import { readReply, type RawReply } from '../shared/wireReply';
import { accessOf, type Access } from './access';
import { complaintsOf, judge, refusal, VENDOR } from './errors';
import { readEnvelope, readSession } from './schema';

type Helpers = ICredentialTestFunctions['helpers'];

const TIMEOUT_MS = 60_000;

/** Signs in where that is chosen, and asks Daktela who is signed in. The message says what to do. */
export async function testCredential(
	helpers: Helpers,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const outcome = await settled(async () => await whoIs(helpers, data));
	if ('value' in outcome) return { status: 'OK', message: outcome.value };
	const { error } = outcome;
	const said =
		error instanceof Fault
			? `${error.message} ${error.advice}`
			: 'The connection to Daktela could not be tested. Check the Instance URL.';
	return { status: 'Error', message: withoutSecrets(said, secretsIn(data)) };
}

async function whoIs(helpers: Helpers, data: ICredentialDataDecryptedObject): Promise<string> {
	const access = accessOf(data);
	if (/\/\/INSTANCE\./.test(access.instance)) {
		throw new Fault('misconfigured', 'The Instance URL is still the example.', {
			advice: 'Enter the address at which you open Daktela, such as https://mycompany.daktela.com.',
		});
	}
	checkAddress({ baseUrl: access.instance, vendor: VENDOR });
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
	const reply = await send(helpers, access, request, headers);
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

async function send(
	helpers: Helpers,
	access: Access,
	request: WireRequest,
	headers: Record<string, string>,
): Promise<WireReply> {
	const answered = await settled(
		async () =>
			(await helpers.request({
				method: request.method,
				uri: access.instance + request.path,
				headers: { Accept: 'application/json', ...headers },
				...(request.body !== undefined && { body: request.body }),
				resolveWithFullResponse: true,
				simple: false,
				followRedirect: false,
				timeout: TIMEOUT_MS,
			})) as RawReply,
	);
	if ('value' in answered) return readReply(answered.value);
	throw faultOfNetwork(answered.error, VENDOR, request);
}

/** Who is signed in, wherever the answer tells it. */
function nameIn(result: unknown): string {
	if (typeof result !== 'object' || result === null) return '';
	const { title, name, user, email } = result as Record<string, unknown>;
	for (const value of [title, name, email]) if (typeof value === 'string' && value !== '') return value;
	return nameIn(user);
}
