import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { badInput, Fault } from '../shared/fault';
import type { Host } from '../shared/http';
import { isZone } from '../shared/when';
import type { WorksectionApi } from './api';
import type { Access } from './client';

const BY_KEY = 'worksectionApi';
const BY_MEMBER = 'worksectionOAuth2Api';

/**
 * The client for one execution, poll or lookup, with the credential that the node's Authentication names.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openWorksection(host: Host, deadline?: number): Promise<WorksectionApi> {
	const { WorksectionApi: Api } = await import('./api');
	return new Api(host, await accessFor(host, deadline));
}

/** What the credential says that the node's Authentication names. @throws Fault where it is not filled in */
export async function accessFor(host: Host, deadline?: number): Promise<Access> {
	const byMember = host.getNode().parameters.authentication === 'oAuth2';
	const credential = byMember ? BY_MEMBER : BY_KEY;
	const data = await host.getCredentials<ICredentialDataDecryptedObject>(credential);
	return accessOf(data, credential, host.getTimezone(), deadline);
}

function accessOf(
	data: ICredentialDataDecryptedObject,
	credential: string,
	workflowZone: string,
	deadline?: number,
): Access {
	const signature = credential === BY_MEMBER ? 'oauth' : data.scheme === 'hmac' ? 'hmac' : 'md5';
	const zone = String(data.timezone ?? '').trim() || workflowZone;
	if (!isZone(zone)) {
		throw badInput(
			'Time Zone',
			`"${zone}" in the Worksection credential is not a time zone.`,
			'Use a name as Europe/Kyiv.',
		);
	}
	const perSecond = Number(data.requestsPerSecond ?? 1);
	return {
		credential,
		account: originOf(signature === 'oauth' ? accountOf(data) : String(data.accountUrl ?? '')),
		signature,
		zone,
		requestsPerSecond: Number.isFinite(perSecond) && perSecond >= 0 ? perSecond : 1,
		...(deadline !== undefined && { deadline }),
	};
}

/** The vendor names the account when it gives out tokens (worksection.md 1.4). */
function accountOf({ accountUrl, oauthTokenData }: ICredentialDataDecryptedObject): string {
	const token = (oauthTokenData ?? {}) as IDataObject;
	if (typeof token.access_token !== 'string') {
		throw new Fault('unauthorized', 'The Worksection credential is not connected.', {
			advice: 'Open the credential and connect the account.',
		});
	}
	return String(accountUrl ?? '').trim() || String(token.account_url ?? '');
}

/** `studio.worksection.com/project/1/` becomes `https://studio.worksection.com`. What is no address is left for the wire to refuse. */
export function originOf(address: string): string {
	const full = /^https?:\/\//i.test(address.trim()) ? address.trim() : `https://${address.trim()}`;
	return URL.canParse(full) ? new URL(full).origin : address;
}
