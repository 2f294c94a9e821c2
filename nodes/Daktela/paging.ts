import { Fault } from '../shared/fault';

export interface Page<T> {
	rows: readonly T[];
	/** Length of the whole list; Daktela may leave it out (daktela.md 3). */
	total?: number;
}

export interface Paging<T> {
	/** What tells a row from all others; undefined where nothing does. */
	keyOf(row: T): string | undefined;
	/** Rows in a page; Daktela gives out 1000 at most. */
	size: number;
	/** How many rows are wanted. */
	limit?: number;
}

const MAX_PAGES = 10_000;
const MOST_STEPS_BACK = 5;

/**
 * Reads a sorted list by `skip` and `take`. Each page begins with the last row of the one before: if another row stands there that
 * was not seen yet, rows were deleted or moved meanwhile, and the list is read again from a page before. So none is passed over.
 * Rows come once each.
 * @throws Fault `unreadable` when the list has no end, `conflict` when it changes faster than it can be read
 */
export async function* pageThrough<T>(
	load: (skip: number, take: number) => Promise<Page<T>>,
	{ keyOf, size, limit = Infinity }: Paging<T>,
): AsyncGenerator<T, void, undefined> {
	const seen = new Set<string>();
	let [next, given, stepsBack, idle] = [0, 0, 0, 0];
	let last: string | undefined;
	for (let page = 0; given < limit; page++) {
		if (page > MAX_PAGES) throw endless(next);
		const overlap = last === undefined ? 0 : 1;
		const asked = Math.min(size, limit - given + overlap);
		const { rows, total } = await load(next - overlap, asked);
		const first = rows[0] && keyOf(rows[0]);
		const moved = overlap === 1 && first !== last && (first === undefined || !seen.has(first));
		if (moved) {
			if (++stepsBack > MOST_STEPS_BACK) throw restless();
			next = Math.max(0, next - size);
			last = undefined;
			continue;
		}
		const before = given;
		for (const row of rows) {
			const key = keyOf(row);
			if (key !== undefined && seen.has(key)) continue;
			if (key !== undefined) seen.add(key);
			yield row;
			if (++given >= limit) return;
		}
		next += rows.length - overlap;
		idle = given === before ? idle + 1 : 0;
		const short = rows.length < asked && (total !== undefined || !isRound(rows.length));
		// A total may count rows that this user may not see.
		if (rows.length === 0 || (total === undefined ? short : next >= total || (short && idle > 0))) return;
		if (idle > stepsBack + 1) throw endless(next);
		last = keyOf(rows[rows.length - 1]!);
	}
}

/** Daktela may give out fewer rows than asked for; such caps are round numbers, ends of lists seldom are. */
const isRound = (length: number): boolean => length > 0 && length % 50 === 0;

const endless = (at: number): Fault =>
	new Fault('unreadable', `Daktela's list was not read to its end: after row ${at} the same rows come again.`, {
		advice: 'Narrow the filter and run again; if it repeats, this version of Daktela pages in another way.',
	});

const restless = (): Fault =>
	new Fault('conflict', "Daktela's list changed faster than it could be read to its end.", {
		advice: 'Run again, or narrow the filter.',
	});
