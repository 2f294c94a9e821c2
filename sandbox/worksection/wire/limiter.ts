/**
 * One request per second (worksection.md section 2). `clocks` are read in milliseconds; a second on any of them lets the
 * next request through, so that a test may wait or move the simulated time.
 */
export class RateLimiter {
	private last: number[] | undefined;

	constructor(private readonly clocks: Array<() => number>) {}

	/** False when the request comes too soon. */
	admit(refusedCount: boolean): boolean {
		const times = this.clocks.map((clock) => clock());
		const last = this.last;
		const admitted = !last || times.some((time, index) => Math.abs(time - (last[index] as number)) >= 1000);
		if (admitted || refusedCount) this.last = times;
		return admitted;
	}

	reset(): void {
		this.last = undefined;
	}
}
