import fc from 'fast-check';

import { Governor } from '../../../nodes/shared/pace';

/** Time passes only when the test says so; what was due has run when this returns. */
const pass = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Starts requests and notes when each began, in milliseconds from now. */
function starts(governor: Governor, count: number): number[] {
	const began: number[] = [];
	const from = performance.now();
	for (let one = 0; one < count; one++) {
		void governor.run(async () => void began.push(Math.round(performance.now() - from)));
	}
	return began;
}

describe('a governor with a window', () => {
	const windowed = (count: number) => new Governor({ intervalMs: 0, concurrency: 100, window: { count, ms: 60_000 } });

	it('lets so many start at once, and the next ones when the first have left it', async () => {
		const governor = windowed(3);
		const first = starts(governor, 2);
		await pass(20_000);
		const later = starts(governor, 4);
		await pass(200_000);
		expect(first).toEqual([0, 0]);
		expect(later).toEqual([0, 40_000, 40_000, 60_000]);
	});

	it('counts a request that carries several as several, and lets alone what is more than the window', async () => {
		const governor = windowed(10);
		const began: number[] = [];
		const from = performance.now();
		const run = (cost: number) =>
			governor.run(async () => void began.push(Math.round(performance.now() - from)), undefined, cost);
		void [8, 2, 5, 50, 1].map(run);
		await pass(300_000);
		expect(began).toEqual([0, 0, 60_000, 120_000, 180_000]);
	});

	it('never starts more than the window holds, in any span of its length', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.record({ cost: fc.integer({ min: 1, max: 4 }), after: fc.integer({ min: 0, max: 30_000 }) }), {
					maxLength: 30,
				}),
				async (requests) => {
					const governor = windowed(4);
					const began: Array<{ at: number; cost: number }> = [];
					for (const { cost, after } of requests) {
						await pass(after);
						void governor.run(async () => void began.push({ at: performance.now(), cost }), undefined, cost);
					}
					await pass(30 * 60_000);
					expect(began).toHaveLength(requests.length);
					for (const { at } of began) {
						const within = began.filter((one) => one.at > at - 60_000 && one.at <= at);
						expect(within.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThanOrEqual(4);
					}
				},
			),
			{ numRuns: 30 },
		);
	});
});
