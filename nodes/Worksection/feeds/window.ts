import type { Change, Page } from '../../shared/watch/feed';
import { idsOf, isOf, toChange, type EventKind } from './change';
import { MINUTE } from './period';
import { earlier, momentOf, stampOf } from './stamp';
import type { Event, EventWindow } from './types';

/**
 * Where reading events goes on. Times that the vendor writes on events are compared with each other only, never with a
 * clock: so neither a wrong zone nor the night when the clock is put back can lose one.
 */
export interface EventCursor {
	/** Vendor's time (ISO UTC) up to which events were read. */
	time: string;
	/** Vendor's time from which the last answer told all events; epoch milliseconds. */
	from: number;
	/** The newest stamp that was read, as the vendor wrote it; empty if none ever was. */
	newest: string;
	/** Ids of what was read, by their stamps: all of the last answer, and of the time before `newest`. */
	recent: Record<string, string[]>;
	/** Milliseconds between the last reads, newest first. */
	gaps: number[];
	/** The oldest stamp of the first answer: what is older lies before the beginning. */
	first?: string;
	/** Nothing that happened before is delivered: Start Date. */
	since?: string;
	/** Began with everything there is, so that nothing can have been missed. */
	everything?: true;
	/** A time of which no events could be read, told with the next change. */
	missed?: { from: string; until: string };
	newestFirst?: boolean;
}

/** How far each read reaches behind the last one: for events that the vendor shows late, and for clocks that differ a little. */
export const OVERLAP = 30 * MINUTE;

/** How far behind the newest stamp an event can be new: the overlap, and the hour by which clocks are put back. */
const REMEMBERED = 90 * MINUTE;

export interface Read extends EventWindow {
	/** Part of the time since the cursor lies before `from`. */
	hasGap: boolean;
	/** Events of that part, as far as the dates of tasks tell them. */
	dated: Event[];
}

interface Stamped {
	event: Event;
	id: string;
	stamp: string;
}

/** What of a window is new, and where to go on. */
export function advance(
	cursor: EventCursor,
	read: Read,
	{ kind, feed, zone, limit }: { kind: EventKind; feed: string; zone: string; limit: number },
): Page<EventCursor> {
	const newestFirst = directionOf(read.events) ?? cursor.newestFirst;
	const told = stamped([...read.events, ...read.dated], newestFirst ?? true);
	const matching = told.filter(({ event }) => isOf(kind, event));
	const known = new Set(Object.values(cursor.recent).flat());
	// A window that begins no earlier than the last one holds nothing but what that one showed and what is new.
	const holdsOnlyNew = read.from >= cursor.from && !read.hasGap;
	const floor = holdsOnlyNew ? '' : floorOf(cursor);
	const moment = ({ stamp }: Stamped) => momentOf(stamp, zone, read.hasGap ? { ...read, from: 0 } : read);
	const fresh = matching.filter(
		(one) =>
			one.stamp >= floor &&
			!known.has(one.id) &&
			(cursor.since === undefined || Date.parse(moment(one)) >= Date.parse(cursor.since)),
	);
	const taken = upTo(fresh, limit);
	const isCut = taken.length < fresh.length;
	const left = new Set(fresh.slice(taken.length));
	const newest = (isCut ? taken : told).reduce((best, { stamp }) => (stamp > best ? stamp : best), cursor.newest);
	const answered = matching.filter((one) => !left.has(one));
	const changes = taken.map((one) => toChange(one.event, one.id, feed, moment(one)));
	return {
		changes: changes.filter((change): change is Change => change !== undefined),
		next: {
			...cursor,
			...(isCut ? {} : timesAfter(cursor, read)),
			from: read.from,
			newest,
			recent: remembered(cursor.recent, answered, newest),
			...(newestFirst !== undefined && { newestFirst }),
		},
		...(isCut && { more: true }),
	};
}

/** The oldest stamp that something new can have. */
function floorOf({ newest, first = '' }: Pick<EventCursor, 'newest' | 'first'>): string {
	const oldest = newest === '' ? '' : earlier(newest, REMEMBERED);
	return oldest > first ? oldest : first;
}

/** Whether the newest event comes first; undefined where all bear one stamp. */
function directionOf(events: readonly Event[]): boolean | undefined {
	const first = stampOf(events[0]?.date_added) ?? '';
	const last = stampOf(events.at(-1)?.date_added) ?? '';
	return first === last ? undefined : first > last;
}

/** Oldest first. Events of one minute keep the order in which the vendor tells them. */
function stamped(events: readonly Event[], newestFirst: boolean): Stamped[] {
	const inOrder = newestFirst ? [...events].reverse() : [...events];
	const ids = idsOf(inOrder);
	const all = inOrder.map((event, index) => ({ event, id: ids[index]!, stamp: stampOf(event.date_added) ?? '' }));
	return all.sort((a, b) => (a.stamp < b.stamp ? -1 : a.stamp > b.stamp ? 1 : 0));
}

/** The oldest ones, about as many as wanted, but never only some of a minute: the rest could not be told apart from them. */
function upTo(fresh: readonly Stamped[], limit: number): readonly Stamped[] {
	const edge = fresh[limit - 1]?.stamp;
	return edge === undefined ? fresh : fresh.filter(({ stamp }) => stamp <= edge);
}

function timesAfter({ time, gaps }: EventCursor, { to }: EventWindow): Pick<EventCursor, 'time' | 'gaps'> {
	const before = Date.parse(time);
	return { time: new Date(Math.max(before, to)).toISOString(), gaps: [Math.max(0, to - before), ...gaps].slice(0, 2) };
}

/** Ids by stamp: those of this answer, and older ones for as long as an event with a stamp like theirs can be new. */
export function remembered(
	recent: EventCursor['recent'],
	answered: ReadonlyArray<Pick<Stamped, 'id' | 'stamp'>>,
	newest: string,
): EventCursor['recent'] {
	const floor = floorOf({ newest });
	const kept = Object.entries(recent).filter(([stamp]) => stamp >= floor);
	const ids = new Map(kept.map(([stamp, list]) => [stamp, new Set(list)]));
	for (const { id, stamp } of answered) ids.set(stamp, (ids.get(stamp) ?? new Set()).add(id));
	return Object.fromEntries([...ids].map(([stamp, set]) => [stamp, [...set]]));
}

/** The first cursor after a window that shows what already lies behind. */
export function cursorAfter(read: EventWindow, kind: EventKind): EventCursor {
	const newestFirst = directionOf(read.events);
	const told = stamped(read.events, newestFirst ?? true);
	const newest = told.at(-1)?.stamp ?? '';
	const matching = told.filter(({ event }) => isOf(kind, event));
	return {
		time: new Date(read.to).toISOString(),
		from: read.from,
		newest,
		recent: remembered({}, matching, newest),
		gaps: [],
		...(told[0] && { first: told[0].stamp }),
		...(newestFirst !== undefined && { newestFirst }),
	};
}
