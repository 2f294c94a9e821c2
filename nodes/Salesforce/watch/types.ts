import type { Memory } from './memory';

/** The fields of an event, as the node gives them. */
export interface WatchParams {
	object: string;
	/** Field Became Value. */
	field?: string;
	values?: string[];
	otherValues?: string[];
	/** Field Changed. */
	fields?: string[];
}

/** What a feed is about. */
export interface Watch {
	/** As in Trigger On. */
	event: string;
	kind: 'created' | 'changed' | 'watched';
}

/** Where a trigger over the rows of an object stands. All times are Salesforce's, ISO UTC. */
export interface ChangeCursor {
	/** What was written after it is read; handed back moved into the past. */
	time: string;
	/** The same time, not moved. */
	at: string;
	/** Whether there is more to read at once, and the last row of that time that was read. */
	more?: boolean;
	id?: string;
	/** Up to here everything was read for good; between here and `at`, late transactions may still show up. */
	final: string;
	/** Where the reading of that overlap stands, while it is under way. */
	over?: { time: string; id?: string };
	/** The field that orders the rows. */
	by: string;
	/** The field that tells when a record was created, where there is one. */
	created?: string;
	/** Watched fields that hold several values (multi-select picklists). */
	lists?: string[];
	/** Chosen fields that could not be read. */
	leftOut?: string[];
	/** When they were last tried. */
	tried?: string;
	/** Last known values of the watched fields. */
	memory?: Memory;
}

/** Where a trigger over deletions stands. */
export interface DeletionCursor {
	time: string;
	at: string;
	/** Nothing before it counts. */
	since?: string;
	/** The field that tells when a record in the recycle bin was deleted. */
	by: string;
	/** Whether records of the object can be merged: then the losing ones name the one that is left. */
	merges: boolean;
	leftOut?: string[];
	tried?: string;
	/** The list of deletions is of no use before this time: it was refused, and the recycle bin was read instead. */
	listed?: string;
	/** A reading of the recycle bin that is under way, in place of the list of deletions. */
	bin?: Bin;
}

export interface Bin {
	from: string;
	id?: string;
	/** Whether the list of deletions is of no use: then reading goes on from when the bin was read. */
	replaces: boolean;
}

export interface Deletion {
	id: string;
	/** Epoch milliseconds, whole seconds. */
	time: number;
}

/** Salesforce's list of deletions, oldest first. */
export interface Deletions {
	rows: Deletion[];
	/** Epoch milliseconds up to which the list is complete. */
	covered: number;
	/** Whether more can be listed at once. */
	isPart?: boolean;
}
