import fc from 'fast-check';

import { Fault, type FaultKind } from '../../../nodes/shared/fault';
import { Governor, governorFor, retryDelay, waitFor } from '../../../nodes/shared/pace';

const soon = async () => await Promise.resolve();

/** Time passes only when the test says so; what was due has run when this returns. */
const pass = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Starts requests on a governor and notes when each began, in milliseconds from now. */
function starts(governor: Governor, count: number, lengthMs = 0) {
	const began: Array<[number, number]> = [];
	const from = performance.now();
	const all = Array.from({ length: count }, async (_, index) => {
		return await governor.run(async () => {
			began.push([index, Math.round(performance.now() - from)]);
			if (lengthMs > 0) await waitFor(lengthMs);
		});
	});
	return { began, all };
}

describe('Governor', () => {
	it('lets requests start in the order they came, one interval apart', async () => {
		const { began } = starts(new Governor({ intervalMs: 1000, concurrency: 10 }), 4);
		await pass(10_000);
		expect(began).toEqual([
			[0, 0],
			[1, 1000],
			[2, 2000],
			[3, 3000],
		]);
	});

	it('never has more under way than allowed, and keeps their order', async () => {
		const { began } = starts(new Governor({ intervalMs: 0, concurrency: 2 }), 5, 100);
		await pass(1000);
		expect(began).toEqual([
			[0, 0],
			[1, 0],
			[2, 100],
			[3, 100],
			[4, 200],
		]);
	});

	it('gives a place that becomes free to who waits for it, not to who comes that very moment', async () => {
		const governor = new Governor({ intervalMs: 0, concurrency: 1 });
		const order: string[] = [];
		let under = 0;
		const work = (name: string) => async () => {
			expect(++under).toBe(1);
			order.push(name);
			await soon();
			under--;
		};
		const first = governor.run(work('first'));
		const second = governor.run(work('second'));
		const third = first.then(async () => await governor.run(work('third')));
		for (let turn = 0; turn < 20; turn++) void soon().then(() => governor.run(work(`late ${turn}`)));
		await pass(10);
		await Promise.all([first, second, third]);
		expect(order.slice(0, 2)).toEqual(['first', 'second']);
		expect(order).toHaveLength(23);
	});

	it('holds everybody back during a pause, those already waiting included', async () => {
		const governor = new Governor({ intervalMs: 1000, concurrency: 10 });
		const { began } = starts(governor, 2);
		await pass(500);
		governor.pause(5000);
		const later = starts(governor, 1);
		await pass(10_000);
		expect(began.map(([, at]) => at)).toEqual([0, 5500]);
		expect(later.began.map(([, at]) => at)).toEqual([6000]);
	});

	it('says how long a request waited', async () => {
		const { all } = starts(new Governor({ intervalMs: 300, concurrency: 10 }), 3);
		await pass(1000);
		expect((await Promise.all(all)).map(({ waitedMs }) => waitedMs)).toEqual([0, 300, 600]);
	});

	it('goes on after a request that fails', async () => {
		const governor = new Governor({ intervalMs: 10, concurrency: 1 });
		const failing = governor.run(async () => await Promise.reject(new Error('no')));
		const next = governor.run(async () => await Promise.resolve('yes'));
		await expect(failing).rejects.toThrow('no');
		await pass(100);
		expect((await next).result).toBe('yes');
	});

	it.each([
		['for a place', { intervalMs: 0, concurrency: 1 }, 50],
		['for the interval', { intervalMs: 60_000, concurrency: 10 }, 60_000],
	])('lets go at once who is cancelled while waiting %s, and lets the others pass', async (_, pace, lastAt) => {
		const governor = new Governor(pace);
		const { began } = starts(governor, 1, 50);
		const stop = new AbortController();
		const sent = jest.fn(soon);
		const cancelled = governor.run(sent, stop.signal);
		const last = starts(governor, 1);
		const outcome = expect(cancelled).rejects.toThrow('stopped');
		await pass(10);
		stop.abort(new Error('stopped'));
		await outcome;
		await pass(60_000);
		expect(sent).not.toHaveBeenCalled();
		expect(began).toHaveLength(1);
		expect(last.began.map(([, at]) => at)).toEqual([lastAt]);
	});

	it('sends nothing for a run that was cancelled before', async () => {
		const sent = jest.fn(soon);
		const governor = new Governor({ intervalMs: 0, concurrency: 1 });
		await expect(governor.run(sent, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
		await governor.run(sent);
		expect(sent).toHaveBeenCalledTimes(1);
	});

	it('keeps order, interval and number under way for any load', async () => {
		const load = fc.record({
			intervalMs: fc.constantFrom(0, 5, 20),
			concurrency: fc.integer({ min: 1, max: 4 }),
			lengths: fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 }),
		});
		await fc.assert(
			fc.asyncProperty(load, async ({ intervalMs, concurrency, lengths }) => {
				const governor = new Governor({ intervalMs, concurrency });
				const began: number[] = [];
				const order: number[] = [];
				let under = 0;
				const all = lengths.map(async (length, index) => {
					await governor.run(async () => {
						expect(++under).toBeLessThanOrEqual(concurrency);
						order.push(index);
						began.push(performance.now());
						await waitFor(length);
						under--;
					});
				});
				await pass(5000);
				await Promise.all(all);
				expect(order).toEqual(lengths.map((_, index) => index));
				began.slice(1).forEach((at, index) => expect(at - began[index]!).toBeGreaterThanOrEqual(intervalMs));
			}),
			{ numRuns: 50 },
		);
	});
});

describe('governorFor', () => {
	it('gives all nodes of an account the same one, with the newest pace', () => {
		const governor = governorFor('Toy a', { intervalMs: 1, concurrency: 1 });
		expect(governorFor('Toy a', { intervalMs: 2, concurrency: 3 })).toBe(governor);
		expect(governor.pace).toEqual({ intervalMs: 2, concurrency: 3 });
		expect(governorFor('Toy b', { intervalMs: 2, concurrency: 3 })).not.toBe(governor);
	});
});

describe('waitFor', () => {
	it('ends when the run is cancelled', async () => {
		const stop = new AbortController();
		const outcome = expect(waitFor(60_000, stop.signal)).rejects.toThrow('stopped');
		stop.abort(new Error('stopped'));
		await outcome;
	});
});

describe('retryDelay', () => {
	const kinds = fc.constantFrom<FaultKind>('rateLimited', 'unavailable', 'unreachable', 'timedOut', 'unreadable');
	const random = fc.double({ min: 0, max: 0.999, noNaN: true });
	const fault = (kind: FaultKind, details = {}) => new Fault(kind, 'x', details);

	it('grows from try to try, never beyond half a minute, and never falls below half of its step', () => {
		fc.assert(
			fc.property(kinds, fc.integer({ min: 1, max: 50 }), random, (kind, attempt, chance) => {
				const delay = retryDelay(fault(kind), { attempt, attempts: 100, repeatable: true }, chance)!;
				const step = Math.min(30_000, 500 * 2 ** (attempt - 1));
				expect(delay).toBeGreaterThanOrEqual(Math.floor(step / 2));
				expect(delay).toBeLessThanOrEqual(step);
			}),
		);
	});

	it('waits at least as long as the vendor asks, up to five minutes, and then gives up instead', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 3_600_000 }), random, (retryAfterMs, chance) => {
				const limited = fault('rateLimited', { retryAfterMs });
				const delay = retryDelay(limited, { attempt: 1, attempts: 4, repeatable: false }, chance);
				if (retryAfterMs > 300_000) expect(delay).toBeUndefined();
				else expect(delay).toBeGreaterThanOrEqual(retryAfterMs);
			}),
		);
	});

	it('gives up after the last try', () => {
		expect(retryDelay(fault('unavailable'), { attempt: 4, attempts: 4, repeatable: true }, 0)).toBeUndefined();
	});

	it.each(['input', 'unauthorized', 'forbidden', 'notFound', 'invalid', 'conflict', 'quotaExhausted'] as const)(
		'never repeats what waiting cannot change: %s',
		(kind) => {
			expect(retryDelay(fault(kind), { attempt: 1, attempts: 4, repeatable: true }, 0)).toBeUndefined();
		},
	);

	it('never repeats a write that may have happened', () => {
		const unknown = fault('timedOut', { effect: 'unknown' });
		expect(retryDelay(unknown, { attempt: 1, attempts: 4, repeatable: false }, 0)).toBeUndefined();
		expect(retryDelay(unknown, { attempt: 1, attempts: 4, repeatable: true }, 0)).toBe(250);
	});
});
