import type { Failure, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

/**
 * Why a piece of work was not done. Every kind has its own advice, so that no two causes look alike to a person:
 * `input` is refused by us before anything is sent, `unreadable` is a reply that does not have the documented form,
 * the others are the vendor's or the network's answer.
 */
export type FaultKind =
	| 'input'
	| 'unauthorized'
	| 'forbidden'
	| 'notFound'
	| 'invalid'
	| 'conflict'
	| 'misconfigured'
	| 'rateLimited'
	| 'quotaExhausted'
	| 'unavailable'
	| 'unreachable'
	| 'timedOut'
	| 'unreadable'
	| 'braked';

export interface FaultDetails {
	/** What the reader can do next, as a sentence. Falls back to the kind's general advice. */
	advice?: string;
	/** The field (as the screen names it) that the fault is about. */
	field?: string;
	/** HTTP status, where there was one. */
	status?: number;
	/** Shortest wait the vendor asked for, in milliseconds. */
	retryAfterMs?: number;
	/** `unknown` when a write may have happened although no answer arrived; `none` when it certainly did not. */
	effect?: 'none' | 'unknown';
	/** Nothing is wrong with the record: another one, which it points to, is not there yet. */
	waits?: boolean;
	/** A part of the service stands still (one account of several): the record waits however long, and the others flow. */
	held?: boolean;
}

const ADVICE: Record<FaultKind, string> = {
	input: 'Correct the value in the node or in the incoming item and run again.',
	unauthorized: 'Check the sign-in details in the credential and press Test there.',
	forbidden: 'Ask an administrator of the service for the missing right, or use a credential that has it.',
	notFound: 'Check that the record still exists and that the credential may see it.',
	invalid: 'Correct the named value and run again.',
	conflict: 'Somebody changed the record in the meantime. Run again to work with its newest state.',
	misconfigured: 'Open the node and choose again from the list.',
	rateLimited: 'Wait a moment, or lower the number of requests per second in the credential.',
	quotaExhausted: 'Wait until the quota is renewed, poll less often, or ask the service for a larger quota.',
	unavailable: 'The service is down or overloaded. Run again later; nothing needs to be changed here.',
	unreachable: 'Check the address in the credential and the network, proxy and firewall of the n8n server.',
	timedOut: 'The service took too long. Run again; if it repeats, ask for fewer records at once.',
	unreadable:
		'The service, or something between it and n8n (proxy, login page), sent an unexpected answer. Check the address in the credential.',
	braked: 'If this is intended, raise the limit in the node and run again.',
};

const CAUSE: Partial<Record<FaultKind, Failure['cause']>> = {
	unauthorized: 'credential-invalid',
	forbidden: 'configuration-invalid',
	notFound: 'configuration-invalid',
	misconfigured: 'configuration-invalid',
	rateLimited: 'rate-limited',
	quotaExhausted: 'quota-exhausted',
	unavailable: 'temporarily-unavailable',
	unreachable: 'temporarily-unavailable',
	timedOut: 'temporarily-unavailable',
};

/** Kinds that a later try may overcome without anybody changing anything. */
const PASSING: ReadonlySet<FaultKind> = new Set([
	'rateLimited',
	'unavailable',
	'unreachable',
	'timedOut',
	'unreadable',
]);

/** The one error of this package. Its message says what happened and to which field; it never holds a secret. */
export class Fault extends Error {
	override readonly name = 'Fault';
	readonly advice: string;
	readonly field?: string;
	readonly status?: number;
	readonly retryAfterMs?: number;
	readonly effect: 'none' | 'unknown';
	readonly waits: boolean;
	readonly held: boolean;

	constructor(
		readonly kind: FaultKind,
		message: string,
		details: FaultDetails = {},
	) {
		super(message);
		this.advice = details.advice ?? ADVICE[kind];
		this.field = details.field;
		this.status = details.status;
		this.retryAfterMs = details.retryAfterMs;
		this.effect = details.effect ?? 'none';
		this.waits = details.waits ?? false;
		this.held = details.held ?? false;
	}

	/** Whether the same request may succeed later with nobody's help. */
	get passing(): boolean {
		return PASSING.has(this.kind);
	}
}

/** A value that cannot be used, found before anything is sent. `field` is the label on the node. */
export const badInput = (field: string, message: string, advice?: string): Fault =>
	new Fault('input', message, { field, advice });

/** n8n's machine-readable reason, declared only where the reply proves it. */
export function failureOf(fault: Fault): Failure | undefined {
	const cause = CAUSE[fault.kind];
	// Other causes would excuse the whole run, and with it what is really wrong in it.
	if (!cause || fault.waits || (fault.held && cause !== 'configuration-invalid')) return undefined;
	return fault.retryAfterMs === undefined ? { cause } : ({ cause, retryAfterMs: fault.retryAfterMs } as Failure);
}

/**
 * Turns whatever was thrown into n8n's error for this node and item. Errors that are already n8n's pass unchanged.
 * @param context words put before the message, such as `3 items before it were written`
 */
export function toNodeError(
	node: INode,
	thrown: unknown,
	itemIndex?: number,
	context = '',
): NodeApiError | NodeOperationError {
	if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) return thrown;
	const place = itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
	if (!(thrown instanceof Fault)) {
		const error = thrown instanceof Error ? thrown : new Error(String(thrown));
		const message = `${error.message}${place}`;
		return saying(new NodeOperationError(node, error, { itemIndex, failure: { cause: 'node-defect' } }), message);
	}
	const message = `${thrown.message}${place}`;
	const description = context ? `${thrown.advice} ${context}` : thrown.advice;
	const options = { message, description, itemIndex, failure: failureOf(thrown) };
	if (thrown.kind === 'input' || thrown.kind === 'braked') {
		return saying(new NodeOperationError(node, message, options), message);
	}
	const httpCode = thrown.status === undefined ? undefined : String(thrown.status);
	const reply: JsonObject = { message, ...(httpCode !== undefined && { httpCode }) };
	return saying(new NodeApiError(node, reply, { ...options, httpCode }), message);
}

/** n8n puts a general sentence in place of any message that contains a system's error code, anywhere, in any case. */
function saying<E extends NodeApiError | NodeOperationError>(error: E, message: string): E {
	error.message = message;
	error.messages = [];
	return error;
}
