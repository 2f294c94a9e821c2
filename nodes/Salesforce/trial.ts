import type { ICredentialTestFunctions, IDataObject } from 'n8n-workflow';

import { checkAddress } from '../shared/address';
import { Fault } from '../shared/fault';
import type { WireReply } from '../shared/http';
import { faultOfNetwork } from '../shared/replies';
import { settled, settledNow } from '../shared/settled';
import { readReply } from '../shared/wireReply';
import { accessOf } from './access';
import { codeOf, faultOf } from './errors';
import { limits, read } from './schema';
import { refusedSignIn, signIn } from './signIn';

const VENDOR = 'Salesforce';
const TIMEOUT_MS = 30_000;

/** Signs in anew and reads the limits. @returns what to tell when all is well @throws Fault with the reason */
export async function tried(host: ICredentialTestFunctions, data: IDataObject): Promise<string> {
	const access = accessOf(data);
	const signature = await signIn(access, async (form, path) => {
		const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };
		const reply = await asked(host, { method: 'POST', baseUrl: access.loginUrl, path, body: form, headers });
		if (reply.status !== 200) throw refusedSignIn(reply, access.flow);
		return reply;
	});
	const path = `/services/data/v${access.version}/limits`;
	const headers = { ...signature.headers, Accept: 'application/json' };
	const reply = await asked(host, { method: 'GET', baseUrl: signature.baseUrl!, path, headers });
	const fault = faultOf(reply, { method: 'GET', path, doing: 'read the limits' });
	if (fault && MAY_NOT.test(codeOf(fault))) return 'Signed in. This user may not see how many API requests are used.';
	if (fault) throw reply.status === 404 ? unknownVersion(access.version) : fault;
	const { Max, Remaining } = read(limits, parsed(reply), 'read the limits').DailyApiRequests;
	return `Signed in. ${Max - Remaining} of ${Max} API requests of 24 hours are used.`;
}

/** The limits need a right of their own ("View Setup and Configuration"), which a user for automation need not have. */
const MAY_NOT = /^(INSUFFICIENT_|FORBIDDEN|FUNCTIONALITY_NOT_ENABLED)/;

interface Asking {
	method: 'GET' | 'POST';
	baseUrl: string;
	path: string;
	headers: Record<string, string>;
	body?: string;
}

async function asked({ helpers }: ICredentialTestFunctions, asking: Asking): Promise<WireReply> {
	const { method, baseUrl, path, headers, body } = asking;
	checkAddress({ baseUrl, vendor: VENDOR });
	const outcome = await settled(
		async () =>
			(await helpers.request({
				method,
				uri: baseUrl + path,
				headers,
				body,
				simple: false,
				resolveWithFullResponse: true,
				followRedirect: false,
				timeout: TIMEOUT_MS,
			})) as { statusCode: number; headers: Record<string, unknown>; body: unknown },
	);
	if ('value' in outcome) return readReply(outcome.value);
	throw faultOfNetwork(outcome.error, VENDOR, { method, path, doing: 'sign in' });
}

function parsed({ text }: WireReply): unknown {
	const outcome = settledNow(() => JSON.parse(text) as unknown);
	if ('value' in outcome) return outcome.value;
	throw new Fault('unreadable', 'Salesforce sent something else than data when asked to read the limits.');
}

const unknownVersion = (version: string): Fault =>
	new Fault('misconfigured', `Salesforce does not know the API version ${version}.`, {
		field: 'API Version',
		advice: 'Enter an older version in the credential.',
	});
