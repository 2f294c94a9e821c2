import { Fault, type FaultKind } from './fault';
import type { WireReply, WireRequest } from './http';
import { settledNow } from './settled';

const LONGEST_QUOTE = 300;

/** What the vendor itself said, short enough for a message; pages and empty answers say nothing. */
export function wordsOf(text: string): string {
	const trimmed = text.trim();
	if (trimmed === '' || trimmed.startsWith('<')) return '';
	const said = fromJson(trimmed) ?? trimmed;
	if (said.length <= LONGEST_QUOTE) return said;
	// Between two words: half of a quoted key could not be recognised and hidden any more.
	const words = said.slice(0, LONGEST_QUOTE).replace(/\S+$/, '');
	return words && `${words}…`;
}

function fromJson(text: string): string | undefined {
	try {
		const data = JSON.parse(text) as Record<string, unknown> | null;
		for (const key of ['message', 'error', 'errorMessage', 'error_description', 'description']) {
			const value = data?.[key];
			if (typeof value === 'string' && value !== '') return value;
		}
		return undefined;
	} catch {
		return undefined;
	}
}

const KIND_OF_STATUS: Record<number, FaultKind> = {
	400: 'invalid',
	401: 'unauthorized',
	402: 'quotaExhausted',
	403: 'forbidden',
	404: 'notFound',
	408: 'timedOut',
	409: 'conflict',
	410: 'notFound',
	412: 'conflict',
	413: 'invalid',
	414: 'invalid',
	422: 'invalid',
	429: 'rateLimited',
	504: 'timedOut',
};

/** What a status alone says of a refusal. */
export const kindOfStatus = (status: number): FaultKind =>
	KIND_OF_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'invalid');

const SENTENCE: Partial<Record<FaultKind, (vendor: string, doing: string) => string>> = {
	unauthorized: (vendor) => `${vendor} did not accept the sign-in details of the credential.`,
	forbidden: (vendor, doing) => `${vendor} does not allow this account to ${doing}.`,
	notFound: (vendor, doing) => `${vendor} found nothing when asked to ${doing}.`,
	rateLimited: (vendor) => `${vendor} asks to slow down: too many requests.`,
	quotaExhausted: (vendor) => `${vendor} says that the account's quota is used up.`,
	unavailable: (vendor, doing) => `${vendor} is not available: it could not ${doing}.`,
	timedOut: (vendor, doing) => `${vendor} took too long to ${doing}.`,
};

/** The fault that an HTTP status stands for, or undefined for a 2xx. Only the vendor's own words are quoted from the body. */
export function faultOfStatus(reply: WireReply, vendor: string, request: WireRequest): Fault | undefined {
	const { status } = reply;
	if (status >= 200 && status < 300) return undefined;
	if (status >= 300 && status < 400) return redirected(reply, vendor);
	const kind = kindOfStatus(status);
	const words = wordsOf(reply.text);
	const sentence = SENTENCE[kind]?.(vendor, request.doing) ?? `${vendor} refused to ${request.doing}.`;
	return new Fault(kind, words ? `${sentence} It said: ${words}` : sentence, {
		status,
		retryAfterMs: retryAfter(reply),
		effect: status >= 500 ? 'unknown' : 'none',
	});
}

/** `__proto__` as a key, perhaps written with an escape: whoever copies the object would change what it inherits. */
const FORGED = /(_|\\u005f){2}proto/i;
const withoutProto = (key: string, value: unknown): unknown => (key === '__proto__' ? undefined : value);

/** The reply's data. @throws Fault `unreadable`; after a write its effect is unknown, because the vendor did answer */
export function parseJson(reply: WireReply, vendor: string, request: WireRequest): unknown {
	const parsed = settledNow(
		() => JSON.parse(reply.text, FORGED.test(reply.text) ? withoutProto : undefined) as unknown,
	);
	if ('value' in parsed) return parsed.value;
	const looksLikePage = /^\s*</.test(reply.text);
	const what = reply.text.trim() === '' ? 'an empty answer' : looksLikePage ? 'a web page' : 'broken JSON';
	throw new Fault('unreadable', `${vendor} sent ${what} instead of data when asked to ${request.doing}.`, {
		status: reply.status,
		effect: request.method === 'GET' ? 'none' : 'unknown',
	});
}

function redirected({ headers, status }: WireReply, vendor: string): Fault {
	let host = '';
	try {
		host = new URL(headers.location ?? '').host;
	} catch {
		// A relative or missing address names no other host; the status alone is reported.
	}
	return new Fault('misconfigured', `${vendor} answered with a redirect${host ? ` to ${host}` : ''} instead of data.`, {
		status,
		advice: 'Enter the address it redirects to in the credential.',
	});
}

/** Retry-After in milliseconds: seconds, or a date measured against the vendor's own clock where it sends one. */
export function retryAfter({ headers, serverTime }: Pick<WireReply, 'headers' | 'serverTime'>): number | undefined {
	const value = headers['retry-after'];
	if (value === undefined) return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(0, date - (serverTime ?? Date.now()));
}

const NEVER_SENT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);
const TOO_SLOW = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ERR_CANCELED']);

/**
 * The fault behind a request that got no answer. n8n wraps the cause, so every layer is looked at; none of it is quoted.
 * @throws the error itself, where it carries neither a status nor a system's code: then it never came to the network (no credential, our own mistake)
 */
export function faultOfNetwork(error: unknown, vendor: string, request: WireRequest): Fault {
	const status = statusOf(error);
	if (status !== undefined) {
		return (
			faultOfStatus({ status, headers: {}, body: Buffer.alloc(0), text: '' }, vendor, request) ??
			unanswered(vendor, request)
		);
	}
	const code = codeOf(error);
	const effect = request.method === 'GET' || NEVER_SENT.has(code) ? 'none' : 'unknown';
	if (TOO_SLOW.has(code))
		return new Fault('timedOut', `${vendor} did not answer in time when asked to ${request.doing}.`, { effect });
	if (NEVER_SENT.has(code))
		return new Fault('unreachable', `${vendor} could not be reached (${code}) to ${request.doing}.`, { effect });
	if (code === '') throw error;
	return unanswered(vendor, request, code);
}

function unanswered(vendor: string, request: WireRequest, code = ''): Fault {
	return new Fault(
		'unreachable',
		`The connection to ${vendor} broke${code ? ` (${code})` : ''} while it was asked to ${request.doing}.`,
		{
			effect: request.method === 'GET' ? 'none' : 'unknown',
		},
	);
}

interface Layer {
	code?: unknown;
	httpCode?: unknown;
	cause?: unknown;
	errorResponse?: unknown;
	error?: unknown;
}

function* layersOf(error: unknown): Generator<Layer> {
	const seen = new Set<unknown>();
	const queue = [error];
	while (queue.length > 0 && seen.size < 10) {
		const layer = queue.shift();
		if (typeof layer !== 'object' || layer === null || seen.has(layer)) continue;
		seen.add(layer);
		yield layer as Layer;
		const { cause, errorResponse, error: inner } = layer as Layer;
		queue.push(cause, errorResponse, inner);
	}
}

function codeOf(error: unknown): string {
	for (const { code } of layersOf(error)) if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
	return '';
}

function statusOf(error: unknown): number | undefined {
	for (const { httpCode } of layersOf(error)) {
		const status = Number(httpCode);
		if (Number.isInteger(status) && status >= 100 && status < 600) return status;
	}
	return undefined;
}
