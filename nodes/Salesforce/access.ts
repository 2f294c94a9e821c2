import type { IDataObject } from 'n8n-workflow';

import { badInput, Fault } from '../shared/fault';

/** The version of the REST API that is asked for: jsforce would take 50.0 (salesforce.md 6). */
export const API_VERSION = '62.0';

/** As many requests at once as a bare script may send without meeting Salesforce's limit for long requests. */
export const REQUESTS_AT_ONCE = 5;

export type Flow = 'clientCredentials' | 'jwtBearer' | 'password';

/** What the credential says, checked and in one form. */
export interface Access {
	flow: Flow;
	/** Where to sign in: an origin. */
	loginUrl: string;
	consumerKey: string;
	consumerSecret: string;
	userName: string;
	password: string;
	securityToken: string;
	privateKey: string;
	/** Of the signed token (JWT bearer). */
	audience: string;
	/** Such as `62.0`. */
	version: string;
	requestsAtOnce: number;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** @throws Fault `input` naming the field of the credential */
export function accessOf(data: IDataObject): Access {
	const flow = (['jwtBearer', 'password'] as const).find((one) => one === data.signIn) ?? 'clientCredentials';
	const loginUrl = instanceOf(text(data.instanceUri));
	const access: Access = {
		flow,
		loginUrl,
		consumerKey: text(data.consumerKey),
		consumerSecret: text(data.consumerSecret),
		userName: text(data.userName),
		// Spaces may belong to a password.
		password: typeof data.password === 'string' ? data.password : '',
		securityToken: text(data.securityToken),
		privateKey: text(data.privateKey),
		audience: text(data.audience) || loginUrl,
		version: versionOf(text(data.apiVersion)),
		requestsAtOnce: Math.max(1, Math.floor(Number(data.requestsAtOnce ?? REQUESTS_AT_ONCE)) || REQUESTS_AT_ONCE),
	};
	for (const [name, label] of NEEDED[flow]) {
		if (access[name] === '') throw badInput(label, `"${label}" is empty in the Salesforce credential.`, ADVICE[name]);
	}
	if (flow === 'clientCredentials' && COMMON_HOST.test(new URL(loginUrl).hostname)) {
		const message = 'Client Credentials works at the My Domain address of the organisation only.';
		throw badInput('Instance URI', message, 'Enter an address like https://yourname.my.salesforce.com.');
	}
	return access;
}

type Needed = ReadonlyArray<readonly [Exclude<keyof Access, 'requestsAtOnce' | 'flow'>, string]>;

const NEEDED: Record<Flow, Needed> = {
	clientCredentials: [
		['consumerKey', 'Consumer Key'],
		['consumerSecret', 'Consumer Secret'],
	],
	jwtBearer: [
		['consumerKey', 'Consumer Key'],
		['userName', 'User Name'],
		['privateKey', 'Private Key'],
	],
	password: [
		['consumerKey', 'Consumer Key'],
		['consumerSecret', 'Consumer Secret'],
		['userName', 'User Name'],
		['password', 'Password'],
	],
};

const IN_APP = 'In Salesforce: Setup, App Manager, the app, View, Manage Consumer Details.';
const ADVICE: Partial<Record<keyof Access, string>> = { consumerKey: IN_APP, consumerSecret: IN_APP };

const COMMON_HOST = /^(login|test)\.salesforce\.com$/i;

/** Hosts on which people see Salesforce, and the host of the same organisation that answers programs. */
const LIGHTNING = /\.(lightning\.force|my\.salesforce-setup)\.com$/i;

/**
 * `yourname.lightning.force.com/lightning/page/home` becomes `https://yourname.my.salesforce.com` (salesforce.md 1).
 * @throws Fault `misconfigured` for what is no address
 */
export function instanceOf(typed: string): string {
	if (typed === '') {
		throw badInput(
			'Instance URI',
			'"Instance URI" is empty in the Salesforce credential.',
			'Enter the address at which you open Salesforce, like https://yourname.my.salesforce.com.',
		);
	}
	const full = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
	if (!URL.canParse(full)) {
		throw new Fault('misconfigured', '"Instance URI" in the Salesforce credential is not a web address.', {
			advice: 'Enter it in full, like https://yourname.my.salesforce.com.',
			field: 'Instance URI',
		});
	}
	const { protocol, hostname, port } = new URL(full);
	return `${protocol}//${hostname.replace(LIGHTNING, '.my.salesforce.com')}${port && `:${port}`}`;
}

/** `62`, `v62.0` and `62.0` are the same version. @throws Fault `input` */
export function versionOf(typed: string): string {
	if (typed === '') return API_VERSION;
	const found = /^v?(\d{2,3})(\.0)?$/i.exec(typed);
	if (found) return `${found[1]}.0`;
	throw badInput(
		'API Version',
		`"${typed}" in the Salesforce credential is not an API version.`,
		`Enter a number like ${API_VERSION}.`,
	);
}
