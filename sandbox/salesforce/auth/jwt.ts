import { createPublicKey, createVerify } from 'node:crypto';
import type { App, Login } from '../model';
import { TokenRefusal } from './refusal';

/** What a JWT is judged by. */
export interface Judge {
	appOf(consumerKey: string): App;
	loginOf(username: string): Login | undefined;
	/** Addresses that `aud` may name; a path after them is ignored. */
	readonly audiences: readonly string[];
	/** Seconds since 1970; undefined when times are not checked. */
	readonly now: number | undefined;
	readonly maxMinutes: number;
}

type Json = Record<string, unknown>;

/** The app and the user of a JWT bearer assertion, signed with RS256 (salesforce.md 1). Throws a TokenRefusal. */
export function judged(assertion: string, judge: Judge): { app: App; login: Login } {
	const [head = '', body = '', signature = '', ...more] = assertion.split('.');
	const header = parsed(head);
	const claims = parsed(body);
	if (!header || !claims || more.length) throw new TokenRefusal('invalid_grant', 'invalid assertion');
	if (header.alg !== 'RS256') throw new TokenRefusal('invalid_grant', 'algorithm must be RS256');
	const app = judge.appOf(String(claims.iss ?? ''));
	if (!app.publicKey || !isSigned(`${head}.${body}`, signature, app.publicKey))
		throw new TokenRefusal('invalid_grant', 'invalid assertion signature');
	demandAudience(claims.aud, judge);
	demandTime(claims.exp, judge);
	const login = judge.loginOf(String(claims.sub ?? claims.prn ?? ''));
	if (!login) throw new TokenRefusal('invalid_grant', "user hasn't approved this consumer");
	return { app, login };
}

function demandAudience(aud: unknown, { audiences }: Judge): void {
	const named = [aud].flat().map((one) => {
		try {
			return new URL(String(one)).origin;
		} catch {
			return String(one);
		}
	});
	if (named.some((one) => audiences.includes(one))) return;
	const isLoginHost = named.some((one) => /^https:\/\/(login|test)\.salesforce\.com$/.test(one));
	if (isLoginHost) throw new TokenRefusal('app_not_found', 'external client app is not installed in this org');
	throw new TokenRefusal('invalid_grant', 'audience is invalid');
}

function demandTime(exp: unknown, { now, maxMinutes }: Judge): void {
	const ends = Number(exp);
	if (!Number.isFinite(ends)) throw new TokenRefusal('invalid_grant', 'expiration is missing');
	if (now === undefined) return;
	if (ends <= now) throw new TokenRefusal('invalid_grant', 'assertion has expired');
	if (ends > now + maxMinutes * 60) throw new TokenRefusal('invalid_grant', 'expiration is too far ahead');
}

function isSigned(text: string, signature: string, publicKey: string): boolean {
	try {
		const key = createPublicKey(publicKey);
		return createVerify('RSA-SHA256').update(text).verify(key, signature, 'base64url');
	} catch {
		return false;
	}
}

function parsed(part: string): Json | undefined {
	try {
		const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
		return typeof json === 'object' && json !== null ? (json as Json) : undefined;
	} catch {
		return undefined;
	}
}
