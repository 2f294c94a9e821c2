/** What Daktela's refusals mean (daktela.md 7). Its texts are in the user's language: they are shown, never interpreted. */
import { Fault } from '../shared/fault';
import type { WireReply, WireRequest } from '../shared/http';
import { faultOfStatus, retryAfter } from '../shared/replies';
import { settledNow } from '../shared/settled';
import { kindOf } from './kinds';

export const VENDOR = 'Daktela';

/** One complaint: about a field by its path (`customFields.email`), or about the whole. */
export interface Complaint {
	field?: string;
	text: string;
}

const LONGEST_TEXT = 200;
const MOST_SHOWN = 6;

/** The complaints in `error`, in any of the forms in which it was met; empty when there is none. */
export function complaintsIn(error: unknown, field?: string): Complaint[] {
	if (error === null || error === undefined || error === '' || error === false) return [];
	if (typeof error !== 'object') return [{ ...(field && { field }), text: String(error).slice(0, LONGEST_TEXT) }];
	if (Array.isArray(error)) return error.flatMap((one) => complaintsIn(one, field));
	return Object.entries(error).flatMap(([key, inner]) => complaintsIn(inner, pathOf(field, key)));
}

/** `form` and `primary` are drawers, not fields; numbers count the texts of one field. */
function pathOf(field: string | undefined, key: string): string | undefined {
	if (field === undefined && (key === 'form' || key === 'primary')) return undefined;
	if (/^\d+$/.test(key)) return field;
	return field === undefined ? key : `${field}.${key}`;
}

interface Violation {
	propertyPath?: unknown;
	message?: unknown;
}

/** The complaints of a refusal, the newer form with `violations` included. */
export function complaintsOf(body: unknown): Complaint[] {
	if (typeof body !== 'object' || body === null) return [];
	const { error, violations, detail, title } = body as Record<string, unknown>;
	if (Array.isArray(violations) && violations.length > 0) {
		return (violations as Violation[]).map(({ propertyPath, message }) => ({
			...(typeof propertyPath === 'string' && propertyPath !== '' && { field: propertyPath }),
			text: String(message ?? '').slice(0, LONGEST_TEXT),
		}));
	}
	const told = complaintsIn(error);
	return told.length > 0 ? told : complaintsIn(detail ?? title);
}

const inWords = (complaints: readonly Complaint[], path = ''): string => {
	const shown = complaints
		.slice(0, MOST_SHOWN)
		.map(({ field, text }) => (field ? `${labelled(field, path)}: ${text}` : text));
	const more = complaints.length - shown.length;
	return more > 0 ? `${shown.join('; ')}; and ${more} more` : shown.join('; ');
};

/** A field as the node shows it, with its name in Daktela: `Owner (user)`. */
function labelled(field: string, path: string): string {
	const resource = /^(?:\/api\/v6)?\/([^/.]+)/.exec(path)?.[1] ?? '';
	const label = kindOf(resource)?.fields.find(({ id }) => id === field)?.label;
	if (!label) return field;
	return label.toLowerCase() === field ? label : `${label} (${field})`;
}

/**
 * The fault for a refusal that names what is wrong; Daktela may echo the object although nothing was saved.
 * @param path of the request, by which the fields are known
 */
export function refusal(complaints: readonly Complaint[], doing: string, status: number, path = ''): Fault {
	const fields = [...new Set(complaints.flatMap(({ field }) => (field ? labelled(field, path) : [])))];
	const advice =
		fields.length > 0
			? `Correct the value of ${fields.map((one) => `"${one}"`).join(', ')} and run again. Nothing was saved.`
			: 'Correct what Daktela names and run again. Nothing was saved.';
	return new Fault('invalid', `Daktela refused to ${doing}. It said: ${inWords(complaints, path)}`, {
		status,
		advice,
		...(fields[0] !== undefined && { field: fields[0] }),
	});
}

const ADVICE: Record<number, string> = {
	401: 'Check the access token (or user name and password) in the credential and press Test there. If it is certainly right, choose the other Token Header.',
	403: 'Give the user whose token this is the right in Daktela (Manage, Users, Rights), or use the token of a user who has it.',
	405: 'This version of Daktela does not offer this. Check the name of the resource.',
};

/** The `judge` of Daktela's wire, for everything but a 2xx: there `error` must be looked at as well. */
export function judge(reply: WireReply, request: WireRequest): Fault | undefined {
	const { status, text } = reply;
	if (status === 304)
		return new Fault('unreadable', `Daktela sent no data (304) when asked to ${request.doing}.`, { status });
	const plain = faultOfStatus(reply, VENDOR, request);
	if (!plain || (status >= 300 && status < 400)) return plain;
	const parsed = settledNow(() => JSON.parse(text) as unknown);
	const complaints = 'value' in parsed ? complaintsOf(parsed.value) : [];
	if (complaints.length > 0 && (status === 400 || status === 422))
		return refusal(complaints, request.doing, status, request.path);
	const { kind, effect } = plain;
	const said = inWords(complaints);
	const message =
		said && !plain.message.includes(said) ? `${withoutQuote(plain.message)} It said: ${said}` : plain.message;
	const wait = retryAfter(reply);
	const advice = ADVICE[status];
	return new Fault(kind, message, {
		status,
		effect,
		...(advice && { advice }),
		...(wait !== undefined && { retryAfterMs: wait }),
	});
}

const withoutQuote = (message: string): string => message.replace(/ It said: .*$/s, '');
