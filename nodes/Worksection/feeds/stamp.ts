import { isoOf } from '../../shared/when';

/** Worksection's times: wall clock, no zone, whole minutes (worksection.md section 2). Equal forms compare as text. */
const STAMP = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)/;
const HOUR_MS = 3_600_000;

/** `2026-02-10 09:30`, or undefined for anything else. */
export function stampOf(value: unknown): string | undefined {
	const found = typeof value === 'string' ? STAMP.exec(value.trim()) : null;
	return found ? `${found[1]} ${found[2]}` : undefined;
}

/** The stamp so many milliseconds earlier on the same wall. */
export function earlier(stamp: string, ms: number): string {
	const wall = Date.parse(`${stamp.replace(' ', 'T')}Z`) - ms;
	return new Date(wall).toISOString().slice(0, 16).replace('T', ' ');
}

/**
 * A stamp as ISO UTC. The vendor said that it lies between `from` and `to` (epoch milliseconds), which settles which hour is
 * meant on the night when the clock is put back, and keeps a wrong zone from giving times in the future.
 */
export function momentOf(stamp: string, zone: string, { from, to }: { from: number; to: number }): string {
	const first = Date.parse(isoOf(stamp, zone));
	const isSecond = first < from && first + HOUR_MS <= to && sameWall(first, zone);
	return new Date(Math.min(isSecond ? first + HOUR_MS : first, Math.max(to, from))).toISOString();
}

/** Whether the wall clock shows an hour later what it shows now. */
function sameWall(ms: number, zone: string): boolean {
	const wall = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', minute: 'numeric' });
	return wall.format(ms) === wall.format(ms + HOUR_MS);
}
