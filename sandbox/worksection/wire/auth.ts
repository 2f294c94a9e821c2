import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { World } from '../world';
import { now } from '../world';
import { decodeForm } from './params';

/** Hex md5 of the parameters followed by the key (worksection.md 1.1). */
export const md5Signature = (parameters: string, apiKey: string): string =>
	createHash('md5')
		.update(parameters + apiKey, 'utf8')
		.digest('hex');

/** Hex HMAC-SHA256 of `ACTION:t` (worksection.md 1.2). */
export const hmacSignature = (action: string, seconds: number, apiKey: string): string =>
	createHmac('sha256', apiKey).update(`${action}:${seconds}`, 'utf8').digest('hex');

/** All parameters as sent, `hash` taken out. */
export const withoutHash = (raw: string): string =>
	raw
		.split('&')
		.filter((pair) => pair !== '' && !pair.startsWith('hash='))
		.join('&');

/** The hash as sent; undefined when there is none. */
export const hashIn = (raw: string): string | undefined =>
	raw
		.split('&')
		.find((pair) => pair.startsWith('hash='))
		?.slice('hash='.length);

/** `parts`: query string and form body as received, in that order. */
export function md5Accepted(world: World, parts: string[]): boolean {
	const raw = parts.filter((part) => part !== '').join('&');
	const given = hashIn(raw);
	if (given === undefined) return false;
	const signed = withoutHash(raw);
	const decoded = signed.split('&').map(decodeForm).join('&');
	const { md5Accepts } = world.switches;
	const candidates = { raw: [signed], decoded: [decoded], both: [signed, decoded] }[md5Accepts];
	return candidates.some((text) => same(given.toLowerCase(), md5Signature(text, world.store.account.apiKey)));
}

/** `header`: value of Authorization. */
export function hmacAcceptedFor(world: World, header: string, action: string): boolean {
	const match = /^Admin (\d+)_([0-9a-f]{64})$/i.exec(header.trim());
	if (!match || !world.switches.hmacAccepted) return false;
	const seconds = Number(match[1]);
	const tolerance = world.switches.hmacToleranceSeconds;
	if (tolerance > 0 && Math.abs(now(world) / 1000 - seconds) > tolerance) return false;
	return same((match[2] as string).toLowerCase(), hmacSignature(action, seconds, world.store.account.apiKey));
}

const same = (left: string, right: string): boolean =>
	left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
