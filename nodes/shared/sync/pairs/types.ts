import type { SyncAction } from '../types';

/**
 * Tasks of one system and events of a calendar, kept in step both ways. Each side is a room's; here is only what the two
 * sides say to each other, so that no room needs to know another one.
 */

/** What is kept in step, each as one text: equal texts mean the same on both sides, and `''` means nothing. */
export type Synced = {
	subject: string;
	/** What people wrote, without what is only shown. Lines end with `\n`. */
	notes: string;
	place: string;
	/** When it is, as `time.ts` writes it. One field, so that a merge never mixes two appointments. */
	time: string;
};

/** As `Synced`, with the calendar that the record belongs to: a move is a change like any other. */
export type SyncedField = keyof Synced | 'calendar';

/** Fingerprints of fields; a field without a value has none. */
export type Prints = Partial<Record<SyncedField, string>>;

/** Who does the task, and what type it has, by their ids in the system of the tasks. */
export interface Owner {
	operator: string;
	type: string;
}

export interface Task extends Owner {
	id: string;
	fields: Synced;
	/** What is shown in the calendar and never read back: features, the contractor. `''` if nothing is. */
	shown: string;
	/** Completed or cancelled: no event is made for it any more. */
	closed: boolean;
	/** Epoch milliseconds of the last edit, where that can be trusted. */
	editedAt?: number;
}

/** Travels with the event, so that a crash loses nothing: what both sides last agreed on, and what is on its way. */
export interface Stamp {
	/** Of the task: `system/id`, each percent-encoded. */
	link: string;
	/** The event that it was written for: a copy of that event carries it too, and is not linked by it. */
	self: string;
	base: Prints;
	/** Print of what is shown below the marked line, as it was last written. */
	shown?: string;
	/** What is about to be written to the task, or was, before anybody could note that it is there. */
	offer?: Prints;
	/** Offers that a newer one replaced: a run that was slower may write them to the task all the same. */
	earlier?: Partial<Record<SyncedField, readonly string[]>>;
	/** When people last edited the event, while there is an offer: noting that counts as an edit with the vendor. */
	editedAt?: number;
	/** The task's id is reserved, and the task perhaps not yet created. */
	making?: boolean;
	/** How often the task got a new event in place of a deleted one. */
	generation: number;
	/** The event in another account that this one takes the place of: `calendar/id`. */
	replaces?: string;
	/** That event as it was copied: what somebody edits there later is carried over. */
	replacedAs?: Prints;
	/** It is being deleted by the sync: that it is gone then is nobody's wish. */
	going?: boolean;
}

export interface EventRef {
	/** Id of the calendar. */
	calendar: string;
	id: string;
}

export interface CalendarEvent extends EventRef {
	/** Its etag. A write names it, and is refused when somebody else was faster. */
	version: string;
	fields: Synced;
	/** What stands below the marked line of its description. */
	shown: string;
	stamp?: Stamp;
	editedAt?: number;
	createdAt?: number;
	/** Why it is left alone: a series, an invitation that was declined. */
	leftAlone?: string;
	/** Somebody else's event: only the stamp may be written, and why. */
	readOnly?: string;
}

/** An event that is no more; `stamp` where something still knows it. */
export interface DeletedEvent extends EventRef {
	deleted: true;
	stamp?: Stamp;
}

export type TaskWrite =
	| { do: 'create'; id: string; owner: Owner; fields: Synced }
	/** Only if the task still is what `task` says, judged by the fields and the owner. */
	| { do: 'update'; task: Task; fields: Partial<Synced>; owner?: Owner }
	| { do: 'delete' | 'cancel'; task: Task };

export type EventWrite =
	| { do: 'create'; calendar: string; fields: Synced; shown: string; stamp: Omit<Stamp, 'self'> }
	/** Only what is named; `stamp: null` takes it off. */
	| { do: 'update'; event: CalendarEvent; fields?: Partial<Synced>; shown?: string; stamp?: Stamp | null }
	| { do: 'move'; event: CalendarEvent; calendar: string }
	| { do: 'delete'; event: CalendarEvent };

/**
 * How a write ended. `record` as it is now (nothing after a deletion); `changed`: somebody else was faster, or it exists
 * already, or it is not known whether the write took place, so read again; `gone`: there is no such record any more;
 * `used`: its id belonged to one that was deleted, or belongs to one without this link; `stamp` where that still has one.
 */
export type Result<R> = { record?: R } | { refused: 'changed' | 'gone' | 'used'; stamp?: Stamp } | { fault: Error };

export interface TaskSide {
	/** As its node is called. */
	readonly name: string;
	/** The first part of its links: another database of the same vendor has another one. */
	readonly system: string;
	/** Those that exist, in one request, fresh. @throws Fault; also where there is not a single task left in the whole table */
	read(ids: readonly string[]): Promise<Map<string, Task>>;
	/** For each wanted one, the ids of open tasks of this owner with the same subject and time. */
	findSame(wanted: ReadonlyArray<{ owner: Owner; fields: Synced }>): Promise<string[][]>;
	/** So many new ids, each of them used by nobody else, ever. */
	reserve(count: number): Promise<string[]>;
	/** Results in the order of the writes; a write that fails does not stop the others. */
	write(writes: readonly TaskWrite[]): Promise<Array<Result<Task>>>;
	/**
	 * The fields as this side would hold them: shortened, without characters that it cannot store. What it holds already stays
	 * as it is, and so does what was fitted once.
	 */
	fit(fields: Synced): Synced;
}

export interface EventSide {
	/** As `TaskSide.fit`, where it cannot hold every text of a task. */
	fit?(fields: Synced): Synced;
	/** Whether a move between these calendars keeps the event: both belong to one account. */
	canMove(from: string, to: string): boolean;
	/**
	 * The events with these links, wherever they are. `calendar` is where they are looked for first.
	 * @returns by link; copies (see `Stamp.self`) are not among them. An error where a calendar that may hold it could not be
	 * looked through: then it is not known that there is none
	 */
	find(links: ReadonlyArray<{ link: string; calendar?: string }>): Promise<Map<string, CalendarEvent[] | Error>>;
	/** Each as it is now; an error also where a whole calendar is not there any more: that is no deletion of its events. */
	get(refs: readonly EventRef[]): Promise<Array<CalendarEvent | DeletedEvent | Error>>;
	/** For each wanted one, events of the calendar without a link that have the same subject and time; an error where it could not be read. */
	findSame(wanted: ReadonlyArray<{ calendar: string; fields: Synced }>): Promise<Array<CalendarEvent[] | Error>>;
	/** Results in the order of the writes; a write that fails does not stop the others. */
	write(writes: readonly EventWrite[]): Promise<Array<Result<CalendarEvent>>>;
}

/** What one pair came to. */
export interface PairOutcome {
	action: SyncAction;
	/** Why, in words, where the action does not say it. */
	reason?: string;
}
