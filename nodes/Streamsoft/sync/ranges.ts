/** Which days to look through for tasks that may be the same. Pure. */

const DAY_MS = 24 * 3600_000;
/** Days that lie closer together are read in one go. */
const GAP_MS = 14 * DAY_MS;
const MOST_RANGES = 20;

export interface Range {
	/** Wall clock times; a day more at either end, for clocks that were changed. */
	from: string;
	to: string;
}

/** @param times as in `Synced` */
export function rangesOf(times: readonly string[]): Range[] {
	const days = times
		.filter((time) => time !== '')
		.map((time) => Date.parse(`${time.slice(0, 10)}T00:00:00Z`))
		.sort((a, b) => a - b);
	const ranges: Array<[first: number, last: number]> = [];
	for (const day of days) {
		const last = ranges.at(-1);
		if (last && (day - last[1] <= GAP_MS || ranges.length === MOST_RANGES)) last[1] = day;
		else ranges.push([day, day]);
	}
	return ranges.map(([first, last]) => ({ from: clockOf(first - DAY_MS), to: clockOf(last + 2 * DAY_MS) }));
}

const clockOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 10)} 00:00:00`;
