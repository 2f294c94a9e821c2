/** The vendor's time. Real until it is set; then it stands still until it is advanced, set again or resumed. */
export interface Clock {
	now(): Date;
	/** Stands still from here. Throws on a date that is none. */
	set(date: Date | string | number): void;
	/** A still clock moves by this much and stays still; a running one runs on with the shift. */
	advance(ms: number): void;
	/** Runs on from the present simulated time. */
	resume(): void;
	/** Real time again, no skew. */
	reset(): void;
	/** Milliseconds that the Date header of every answer lies ahead of `now` (behind: negative). */
	skewMs: number;
	headerDate(): Date;
}

export function createClock(start?: Date | string): Clock {
	let frozen: number | undefined;
	let shift = 0;
	const now = () => frozen ?? Date.now() + shift;
	const clock: Clock = {
		skewMs: 0,
		now: () => new Date(now()),
		headerDate: () => new Date(now() + clock.skewMs),
		set(date) {
			const time = new Date(date).getTime();
			if (Number.isNaN(time)) throw new Error(`Clock: '${String(date)}' is not a date. Give an ISO date-time.`);
			frozen = time;
		},
		advance(ms) {
			if (!Number.isFinite(ms)) throw new Error('Clock: advance takes a number of milliseconds.');
			if (frozen === undefined) shift += ms;
			else frozen += ms;
		},
		resume() {
			if (frozen !== undefined) shift = frozen - Date.now();
			frozen = undefined;
		},
		reset() {
			frozen = undefined;
			shift = 0;
			clock.skewMs = 0;
		},
	};
	if (start !== undefined) clock.set(start);
	return clock;
}
