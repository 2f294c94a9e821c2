import type { Change } from '../../shared/watch/feed';

/** Where a NetHunt trigger stands. All times are NetHunt's, ISO UTC. */
export interface NetHuntCursor {
	/** What happened after it is read; handed back moved into the past by the overlap. */
	time: string;
	/** The same time, not moved. */
	mark: string;
	/** For a start from a date: what the overlap shows from before it does not count. */
	notBefore?: string;
	/** Names of the folder's fields when they were last looked at. */
	names?: string[];
	/** When that was. */
	checked?: string;
}

/** How long after its time NetHunt may show a change at last. */
export const OVERLAP_MS = 5 * 60_000;

/**
 * A quiet folder's cursor follows NetHunt's clock at this distance, so that the same old rows are not read for ever.
 * The clock of the answers (Date header) may be ahead of that of the records by as much without harm.
 */
const CLOCK_DISTANCE_MS = 15 * 60_000;

export const latest = (...times: Array<string | undefined>): string | undefined =>
	times.reduce(
		(newest, time) => (time !== undefined && (newest === undefined || time > newest) ? time : newest),
		undefined,
	);

export const isoOfMs = (ms: number): string => new Date(Math.max(0, ms)).toISOString();

/** The time up to which everything is certainly known when NetHunt answered at `serverTime`. */
export const settledBy = (serverTime: number | undefined): string | undefined =>
	serverTime === undefined ? undefined : isoOfMs(serverTime - CLOCK_DISTANCE_MS);

/** From where a trigger that starts now looks for what already lies behind it. */
export const lookBack = (serverTime: number | undefined): string =>
	isoOfMs(serverTime === undefined ? 0 : serverTime - CLOCK_DISTANCE_MS - OVERLAP_MS);

/** Whether rows come oldest first. NetHunt's order is newest first, but that is not documented (nethunt.md 2.6). */
export function isOldestFirst(times: readonly string[]): boolean {
	const [first, last] = [times[0], times.at(-1)];
	return first !== undefined && last !== undefined && first < last;
}

/** Rows in the order of their times; equal times in the order in which they happened. */
export function oldestFirst<T>(rows: readonly T[], timeOf: (row: T) => string): T[] {
	return byTime(isOldestFirst(rows.map(timeOf)) ? rows : [...rows].reverse(), timeOf);
}

/** Sorted by time; what has one time keeps its order. */
export const byTime = <T>(rows: readonly T[], timeOf: (row: T) => string): T[] =>
	[...rows].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));

/** The first changes, at most `limit`, but never some of those that share one time: the next read begins after it. */
export function firstPage(changes: readonly Change[], limit: number): Change[] {
	const edge = changes[limit - 1]?.occurredAt;
	return edge === undefined ? [...changes] : changes.filter(({ occurredAt }) => occurredAt <= edge);
}
