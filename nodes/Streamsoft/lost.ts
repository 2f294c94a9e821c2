/** What is said where the connection cannot be made, or breaks. */
import { Fault, type FaultDetails } from '../shared/fault';
import { VENDOR } from './access';
import type { Doing } from './faults';

/** Errors of the network, by the code in front of their text. */
const NETWORK: ReadonlyArray<[RegExp, string, string]> = [
	[/ECONNREFUSED/, 'no Firebird server answers', 'Check that the Firebird service runs there, and the port.'],
	[
		/ENOTFOUND|EAI_AGAIN/,
		'there is no computer of that name',
		'Check "Host" in the credential, or use its IP address.',
	],
	[
		/EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|timeout/,
		'it does not answer',
		'Check the network, the VPN and the firewall between n8n and that computer.',
	],
];

/** @param text what the driver says */
export function lost(text: string, { doing, access, committing }: Doing): Fault {
	const details: FaultDetails = { effect: committing ? 'unknown' : 'none' };
	const where = `${access.host}:${access.port}`;
	for (const [words, what, advice] of NETWORK) {
		if (doing === 'connect' && words.test(text)) {
			return new Fault('unreachable', `Could not connect to the ${VENDOR} database at ${where}: ${what}.`, {
				...details,
				advice,
			});
		}
	}
	const message = committing
		? `The connection to ${where} broke while the database was asked to ${doing} for good, so it may have been done.`
		: `The connection to the ${VENDOR} database at ${where} broke when it was asked to ${doing}.`;
	return new Fault('unreachable', message, {
		...details,
		advice: committing
			? 'Look in Streamsoft before running again; a Create or Update finds out by itself.'
			: 'Check that the Firebird service runs and the network holds. Run again; nothing was changed.',
	});
}
