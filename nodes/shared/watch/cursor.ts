import type { Change, Start } from './feed';

/** A place in time, by the vendor's clock: everything before it has been read. ISO UTC. */
export interface TimeCursor {
	time: string;
}

const BEGINNING = '1970-01-01T00:00:00.000Z';

/** The cursor that a trigger begins with. `now` is the vendor's time, asked for by the feed. */
export function startTime(start: Start, now: string): TimeCursor {
	if (start.from === 'date') return { time: start.date };
	return { time: start.from === 'everything' ? BEGINNING : now };
}

/** The cursor behind the newest of these changes; never moves back, so a page of late changes costs nothing. */
export function after(changes: ReadonlyArray<Pick<Change, 'occurredAt'>>, cursor: TimeCursor): TimeCursor {
	return {
		time: changes.reduce(
			(newest, { occurredAt }) => (Date.parse(occurredAt) > Date.parse(newest) ? occurredAt : newest),
			cursor.time,
		),
	};
}

/**
 * The cursor from which to read so that changes which the vendor shows late are still seen. Cursors without a time stay as they are.
 * @param notBefore epoch milliseconds behind which it must not reach back
 */
export function rewind<Cursor>(cursor: Cursor, overlapMs: number, notBefore = 0): Cursor {
	const time = timeOf(cursor);
	if (time === undefined || overlapMs === 0) return cursor;
	return { ...cursor, time: new Date(Math.min(time, Math.max(notBefore, time - overlapMs))).toISOString() };
}

/** Epoch milliseconds of a cursor that has a time. */
export function timeOf(cursor: unknown): number | undefined {
	const time = (cursor as Partial<TimeCursor> | null)?.time;
	const ms = typeof time === 'string' ? Date.parse(time) : NaN;
	return Number.isNaN(ms) ? undefined : ms;
}

/** The later of two cursors; without times, the one that was read last. */
export function later<Cursor>(held: Cursor, read: Cursor): Cursor {
	const [heldMs, readMs] = [timeOf(held), timeOf(read)];
	return heldMs !== undefined && readMs !== undefined && heldMs > readMs ? held : read;
}
