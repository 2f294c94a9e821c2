import type { VendorReply } from './types';

export interface Fault {
	match?: {
		method?: string;
		/** Part of, or regular expression for, the path with its query, or the vendor's action name. */
		path?: string;
	};
	/** How many requests it strikes. Default 1; Infinity allowed. */
	times?: number;
	/** Default 1; drawn from the seeded generator. */
	probability?: number;
	/** Waits first. Alone, the request is then served as usual. */
	delayMs?: number;
	/** Answers this instead, and the request has no effect. Default 429 with `retryAfter`, 200 with `body` alone. */
	status?: number;
	/** Added to the answer, the fault's own or the real one. */
	headers?: Record<string, string>;
	body?: string;
	/** Seconds for the Retry-After header. */
	retryAfter?: number;
	/** Cuts the connection before the request takes effect, or after it took effect (committed, answer lost). */
	reset?: 'before' | 'after';
	/** The request takes effect, but its answer is spoiled. `truncated` cuts the connection in the middle of the body. */
	reply?: 'html' | 'malformed' | 'truncated' | 'wrongTypes' | 'empty';
	/** Never answers and has no effect; the connection ends when the simulator closes. */
	hang?: boolean;
}

export interface Faults {
	/** Those still to strike, in order; the first that fits a request strikes it. */
	readonly pending: readonly Fault[];
	inject(fault: Fault): void;
	clear(): void;
}

interface Target {
	method: string;
	/** Path with query. */
	url: string;
	action?: string;
}

export function createFaults(random: () => number): Faults & { take(target: Target): Fault | undefined } {
	const pending: Array<Fault & { left: number }> = [];
	return {
		get pending() {
			return pending.map(({ left, ...fault }) => ({ ...fault, times: left }));
		},
		inject: (fault) => void pending.push({ ...fault, left: fault.times ?? 1 }),
		clear: () => void pending.splice(0),
		take(target) {
			const at = pending.findIndex((fault) => strikes(fault, target) && random() < (fault.probability ?? 1));
			const fault = pending[at];
			if (fault && --fault.left <= 0) pending.splice(at, 1);
			return fault;
		},
	};
}

function strikes({ match }: Fault, target: Target): boolean {
	if (match?.method !== undefined && match.method.toUpperCase() !== target.method) return false;
	const path = match?.path;
	if (path === undefined || path === target.action || target.url.includes(path)) return true;
	const pattern = expression(path);
	return pattern !== undefined && (pattern.test(target.url) || pattern.test(target.action ?? ''));
}

/** '?' and the like are fine in a plain part of an address, so what is no expression is no error. */
function expression(source: string): RegExp | undefined {
	try {
		return new RegExp(source);
	} catch {
		return undefined;
	}
}

/** The answer that a fault gives instead of the vendor's; undefined when the vendor is to answer. */
export function replyInstead(fault: Fault): VendorReply | undefined {
	if (fault.status === undefined && fault.body === undefined && fault.retryAfter === undefined) return undefined;
	const isJson = /^\s*[[{]/.test(fault.body ?? '');
	const headers: Record<string, string> = isJson ? { 'Content-Type': 'application/json; charset=utf-8' } : {};
	if (fault.retryAfter !== undefined) headers['Retry-After'] = String(fault.retryAfter);
	const status = fault.status ?? (fault.retryAfter === undefined ? 200 : 429);
	return { status, headers, body: fault.body ?? `Injected fault: ${status}` };
}

const KNOWN: Record<keyof Fault, (value: unknown) => boolean> = {
	match: (value) => typeof value === 'object' && value !== null,
	times: (value) => typeof value === 'number' && value > 0,
	probability: (value) => typeof value === 'number' && value >= 0 && value <= 1,
	delayMs: (value) => typeof value === 'number' && value >= 0,
	status: (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599,
	headers: (value) => typeof value === 'object' && value !== null,
	body: (value) => typeof value === 'string',
	retryAfter: (value) => typeof value === 'number',
	reset: (value) => value === 'before' || value === 'after',
	reply: (value) => ['html', 'malformed', 'truncated', 'wrongTypes', 'empty'].includes(String(value)),
	hang: (value) => typeof value === 'boolean',
};

/** A fault that came as JSON; JSON has no Infinity, so `times` may be the text 'Infinity'. Throws naming the key that does not fit. */
export function faultFrom(json: unknown): Fault {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('A fault is a JSON object.');
	const fault: Record<string, unknown> = { ...json };
	if (fault.times === 'Infinity') fault.times = Infinity;
	for (const [key, value] of Object.entries(fault)) {
		if (!Object.hasOwn(KNOWN, key))
			throw new Error(`A fault has no '${key}'. It may have: ${Object.keys(KNOWN).join(', ')}.`);
		if (!KNOWN[key as keyof Fault](value)) throw new Error(`Fault: the value of '${key}' does not fit.`);
	}
	return fault as Fault;
}
