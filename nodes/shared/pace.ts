import { sleep } from 'n8n-workflow';

import type { Fault } from './fault';
import { settled } from './settled';

/** How fast a vendor lets one account go. */
export interface Pace {
	/** Shortest time between the starts of two requests, in milliseconds; 0 for none. */
	intervalMs: number;
	/** How many requests may be under way at once. */
	concurrency: number;
	/** Within any span of `ms` milliseconds at most so many requests start. */
	window?: { count: number; ms: number };
}

/** Waits `ms` milliseconds, or less when the run is cancelled: then it throws the signal's reason. */
export async function waitFor(ms: number, signal?: AbortSignal): Promise<void> {
	await unlessAborted(sleep(ms), signal);
}

async function unlessAborted(waited: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
	if (!signal) return await waited;
	signal.throwIfAborted();
	let stop = () => {};
	const cancelled = new Promise<never>((_, reject) => {
		stop = () => reject(signal.reason as Error);
		signal.addEventListener('abort', stop, { once: true });
	});
	try {
		await Promise.race([waited, cancelled]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}

/** A request that counts in the window: `at` its start, and its end once it has ended. */
interface Started {
	at: number;
	cost: number;
}

/**
 * Spaces the requests of one account, whichever node or workflow of this process sends them.
 * Waiting requests go in the order they came; who is cancelled while waiting goes away at once.
 */
export class Governor {
	/** By the process' own clock, which is never set back. */
	private earliest = 0;
	private running = 0;
	private waiting: Array<() => void> = [];
	/** Opens when everybody who came before has started. */
	private turn = Promise.resolve();
	/** What started within the window, in the order it started. */
	private started: Started[] = [];

	constructor(public pace: Pace) {}

	/**
	 * Runs `send` when its turn comes.
	 * @param cost how many requests the vendor counts it as
	 * @returns its result, and how long it waited in milliseconds
	 */
	async run<T>(send: () => Promise<T>, signal?: AbortSignal, cost = 1): Promise<{ result: T; waitedMs: number }> {
		const asked = performance.now();
		await this.place(signal);
		try {
			const started = await this.start(signal, cost);
			const waitedMs = Math.round(performance.now() - asked);
			try {
				return { result: await send(), waitedMs };
			} finally {
				// The vendor counted it when it arrived, which was now at the latest.
				started.at = performance.now();
			}
		} finally {
			this.leave();
		}
	}

	/** The place is handed over, not freed: nobody who comes in between may take it. */
	private leave(): void {
		const next = this.waiting.shift();
		if (next) next();
		else this.running--;
	}

	/** Nobody starts before `ms` milliseconds from now: the vendor has asked everybody of this account to wait. */
	pause(ms: number): void {
		this.earliest = Math.max(this.earliest, performance.now() + ms);
	}

	/** Waits for one of the places of those under way at once. */
	private async place(signal: AbortSignal | undefined): Promise<void> {
		signal?.throwIfAborted();
		if (this.running < this.pace.concurrency) return void this.running++;
		let mine = () => {};
		const free = new Promise<void>((resolve) => this.waiting.push((mine = resolve)));
		const waited = await settled(async () => await unlessAborted(free, signal));
		if ('value' in waited) return;
		const position = this.waiting.indexOf(mine);
		if (position >= 0) this.waiting.splice(position, 1);
		else this.leave();
		throw waited.error;
	}

	/** Waits behind those who came before, then for the interval and any pause to pass. */
	private async start(signal: AbortSignal | undefined, cost: number): Promise<Started> {
		const before = this.turn;
		let passed = () => {};
		this.turn = new Promise<void>((resolve) => (passed = resolve));
		try {
			await unlessAborted(before, signal);
			for (let left = this.left(cost); left > 0; left = this.left(cost)) await waitFor(left, signal);
			signal?.throwIfAborted();
			const at = performance.now();
			this.earliest = at + this.pace.intervalMs;
			const started = { at, cost };
			if (this.pace.window) this.started.push(started);
			return started;
		} finally {
			void before.then(passed);
		}
	}

	private left(cost: number): number {
		const now = performance.now();
		return Math.ceil(Math.max(this.earliest, this.roomAt(cost, now)) - now);
	}

	/** When the window has room. What costs more than the whole window has it to itself. */
	private roomAt(cost: number, now: number): number {
		const { window } = this.pace;
		if (!window) return 0;
		this.started = this.started.filter(({ at }) => at + window.ms > now);
		let free = window.count - this.started.reduce((sum, one) => sum + one.cost, 0);
		let when = 0;
		for (const { at, cost: freed } of this.started) {
			if (free >= cost) break;
			free += freed;
			when = Math.max(when, at + window.ms);
		}
		return when;
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
/** Asked to wait longer than this, a run ends with the vendor's answer instead of standing still for hours. */
const LONGEST_WAIT_MS = 5 * 60_000;

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
	if ((fault.retryAfterMs ?? 0) > LONGEST_WAIT_MS) return undefined;
	const backoff = Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
	return Math.max(fault.retryAfterMs ?? 0, Math.round(backoff * (0.5 + random / 2)));
}
