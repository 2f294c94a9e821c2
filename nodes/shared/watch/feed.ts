import type { IDataObject } from 'n8n-workflow';

import type { Field } from '../fields';

/** One thing that happened at the vendor, light enough to be remembered until its delivery is confirmed. */
export interface Change {
	/** Same change, same id, however often it is read: what happened, to which record, in which version. */
	id: string;
	recordId: string;
	/** As in `Trigger On`: `recordUpdated`. */
	event: string;
	/** ISO UTC, by the vendor's clock. */
	occurredAt: string;
	/** Fields with their values before and after; `from` is left out where the vendor does not tell it. */
	changes?: Partial<Record<string, { from?: unknown; to: unknown }>>;
	/** What else the change itself says (who did it, a comment's text); merged into the item. */
	about?: IDataObject;
}

/** A change ready to be delivered: with the whole record, and anything the room adds to it (`links`). */
export interface Delivered extends Change {
	record: IDataObject;
}

export interface Page<Cursor> {
	/** Oldest first. Changes that the reader already gave are recognised by their id. */
	changes: Change[];
	/** Where the next read begins. */
	next: Cursor;
	/**
	 * True when there is more to read at once (a limit or the budget cut the reading short). `next` must then not step over changes
	 * that share the last one's time.
	 */
	more?: boolean;
	/** Parts (one account of several) that could not be read this time; their place stays where it was. */
	failures?: readonly Error[];
}

export interface Budget {
	/** Epoch milliseconds by the host's clock after which reading should stop; only ever used for "how much longer". */
	deadline: number;
	/** Most changes to give in one page. */
	limit: number;
}

/** Where a trigger begins when it has never run: with what happens from now on, from a date (ISO), or with all there is. */
export type Start = { from: 'now' } | { from: 'date'; date: string } | { from: 'everything' };

/**
 * How to read what changed after a cursor. A feed knows nothing of polls, deliveries or n8n, and never looks at the host's clock.
 * `Cursor` is JSON. Times in it are the vendor's.
 */
export interface Feed<Api, Params, Cursor> {
	/** In `Trigger On`: `Field Became Value`. */
	name: string;
	/** Stored in workflows and in items: `fieldBecameValue`. */
	value: string;
	description: string;
	fields: readonly Field[];
	/** Names of fields that may be changed while the trigger goes on: its cursor notices. Those of all others begin it afresh. */
	changeable?: readonly string[];
	/** The first cursor. For "now" it may ask the vendor; `seen` names changes that already lie behind it. */
	start(
		api: Api,
		params: Params,
		start: Start,
		budget: Budget,
	): Promise<{ cursor: Cursor; seen?: Array<Pick<Change, 'id' | 'occurredAt'>>; failures?: readonly Error[] }>;
	/** What changed after the cursor. It is given the cursor already moved back by `overlapMs`, where the cursor has a `time`. */
	read(api: Api, params: Params, cursor: Cursor, budget: Budget): Promise<Page<Cursor>>;
	/** How far back each read reaches, for changes that the vendor shows late. 0 for feeds by token or snapshot. */
	overlapMs: number;
	/** Which changes are delivered; the previous values are already filled in. Default: all. */
	keep?(change: Change, params: Params): boolean;
	/**
	 * Adds the records (and links) to chosen changes, in as few requests as the vendor allows; keeps their order. One whose part of
	 * the service cannot be read now may be left out: it stays owed, and the others flow. Why is told to `onFailure`.
	 */
	complete(api: Api, params: Params, changes: Change[], onFailure?: (failure: Error) => void): Promise<Delivered[]>;
	/** A few recent, real examples for a manual run, newest first; reads only. */
	sample(api: Api, params: Params): Promise<Delivered[]>;
	/** The field values remembered to tell `from` where the vendor does not; default none. */
	remembers?: boolean;
}

/** A feed as the trigger node lists it, its types forgotten. */
export type AnyFeed<Api> = Feed<Api, never, never>;
