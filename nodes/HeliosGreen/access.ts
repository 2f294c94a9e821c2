import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { badInput } from '../shared/fault';
import { sessionKey } from '../shared/session';
import { isZone } from '../shared/when';

export const CREDENTIAL = 'heliosGreenApi';
export const VENDOR = 'Helios Green';

/** What the credential says. */
export interface Access {
	/** Full address of `ServiceGate.asmx`. */
	gate: string;
	/** Full address of its sibling `Data.asmx`, which a server need not have. */
	data: string;
	profile: string;
	user: string;
	password: string;
	language: string;
	options: string;
	/** IANA name: the zone of the server's naive times. */
	zone: string;
	timeoutMs: number;
	/** Names this sign-in without holding a secret. */
	key: string;
	/** Epoch milliseconds after which nothing is waited for any more (poll budget). */
	deadline?: number;
}

const DEFAULT_MINUTES = 10;

/** @param workflowZone used where the credential names no zone. @throws Fault where a field is empty or no use */
export function accessOf(credential: ICredentialDataDecryptedObject, workflowZone: string, deadline?: number): Access {
	const { databaseProfile, userName, password, serviceGateAddress, language, options, timezone, timeoutMinutes } =
		credential;
	const [profile, user] = [String(databaseProfile ?? '').trim(), String(userName ?? '').trim()];
	if (profile === '') throw empty('Database Profile');
	const gate = gateOf(String(serviceGateAddress ?? ''));
	const zone = String(timezone ?? '').trim() || workflowZone;
	if (!isZone(zone)) {
		const message = `"${zone}" in the ${VENDOR} credential is not a time zone.`;
		throw badInput('Time Zone', message, 'Use a name such as Europe/Prague.');
	}
	const minutes = Number(timeoutMinutes ?? DEFAULT_MINUTES);
	return {
		gate,
		data: gate.replace(/[^/]*$/, 'Data.asmx'),
		profile,
		user,
		password: String(password ?? ''),
		language: String(language ?? '').trim() || 'CZ',
		options: String(options ?? ''),
		zone,
		timeoutMs: (minutes > 0 ? minutes : DEFAULT_MINUTES) * 60_000,
		key: sessionKey(gate.toLowerCase(), profile, user),
		...(deadline !== undefined && { deadline }),
	};
}

const empty = (field: string) =>
	badInput(field, `"${field}" in the ${VENDOR} credential is empty.`, 'Open the credential and fill it in.');

/**
 * The service's address from what a person has: the address itself, that of its WSDL or of `Data.asmx`, or the application's
 * address without a file name (helios-green.md 1).
 */
export function gateOf(typed: string): string {
	const text = typed.trim();
	if (text === '') throw empty('Service-Gate Address');
	const full = (/^https?:\/\//i.test(text) ? text : `https://${text}`).replace(/[?#].*$/s, '').replace(/\/+$/, '');
	if (/\/data\.asmx$/i.test(full)) return full.replace(/[^/]*$/, 'ServiceGate.asmx');
	return /\.asmx$/i.test(full) ? full : `${full}/ServiceGate.asmx`;
}
