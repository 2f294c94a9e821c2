import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { badInput } from '../shared/fault';
import { sessionKey } from '../shared/session';
import { isZone } from '../shared/when';

/** What the credential says. */
export interface Access {
	/** `https://mycompany.daktela.com`, without a path. */
	instance: string;
	/** Whose sessions and whose pace: names everything that was typed to sign in, and holds no secret. */
	account: string;
	tokenHeader: string;
	token?: string;
	login?: { username: string; password: string };
	/** IANA name of the zone in which the instance writes times, unless its answers tell another. */
	zone: string;
	requestsPerSecond: number;
	concurrentRequests: number;
}

const MOST_AT_ONCE = 16;

/** @throws Fault where a value cannot be used */
export function accessOf(data: ICredentialDataDecryptedObject): Access {
	const text = (name: string): string => String(data[name] ?? '').trim();
	const instance = instanceOf(text('instanceUrl'));
	const zone = text('timezone') || 'Europe/Prague';
	if (!isZone(zone)) {
		const advice = 'Use the name of a region and city as in Europe/Prague.';
		throw badInput('Time Zone', `"${zone}" in the Daktela credential is not a time zone.`, advice);
	}
	const byLogin = data.signIn === 'login';
	const password = String(data.password ?? '');
	return {
		instance,
		account: sessionKey(
			instance,
			text('headerName'),
			...(byLogin ? [text('username'), password] : [text('accessToken')]),
		),
		tokenHeader: text('headerName') || 'X-AUTH-TOKEN',
		...(byLogin ? { login: { username: text('username'), password } } : { token: text('accessToken') }),
		zone,
		requestsPerSecond: numberIn(data.requestsPerSecond, 10, 0, Infinity),
		concurrentRequests: Math.floor(numberIn(data.concurrentRequests, 4, 1, MOST_AT_ONCE)),
	};
}

function numberIn(value: unknown, otherwise: number, least: number, most: number): number {
	const number = Number(value ?? otherwise);
	return Number.isFinite(number) && number >= least ? Math.min(number, most) : otherwise;
}

/** `mycompany.daktela.com/api/v6/` becomes `https://mycompany.daktela.com` (daktela.md 1). What is no address is left for the wire to refuse. */
export function instanceOf(typed: string): string {
	const full = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
	return full.replace(/[?#].*$/s, '').replace(/(\/+api(\/+v6)?)?\/*$/i, '');
}
