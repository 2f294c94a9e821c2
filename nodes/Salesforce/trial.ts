import type { ICredentialTestFunctions, IDataObject } from 'n8n-workflow';

import { replyInTest } from '../shared/credentialTest';
import { Fault } from '../shared/fault';
import type { WireReply, WireRequest } from '../shared/http';
import { settledNow } from '../shared/settled';
import { accessOf } from './access';
import { codeOf, faultOf } from './errors';
import { limits, read } from './schema';
import { refusedSignIn, signIn } from './signIn';

const VENDOR = 'Salesforce';

/** Signs in anew and reads the limits. @returns what to tell when all is well @throws Fault with the reason */
export async function tried({ helpers }: ICredentialTestFunctions, data: IDataObject): Promise<string> {
	const access = accessOf(data);
	const asked = async (request: WireRequest & { baseUrl: string }) => await replyInTest(helpers, VENDOR, request);
	const signature = await signIn(access, async (form, path) => {
		const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };
		const reply = await asked({
			method: 'POST',
			baseUrl: access.loginUrl,
			path,
			body: form,
			headers,
			doing: 'sign in',
		});
		if (reply.status !== 200) throw refusedSignIn(reply, access.flow);
		return reply;
	});
	const path = `/services/data/v${access.version}/limits`;
	const headers = { ...signature.headers, Accept: 'application/json' };
	const request: WireRequest = { method: 'GET', path, headers, doing: 'read the limits' };
	const reply = await asked({ ...request, baseUrl: signature.baseUrl! });
	const fault = faultOf(reply, request);
	if (fault && MAY_NOT.test(codeOf(fault))) return 'Signed in. This user may not see how many API requests are used.';
	if (fault) throw reply.status === 404 ? unknownVersion(access.version) : fault;
	const { Max, Remaining } = read(limits, parsed(reply), 'read the limits').DailyApiRequests;
	return `Signed in. ${Max - Remaining} of ${Max} API requests of 24 hours are used.`;
}

/** The limits need a right of their own ("View Setup and Configuration"), which a user for automation need not have. */
const MAY_NOT = /^(INSUFFICIENT_|FORBIDDEN|FUNCTIONALITY_NOT_ENABLED)/;

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
