/** Where a trigger stands in the rows of a template. */
import type { KnownText } from '../../shared/watch/known';
import type { Wall } from './wall';

/** What a trigger keeps between two polls. */
export interface Cursor {
	/** What the server's clock showed at the last reading, ISO UTC; never goes back. */
	time: string;
	/** The same as Helios wrote it. Absent: nothing has been read, so everything is. */
	wall?: Wall;
	/** Rows that are met for the first time were changed since the chosen start: they count, whatever the event. */
	backlog?: true;
	/** A reading that goes on with the next poll. */
	sweep?: Sweep;
	/** Readings that found something; tells apart versions of a row that its time does not. */
	round: number;
	/** What is known of the rows (memory.ts). */
	rows: string;
	/** Rows had to be forgotten, because they are too many. */
	forgets?: true;
	/** Nothing was shown by a server that does not say how many rows there are: believed when it comes again. */
	empty?: true;
	/** Values of the chosen columns. */
	known?: KnownText;
}

export interface Sweep {
	/** What the clock showed when it began. */
	until?: Wall;
	/** Where it goes on; absent: from the beginning. */
	from?: Wall;
}

export const BEGINNING = '1970-01-01T00:00:00.000Z';
