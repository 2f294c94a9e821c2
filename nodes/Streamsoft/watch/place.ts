/** Where a trigger stands in the tasks of its window. */
import { Fault } from '../../shared/fault';
import type { KnownText } from '../../shared/watch/known';

/** What a trigger keeps between two polls. */
export interface Cursor {
	/** What the server's clock showed at the last reading, ISO UTC; never goes back. */
	time: string;
	/** Readings that found something: tells apart two times that a task came to hold the same. */
	round: number;
	/** What is known of the tasks (shared/watch/memory.ts); their keys are their ids. */
	rows: string;
	/** Those that are there and not watched any more, in the same way. */
	left?: string;
	/** Values of the watched fields. */
	known?: KnownText;
	/** Which table of which database they are from. */
	of?: string;
}

export const BEGINNING = '1970-01-01T00:00:00.000Z';

const LARGEST = 2 ** 47;

/** A primary key in 48 bits, from which it can be told again. @throws Fault where it is not a whole number */
export function keyOfId(id: number): number {
	if (Number.isInteger(id) && Math.abs(id) < LARGEST) return id < 0 ? LARGEST - id : id;
	throw new Fault('misconfigured', 'The primary key of the tasks is not a whole number.', {
		advice: "Name the table's primary key under events.pk in the schema profile of the credential.",
	});
}

export const idOfKey = (key: number): number => (key > LARGEST ? LARGEST - key : key);
