import { createPrivateKey, sign } from 'node:crypto';

import { badInput, Fault } from '../shared/fault';
import { settledNow } from '../shared/settled';
import type { Signature } from '../shared/session';
import type { Access } from './access';
import { read, session } from './schema';
import type { Answered, Grant } from './sdk';

/** Posts the form of a sign-in to a path of the login host. @throws Fault where it is refused (see `refusedSignIn`) */
export type PostForm = (form: string, path: string) => Promise<Answered>;

/** Asks Salesforce for a session. @throws Fault */
export async function signIn(access: Access, post: PostForm): Promise<Signature> {
	const { requestToken } = await import('./sdk');
	const { access_token: token, instance_url: baseUrl } = read(
		session,
		await requestToken(grantOf(access), post),
		'sign in',
	);
	if (!URL.canParse(baseUrl)) {
		throw new Fault('unreadable', 'Salesforce signed in, but did not tell the address of the organisation.');
	}
	return { headers: { Authorization: `Bearer ${token}` }, baseUrl: new URL(baseUrl).origin, secrets: [token] };
}

function grantOf(access: Access): Grant {
	const { flow, consumerKey, consumerSecret, userName, password, securityToken } = access;
	if (flow === 'password') {
		return { consumerKey, consumerSecret, login: { userName, password: password + securityToken } };
	}
	if (flow === 'clientCredentials')
		return { consumerKey, consumerSecret, params: { grant_type: 'client_credentials' } };
	const params = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertionOf(access) };
	return { consumerKey, params };
}

/** Salesforce accepts a few minutes (salesforce.md 1). */
const LIFETIME_S = 180;

/** The signed token of the JWT bearer flow. @throws Fault where the key cannot be used; its text is never quoted */
export function assertionOf({ consumerKey, userName, audience, privateKey }: Access, now: number = Date.now()): string {
	const key = settledNow(() => createPrivateKey(pemOf(privateKey)));
	if ('error' in key || key.value.asymmetricKeyType !== 'rsa') {
		throw badInput(
			'Private Key',
			'"Private Key" in the Salesforce credential is not an RSA private key.',
			'Paste the whole key file, from "-----BEGIN" to "-----END"; a key with a passphrase cannot be used.',
		);
	}
	const claims = { iss: consumerKey, sub: userName, aud: audience, exp: Math.floor(now / 1000) + LIFETIME_S };
	const signed = [{ alg: 'RS256', typ: 'JWT' }, claims].map(encoded).join('.');
	return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key.value).toString('base64url')}`;
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A field of one line turns the line ends of a key into spaces, or somebody wrote them as `\n`. */
function pemOf(typed: string): string {
	const found = /^\s*-----BEGIN ([A-Z ]+)-----([\s\S]+?)-----END \1-----\s*$/.exec(typed.replace(/\\[rn]/g, '\n'));
	if (!found) return typed;
	const [, kind, body] = found;
	return `-----BEGIN ${kind}-----\n${body!.replace(/\s+/g, '').replace(/(.{64})/g, '$1\n')}\n-----END ${kind}-----\n`;
}

interface Reason {
	when: RegExp;
	/** Ends the sentence "Salesforce refused to sign in: …". */
	why: string;
	/** Default: how to switch the flow on. */
	advice?: string;
	kind?: 'unauthorized' | 'forbidden' | 'misconfigured' | 'quotaExhausted' | 'unavailable';
}

/** Matched in order against `error` and `error_description` of the refusal (salesforce.md 1). */
const REASONS: readonly Reason[] = [
	{
		when: /login.?rate|rate.?limit|too many login/i,
		why: 'this user has signed in too often within an hour',
		advice: 'Wait an hour. This node signs in once and keeps the session; look for other programs that use this user.',
		kind: 'quotaExhausted',
	},
	{
		when: /app.{0,20}blocked|blocked.{0,20}app|OAUTH_APP_BLOCKED/i,
		why: 'an administrator has blocked the app',
		advice: 'In Salesforce: Setup, Connected Apps OAuth Usage, unblock the app.',
		kind: 'forbidden',
	},
	{
		when: /no client credentials user/i,
		why: 'the app has no user to run as',
		advice: 'In Salesforce: App Manager, the app, edit its policies, Client Credentials Flow, choose the Run As user.',
		kind: 'misconfigured',
	},
	{
		when: /not supported on this domain|app_not_found|audience/i,
		why: 'this address does not know the app',
		advice:
			'Enter the My Domain address (https://yourname.my.salesforce.com) as Instance URI, not login.salesforce.com.',
		kind: 'misconfigured',
	},
	{
		when: /unsupported_grant_type|grant type not supported|flow.{0,30}(disabled|not enabled|off)|ropc/i,
		why: 'this way to sign in is switched off in the organisation or in the app',
		kind: 'misconfigured',
	},
	{
		when: /hasn'?t approved|not admin approved|invalid_app_access|not assigned/i,
		why: 'the user may not use the app',
		advice:
			'In Salesforce: App Manager, the app, Manage, let permitted users be pre-authorized, and add the profile of the user.',
		kind: 'forbidden',
	},
	{
		when: /inactive_user|user.{0,12}inactive/i,
		why: 'the user is not active',
		advice: 'In Salesforce: Setup, Users, activate the user, or enter another one.',
	},
	{
		when: /inactive_org/i,
		why: 'the organisation is locked, closed or suspended',
		advice: 'Ask Salesforce.',
		kind: 'forbidden',
	},
	{
		when: /ip.{0,3}(restricted|not allowed|range)/i,
		why: 'sign-ins from the address of this n8n server are not allowed',
		advice: 'In Salesforce: App Manager, the app, IP Relaxation; or add the address to the network of the profile.',
		kind: 'forbidden',
	},
	{
		when: /invalid_client_id|client identifier/i,
		why: 'it does not know the Consumer Key',
		advice: 'Copy the Consumer Key again. A new app is known only about ten minutes after it was saved.',
	},
	{
		when: /invalid_client|client credentials|client secret/i,
		why: 'the Consumer Secret does not belong to the Consumer Key',
		advice: 'Copy both again from Manage Consumer Details of the app.',
	},
	{
		when: /invalid assertion|assertion|signature/i,
		why: 'the signed token was not accepted',
		advice: 'Upload the certificate that belongs to the private key to the app, and check the clock of the n8n server.',
	},
	{
		when: /server_error|temporarily|unavailable/i,
		why: 'the service is not available at the moment',
		advice: 'Try again later.',
		kind: 'unavailable',
	},
];

const SWITCHED_OFF: Record<Access['flow'], string> = {
	password:
		'In Salesforce: Setup, OAuth and OpenID Connect Settings, Allow OAuth Username-Password Flows. It is off in organisations made since Summer 2023 and ends with Winter 2027: better take Client Credentials.',
	jwtBearer: 'In Salesforce: App Manager, the app, enable JWT Bearer Flow and upload the certificate.',
	clientCredentials:
		'In Salesforce: App Manager, the app, enable Client Credentials Flow, then choose the Run As user in its policies.',
};

const GRANT: Record<Access['flow'], Omit<Reason, 'when'>> = {
	password: {
		why: 'the user name, the password or the security token is wrong',
		advice:
			'Reset the security token under Settings, Reset My Security Token (a changed password changes it too), and check that OAuth username-password flows are allowed in Setup, OAuth and OpenID Connect Settings.',
	},
	jwtBearer: {
		why: 'the user name is unknown, or the user has not been admitted to the app',
		advice: 'Check User Name, and that the app has the certificate and admits the profile of the user.',
	},
	clientCredentials: {
		why: 'the app may not sign in by itself',
		advice: 'In Salesforce: App Manager, the app, enable Client Credentials Flow and choose the Run As user.',
	},
};

/** The fault that a refused sign-in stands for. The refusal is `{error, error_description}` with status 400. */
export function refusedSignIn({ status, text }: Pick<Answered, 'status' | 'text'>, flow: Access['flow']): Fault {
	const refusal = settledNow(() => JSON.parse(text) as { error?: unknown; error_description?: unknown } | null);
	const { error, error_description: description } = ('value' in refusal && refusal.value) || {};
	const said = [error, description].filter((one): one is string => typeof one === 'string' && one !== '').join(': ');
	if (said === '') return unnamed(status);
	const reason = REASONS.find(({ when }) => when.test(said)) ?? (error === 'invalid_grant' ? GRANT[flow] : undefined);
	const quoted = `It said: ${said.length > 300 ? `${said.slice(0, 300).replace(/\S+$/, '')}…` : said}`;
	if (!reason) return new Fault('unauthorized', `Salesforce refused to sign in. ${quoted}`, { status });
	const { why, advice = SWITCHED_OFF[flow], kind = 'unauthorized' } = reason;
	return new Fault(kind, `Salesforce refused to sign in: ${why}. ${quoted}`, { status, advice });
}

function unnamed(status: number): Fault {
	if (status === 429 || status >= 500)
		return new Fault('unavailable', 'Salesforce is not available: nobody can sign in.', { status });
	const advice = 'Check the Instance URI in the credential: it is the address at which you open Salesforce.';
	return new Fault('misconfigured', `There is no Salesforce at this address: it answered the sign-in with ${status}.`, {
		status,
		advice,
	});
}
