import type { FieldRule } from '../merge';
import type { SyncAction } from '../types';
import type { Routing } from './routing';
import { printOfShown, printsOf } from './stamp';
import type { CalendarEvent, EventWrite, Prints, Stamp, Synced, SyncedField, Task, TaskWrite } from './types';

/** Who wins where both sides changed the same field, and what a deletion means. */
export interface Policy {
	/** For every field without a rule of its own; `left` is the task, `right` the event. */
	conflict: FieldRule;
	fields?: Partial<Record<SyncedField, FieldRule>>;
	/** The event was deleted and the task is as it was. */
	eventDeleted: 'cancel' | 'delete' | 'recreate' | 'ignore';
	/** One side was deleted while the other one was edited. */
	editedAndDeleted: 'keep' | 'delete';
	newEvents: boolean;
	newTasks: boolean;
	/** Whether a task that is completed already gets an event. */
	closedTasks: boolean;
	/** Whether records without a link that have the same owner, start and subject are taken for the same. */
	match: boolean;
}

export interface Rules {
	policy: Policy;
	routing: Routing;
	/** The first part of the links. */
	system: string;
	/** What both sides can hold of it: `TaskSide.fit`, after `EventSide.fit` where there is one. */
	fit(fields: Synced): Synced;
	/** `EventSide.canMove`. */
	canMove(from: string, to: string): boolean;
}

/** A task and its event as they are known now; either may be missing. */
export interface Pair {
	task?: Task;
	event?: CalendarEvent;
	/** Other events that carry the same link. */
	doubles: CalendarEvent[];
	/**
	 * Its event was deleted; `stamp` is what it said, where that is known. `isTrace`: only its id is in use, which may be
	 * because the sync itself deleted it, or long ago.
	 */
	deleted?: { stamp?: Stamp; isTrace?: boolean };
	/** Whether its events were looked for a second time: one that was being moved is known for one then. */
	isSought?: boolean;
	/** An id for the task that is to be made. */
	reserved?: string;
	/** Whether the other side was looked through for the same record, and which record was found there. */
	matched?: 'task' | 'event' | 'nothing';
	/** The generation of the next event. */
	generation: number;
	/** Why it is not known how they are: one account of several cannot be reached. */
	problem?: Error;
	/** What this run wrote to the task. */
	told?: Told;
	/** An id that was reserved for the task, and used for one that was deleted since. */
	used?: string;
	/** Its event was there when this run wrote it, and was deleted since: whoever did that sees to the rest. */
	isVanished?: boolean;
}

/** For each field the print that was written, and the base that the stamp had before. */
export type Told = Partial<Record<SyncedField, { from: string | undefined; to: string }>>;

/** What is to be done next; `notes` are for the report. */
export type Step =
	| { do: 'end'; action: SyncAction; reason?: string }
	| { do: 'reserve' }
	| { do: 'match' }
	/** Look for the events of the task once more. */
	| { do: 'seek' }
	| { do: 'event'; write: EventWrite; as: SyncAction; reason?: string }
	| { do: 'task'; write: TaskWrite; as: SyncAction; reason?: string };

export const FIELDS: readonly SyncedField[] = ['subject', 'notes', 'place', 'time', 'calendar'];
export const isText = (field: SyncedField): field is keyof Synced => field !== 'calendar';

/** What an offer says of a field that is to be cleared. */
export const CLEARED = '-';

/** Whether one event was made in the place of another one, which keeps its id when somebody moves it. */
export const replaces = ({ stamp }: CalendarEvent, { id }: CalendarEvent): boolean =>
	stamp?.replaces?.split('/')[1] === id;

/** The fields of the event as both sides can hold them. A shown text whose marked line somebody took away is no note. */
export function eventFields(
	{ event, task }: { event: CalendarEvent; task?: Task },
	{ fit }: Pick<Rules, 'fit'>,
): Synced {
	return fit({ ...event.fields, notes: ownNotes(event, task) });
}

/** What people wrote there. Also where the task shows something else by now: the stamp knows what was written. */
export function ownNotes({ fields: { notes }, shown: below, stamp }: CalendarEvent, task?: Task): string {
	const shown = task?.shown ?? '';
	if (shown !== '' && notes.endsWith(shown)) return notes.slice(0, -shown.length).trimEnd();
	if (below !== '' || !stamp?.shown) return notes;
	const lines = notes.split('\n');
	const at = lines.findIndex((_, first) => printOfShown(lines.slice(first).join('\n')) === stamp.shown);
	return at < 0 ? notes : lines.slice(0, at).join('\n').trimEnd();
}

/** Somebody deleted the marked line, but not what stands below it. */
export const isShownInNotes = (event: CalendarEvent, task: Task): boolean =>
	ownNotes(event, task) !== event.fields.notes;

export const printsOfEvent = (pair: { event: CalendarEvent; task?: Task }, rules: Pick<Rules, 'fit'>): Prints =>
	printsOf({ ...eventFields(pair, rules), calendar: pair.event.calendar });

export const printsOfTask = (task: Task, { routing, fit }: Pick<Rules, 'routing' | 'fit'>): Prints =>
	printsOf({ ...fit(task.fields), calendar: routing.calendarOf(task) });

/**
 * What both sides last agreed on. What was offered to the task and is there now was taken over by it, even if nobody could
 * note that any more. What this run told the task counts as agreed whatever the task says now, until somebody noted
 * otherwise: the difference was made later, by a person or by the database.
 */
export function baseOf(
	{ base, offer, earlier }: Pick<Stamp, 'base' | 'offer' | 'earlier'>,
	task: Prints,
	told: Told = {},
): Prints {
	const agreed: Prints = { ...base };
	for (const field of FIELDS) {
		const own = told[field];
		const offered = [offer?.[field], ...(earlier?.[field] ?? [])];
		if (own && own.from === base[field]) agreed[field] = own.to === CLEARED ? undefined : own.to;
		else if (offered.includes(task[field] ?? CLEARED)) agreed[field] = task[field];
	}
	return withoutNothing(agreed);
}

/** The stamp with a new offer. What was offered before may still be on its way: another run can be slower than this one. */
export function offering(stamp: Stamp, offer: Prints, rest: Partial<Stamp> = {}): Stamp {
	const earlier: Stamp['earlier'] = {};
	for (const field of FIELDS) {
		const former = [stamp.offer?.[field], ...(stamp.earlier?.[field] ?? [])].filter((print) => print !== undefined);
		const others = [...new Set(former)].filter((print) => print !== offer[field]);
		if (others.length > 0) earlier[field] = others;
	}
	const same = { ...stamp };
	delete same.earlier;
	return { ...same, ...rest, offer, ...(Object.keys(earlier).length > 0 && { earlier }) };
}

export const withoutNothing = (prints: Prints): Prints =>
	Object.fromEntries(Object.entries(prints).filter(([, print]) => print !== undefined));

export const samePrints = (a: Prints, b: Prints): boolean => FIELDS.every((field) => a[field] === b[field]);
