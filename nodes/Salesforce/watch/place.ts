import type { Row } from './pages';
import type { Place } from './query';
import { isoOfMs, latest } from './stamp';
import type { ChangeCursor } from './types';

/** Where a reading begins. */
export interface Stretch {
	place: Place;
	/** Rows up to this time, epoch milliseconds, were read before: the overlap. */
	again?: number;
	/** Whether the reading goes on where one before it had to stop. */
	goesOn: boolean;
}

/** What a reading has found. */
export interface Found {
	rows: readonly Row[];
	/** Whether there is nothing behind these rows for now. */
	isEnd: boolean;
	/** Whether rows behind these were left for the next reading. */
	isCut: boolean;
	/** Epoch milliseconds by Salesforce's clock, up to which all that is visible has been read if this is the end. */
	until: number | undefined;
}

/**
 * Once the end was reached, the next reading reaches back over what may have become visible since: it begins where the overlap
 * begins. One that had to stop goes on, however little time each poll has.
 * @param isFirst whether it is the first reading of a poll: then the cursor's time tells how far back it may reach
 */
export function stretchOf({ time, at, id, more, over, final }: ChangeCursor, isFirst: boolean): Stretch {
	const [from, end] = [Date.parse(time), Date.parse(at)];
	if (more) return { place: placeOf(end, id), goesOn: true };
	const reached = over && Date.parse(over.time);
	if (reached !== undefined && (!isFirst || reached >= from)) {
		return { place: placeOf(reached, over?.id), again: end, goesOn: true };
	}
	const begin = latest(from, Date.parse(final));
	return begin < end ? { place: { time: begin }, again: end, goesOn: false } : { place: { time: end }, goesOn: false };
}

const placeOf = (time: number, id: string | undefined): Place => ({ time, ...(id !== undefined && { id }) });

/** The cursor behind what was found. While the overlap is being read, its end stays the cursor's time: that much is known. */
export function behindRows(cursor: ChangeCursor, stretch: Stretch, found: Found, overlapMs: number): ChangeCursor {
	const { place, again } = stretch;
	const { rows, isEnd, isCut, until } = found;
	const { time, id } = rows.at(-1) ?? place;
	const end = isEnd ? latest(Date.parse(cursor.at), time, until) : time;
	const next: ChangeCursor = {
		...cursor,
		final: isoOfMs(finalBehind(cursor, stretch, end, (until ?? end) - overlapMs)),
	};
	delete next.id;
	delete next.more;
	delete next.over;
	const isOver = again === undefined || isCut || isEnd || time > again;
	if (!isOver) return { ...next, time: cursor.at, over: { time: isoOfMs(time), ...(id !== undefined && { id }) } };
	const at = isoOfMs(isCut ? latest(again, time) : end);
	const isThere = id !== undefined && Date.parse(at) === time;
	return { ...next, time: at, at, ...(!isEnd && { more: true, ...(isThere && { id }) }) };
}

/**
 * Up to when everything has been read for good: long enough after it was written for every transaction to have become visible.
 * @param visible epoch milliseconds up to which that is so now
 */
function finalBehind({ final }: ChangeCursor, { place, goesOn }: Stretch, end: number, visible: number): number {
	const before = goesOn ? Date.parse(final) : place.time;
	return place.time > before ? before : latest(before, Math.min(end, visible));
}
