import type {
	ICredentialDataDecryptedObject,
	ICredentialTestFunctions,
	IHttpRequestOptions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { addressOf, checkAddress } from './address';
import { Fault } from './fault';
import type { Host, WireReply, WireRequest } from './http';
import { faultOfNetwork } from './replies';
import { secretsIn, withoutSecrets } from './secrets';
import { settled } from './settled';
import { readReply, type RawReply } from './wireReply';

type Helpers = ICredentialTestFunctions['helpers'];

const TIMEOUT_MS = 60_000;

/** n8n's test of a credential knows no other request helper than the old one. Statuses are no errors here. */
async function send(helpers: Helpers, options: IHttpRequestOptions): Promise<RawReply> {
	const { url, method, headers, body, timeout = TIMEOUT_MS } = options;
	return (await helpers.request({
		uri: url,
		method,
		headers,
		...(body !== undefined && { body }),
		timeout,
		encoding: null,
		resolveWithFullResponse: true,
		simple: false,
		followRedirect: false,
	} as never)) as RawReply;
}

/** One request of a test, of any status. @throws Fault when there is no answer, or the address is not safe */
export async function replyInTest(
	helpers: Helpers,
	vendor: string,
	request: WireRequest & { baseUrl: string },
): Promise<WireReply> {
	const { baseUrl, method, headers, body } = request;
	checkAddress({ baseUrl, vendor });
	const url = addressOf(baseUrl, request);
	const answered = await settled(async () => await send(helpers, { url, method, headers, body }));
	if ('value' in answered) return readReply(answered.value);
	throw faultOfNetwork(answered.error, vendor, request);
}

/** What a room's client needs of n8n, for a test that signs in with it. The client signs its requests itself. */
export const hostOfTest = (helpers: Helpers, data: ICredentialDataDecryptedObject): Host =>
	({
		getCredentials: async () => data,
		helpers: { httpRequest: async (options: IHttpRequestOptions) => await send(helpers, options) },
	}) as unknown as Host;

/**
 * The result as n8n shows it: what `work` tells, or why it failed and what to do, without any secret.
 * @param otherwise said of what is no fault of ours to name
 */
export async function resultOfTest(
	data: ICredentialDataDecryptedObject,
	otherwise: string,
	work: () => Promise<string>,
): Promise<INodeCredentialTestResult> {
	const outcome = await settled(work);
	if ('value' in outcome) return { status: 'OK', message: outcome.value };
	const { error } = outcome;
	const said = error instanceof Fault ? `${error.message} ${error.advice}` : otherwise;
	return { status: 'Error', message: withoutSecrets(said, secretsIn(data)) };
}
