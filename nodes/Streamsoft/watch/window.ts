/** Which tasks a trigger looks at: those of some months before and after today. Pure. */

/** Wall clock times of the database, `YYYY-MM-DD HH:mm:ss`: from the first moment on, before the second. */
export interface Window {
	from: string;
	to: string;
}

/**
 * Whole days, so that it stays the same for a day.
 * @param today by the database's clock, `YYYY-MM-DD`
 */
export function windowOf(today: string, monthsBack: number, monthsForward: number): Window {
	return { from: `${moved(today, -monthsBack, 0)} 00:00:00`, to: `${moved(today, monthsForward, 1)} 00:00:00` };
}

/** As the database is asked: what has not ended before it, and begins within it. What has no time is in no window. */
export const isIn = ({ from, to }: Window, { start, end }: { start: string | null; end: string | null }): boolean =>
	start !== null && start < to && (start >= from || (end !== null && end >= from));

/** A day that a month does not have is its last one. */
function moved(day: string, months: number, days: number): string {
	const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
	const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
	return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last) + days)).toISOString().slice(0, 10);
}
