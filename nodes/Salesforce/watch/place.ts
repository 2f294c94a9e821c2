import { settledBy } from './pages';
import type { Place } from './query';
import { latest } from './stamp';
import type { ChangeCursor } from './types';

/** Where a reading begins. */
export interface Stretch {
	place: Place;
	/** Rows up to this time, epoch milliseconds, were read by an earlier poll: the overlap. */
	again?: number;
	/** Whether the reading is in the midst of the overlap. */
	goesOn: boolean;
}

/**
 * A poll reaches back over what may have become visible since it was read last. What was read long after it was written had
 * become so by then: a first load reads nothing twice.
 */
export function stretchOf({ time, at, id, since, read, again }: ChangeCursor, overlapMs: number): Stretch {
	const end = Date.parse(at);
	const lastRead = settledBy(read === undefined ? undefined : Date.parse(read)) ?? end;
	const doubtful = Math.min(end, lastRead - overlapMs);
	const begin = latest(Date.parse(time), doubtful, since === undefined ? undefined : Date.parse(since));
	if (begin < end) return { place: { time: begin }, again: end, goesOn: false };
	return {
		place: { time: end, ...(id !== undefined && { id }) },
		...(again !== undefined && { again: Date.parse(again) }),
		goesOn: again !== undefined,
	};
}
