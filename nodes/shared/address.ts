import { Fault } from './fault';
import type { WireRequest } from './http';

/** The whole address of a request; names and values of the query are encoded here. */
export function addressOf(baseUrl: string, { path, query }: Pick<WireRequest, 'path' | 'query'>): string {
	if (!query?.length) return baseUrl + path;
	const pairs = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
	return `${baseUrl}${path}${path.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** A secret travels only encrypted, except to this very machine (the sandbox). @throws Fault `misconfigured` */
export function checkAddress({ baseUrl, vendor }: { baseUrl: string; vendor: string }): void {
	if (!URL.canParse(baseUrl)) {
		throw new Fault('misconfigured', `The address of ${vendor} in the credential is not a web address.`, {
			advice: 'Enter it in full, beginning with https://.',
		});
	}
	const url = new URL(baseUrl);
	if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname))) return;
	throw new Fault('misconfigured', `The address of ${vendor} in the credential must begin with https://.`, {
		advice: 'Plain http is accepted for this machine only (localhost).',
	});
}
