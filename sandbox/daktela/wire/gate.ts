import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../types';
import { now, type World } from '../world';

/** How many requests come in, and how fast (daktela.md 7). No figure is published: everything is off by default. */
export class Gate {
	private calls = 0;
	private working = 0;
	private recent: Array<{ real: number; simulated: number }> = [];
	private readonly waiting: Array<() => void> = [];
	private readonly ended = new AbortController();

	constructor(private readonly world: World) {}

	clear(): void {
		this.calls = 0;
		this.recent = [];
	}

	close(): void {
		this.ended.abort();
	}

	/** Counts the request, lets it wait as the switches say, and works on it. Throws a Refusal 429. */
	async pass<Answer>(work: () => Answer | Promise<Answer>): Promise<Answer> {
		this.calls++;
		const { rateEvery, slowEvery, slowMs, maxConcurrent, workMs } = this.world.switches;
		if (rateEvery > 0 && this.calls % rateEvery === 0) throw this.tooMany();
		this.countSecond();
		if (slowEvery > 0 && this.calls % slowEvery === 0) await this.sleep(slowMs);
		if (maxConcurrent <= 0) return await work();
		await this.enter(maxConcurrent);
		try {
			await this.sleep(workMs);
			return await work();
		} finally {
			this.leave();
		}
	}

	/** A second on either clock lets calls through again, so that a test may wait or move the simulated time. */
	private countSecond(): void {
		const { ratePerSecond } = this.world.switches;
		if (ratePerSecond <= 0) return;
		const real = performance.now();
		const simulated = now(this.world);
		this.recent = this.recent.filter((call) => real - call.real < 1000 && Math.abs(simulated - call.simulated) < 1000);
		if (this.recent.length >= ratePerSecond) throw this.tooMany();
		this.recent.push({ real, simulated });
	}

	private async enter(limit: number): Promise<void> {
		if (this.working < limit) return void this.working++;
		if (this.world.switches.overConcurrent === '429') throw this.tooMany();
		// Who leaves hands the place over, so that nobody slips in between.
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}

	private leave(): void {
		const next = this.waiting.shift();
		if (next) next();
		else this.working--;
	}

	private tooMany(): Refusal {
		const { retryAfter, retryAfterSeconds } = this.world.switches;
		if (retryAfter === 'none') return new Refusal(429, 'tooMany');
		const date = new Date(now(this.world) + retryAfterSeconds * 1000).toUTCString();
		return new Refusal(429, 'tooMany', { 'Retry-After': retryAfter === 'date' ? date : String(retryAfterSeconds) });
	}

	private sleep(ms: number): Promise<void> {
		return sleep(ms, undefined, { signal: this.ended.signal });
	}
}
