import { sleep } from 'n8n-workflow';

import type { Fault } from './fault';

/** How fast a vendor lets one account go. */
export interface Pace {
	/** Shortest time between the starts of two requests, in milliseconds; 0 for none. */
	intervalMs: number;
	/** How many requests may be under way at once. */
	concurrency: number;
}

/** Waits `ms` milliseconds, or less when the run is cancelled: then it throws the signal's reason. */
export async function waitFor(ms: number, signal?: AbortSignal): Promise<void> {
	if (!signal) return await sleep(ms);
	signal.throwIfAborted();
	let stop = () => {};
	const cancelled = new Promise<never>((_, reject) => {
		stop = () => reject(signal.reason);
		signal.addEventListener('abort', stop, { once: true });
	});
	try {
		await Promise.race([sleep(ms), cancelled]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}

/**
 * Spaces the requests of one account, whichever node or workflow of this process sends them.
 * Waiting requests go in the order they came.
 */
export class Governor {
	private nextStart = 0;
	private running = 0;
	private queue: Array<() => void> = [];

	constructor(public pace: Pace) {}

	/** Runs `send` when its turn comes. @returns its result, and how long it waited in milliseconds */
	async run<T>(send: () => Promise<T>, signal?: AbortSignal): Promise<{ result: T; waitedMs: number }> {
		const asked = Date.now();
		if (this.running >= this.pace.concurrency) await new Promise<void>((resolve) => this.queue.push(resolve));
		this.running++;
		try {
			const start = Math.max(Date.now(), this.nextStart);
			this.nextStart = start + this.pace.intervalMs;
			if (start > Date.now()) await waitFor(start - Date.now(), signal);
			const waitedMs = Date.now() - asked;
			return { result: await send(), waitedMs };
		} finally {
			this.running--;
			this.queue.shift()?.();
		}
	}

	/** Nobody starts before `ms` milliseconds from now: the vendor has asked everybody of this account to wait. */
	pause(ms: number): void {
		this.nextStart = Math.max(this.nextStart, Date.now() + ms);
	}
}

const governors = new Map<string, Governor>();
const MOST_GOVERNORS = 1_000;

/** The governor of an account. `key` names vendor and account; the newest pace given wins. */
export function governorFor(key: string, pace: Pace): Governor {
	const known = governors.get(key);
	if (known) {
		known.pace = pace;
		return known;
	}
	if (governors.size >= MOST_GOVERNORS) governors.delete(governors.keys().next().value!);
	const governor = new Governor(pace);
	governors.set(key, governor);
	return governor;
}

const BASE_MS = 500;
const CAP_MS = 30_000;

/**
 * Milliseconds to wait before try number `attempt + 1`, or undefined when it must not be tried again.
 * A write whose effect is unknown is never repeated here: only who can look it up by its link may decide that.
 * @param random a number in [0, 1), so that callers do not come back all at once
 */
export function retryDelay(
	fault: Fault,
	{ attempt, attempts, repeatable }: { attempt: number; attempts: number; repeatable: boolean },
	random: number,
): number | undefined {
	if (!fault.passing || attempt >= attempts) return undefined;
	if (!repeatable && fault.effect === 'unknown') return undefined;
	const backoff = Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
	return Math.max(fault.retryAfterMs ?? 0, Math.round(backoff * (0.5 + random / 2)));
}
