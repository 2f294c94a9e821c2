import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { badInput } from '../shared/fault';
import { sessionKey } from '../shared/session';
import { isZone } from '../shared/when';

export const CREDENTIAL = 'streamsoftFirebirdApi';
export const VENDOR = 'Streamsoft';

export const DEFAULT_PORT = 3050;
export const DEFAULT_ZONE = 'Europe/Warsaw';

/** Whether what travels between n8n and the database is encrypted. */
export type Encryption = 'auto' | 'required' | 'off';

/** What the credential says, checked and in one form. */
export interface Access {
	host: string;
	port: number;
	/** Path of the database as its server sees it, or an alias. */
	database: string;
	user: string;
	password: string;
	/** Empty for none. */
	role: string;
	encryption: Encryption;
	/** IANA name: where the wall clocks hang that the database's times were read from. */
	zone: string;
	/** The profile as it was typed; empty for the shipped one. */
	profile: string;
	/** Names this database without holding a secret. */
	account: string;
	/** Names this sign-in and profile without holding a secret. */
	key: string;
	/** Epoch milliseconds after which nothing is waited for any more (poll budget). */
	deadline?: number;
	/** Aborted when somebody cancels the run. */
	signal?: AbortSignal;
}

const text = (value: unknown): string =>
	typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';

const wrong = (field: string, message: string, advice = 'Open the credential and correct it.') =>
	badInput(field, message, advice);

/** @throws Fault `input` naming the field of the credential */
export function accessOf(data: ICredentialDataDecryptedObject, deadline?: number): Access {
	const host = text(data.host);
	const [database, user] = [text(data.database), text(data.userName)];
	for (const [value, field] of [
		[host, 'Host'],
		[database, 'Database'],
		[user, 'User Name'],
	] as const) {
		if (value === '') throw wrong(field, `"${field}" in the ${VENDOR} credential is empty.`);
	}
	const zone = text(data.timezone) || DEFAULT_ZONE;
	if (!isZone(zone)) {
		const message = `"${zone}" in the ${VENDOR} credential is not a time zone.`;
		throw wrong('Time Zone', message, `Use a name such as ${DEFAULT_ZONE}.`);
	}
	const port = portOf(data.port);
	// A profile may come as an object where an expression or the API wrote the credential.
	const profile =
		typeof data.schemaProfile === 'object' ? JSON.stringify(data.schemaProfile) : text(data.schemaProfile);
	const [role, password] = [text(data.role), String(data.password ?? '')];
	const encryption = (['required', 'off'] as const).find((one) => one === data.wireEncryption) ?? 'auto';
	const account = `${host.toLowerCase()}:${port}/${database.toLowerCase()}`;
	return {
		...{ host: hostOf(host), port, database, user, password, role, encryption, zone, profile, account },
		key: sessionKey(account, user, password, role, encryption, profile),
		...(deadline !== undefined && { deadline }),
	};
}

function portOf(typed: unknown): number {
	const port = typed === undefined || typed === '' ? DEFAULT_PORT : Number(typed);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw wrong('Port', `"Port" in the ${VENDOR} credential is not a port.`, `Usually it is ${DEFAULT_PORT}.`);
}

/** @throws Fault for an address of the web or a whole connection string */
function hostOf(typed: string): string {
	const host = typed.replace(/^\[(.*)\]$/, '$1');
	if (!/[/\\\s@]/.test(host) && !/^[^:]*:[^:]*$/.test(host)) return host;
	throw wrong(
		'Host',
		`"Host" in the ${VENDOR} credential is not the name or address of a computer.`,
		'Enter only the name or the IP address of the database server; port and path have fields of their own.',
	);
}
