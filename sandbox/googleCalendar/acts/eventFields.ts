import { itemEnd, itemStart, type Item } from '../domain/instances';
import { compact } from '../domain/rule';
import { eventTime, plusDays } from '../domain/times';
import type { Calendar, EventTime, Json } from '../model';
import type { World } from '../world';
import { isAllDay, plainly, timeFrom, type OnCalendar, type OnEvent } from './context';
import { asHtml, isHtml } from './html';

export interface EventFields {
	summary?: string;
	/** As typed; the screen turns it into HTML by the switch `screenWritesHtml`. */
	description?: string;
	location?: string;
	colorId?: string;
	visibility?: string;
	/** 'transparent' is "free". */
	transparency?: string;
}

export interface NewEvent extends OnCalendar, EventFields {
	/** A day, a time of the calendar's clock, or an instant with offset. */
	start: string;
	/** Default: an hour later; of a day the next one (the end is exclusive). */
	end?: string;
	id?: string;
	timeZone?: string;
	eventType?: string;
	guests?: string[];
}

const NAMES = ['summary', 'description', 'location', 'colorId', 'visibility', 'transparency'] as const;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What was typed, in the form that the screen stores. */
export function fieldsFrom({ switches }: World, args: EventFields): Json {
	const fields: Json = {};
	for (const name of NAMES) if (args[name] !== undefined) fields[name] = args[name];
	const { description } = args;
	if (description !== undefined && switches.screenWritesHtml !== 'never' && !isHtml(description))
		fields.description = asHtml(description);
	return fields;
}

/** An edit, which also rewrites the description that is there where the switch says so. */
export function editFrom(world: World, args: OnEvent & EventFields, { event }: Item): Json {
	const changes = fieldsFrom(world, args);
	const { description } = event.body;
	const rewrites = world.switches.screenWritesHtml === 'anyEdit' && changes.description === undefined;
	if (rewrites && description && !isHtml(description)) changes.description = asHtml(description);
	return changes;
}

export function newTimes(calendar: Calendar, { start, end, timeZone = calendar.timeZone }: NewEvent): Json {
	return timesFrom(calendar, start, end, timeZone, { timed: HOUR, days: 1 });
}

/** The same length at another time; between day and time it is an hour, or one day. */
export function shiftedTimes(item: Item, start: string, end?: string, timeZone?: string): Json {
	const { calendar, body } = item.event;
	const former = body.start;
	const length = itemEnd(item) - itemStart(item);
	const lengths = isAllDay(former) ? { timed: HOUR, days: Math.round(length / DAY) } : { timed: length, days: 1 };
	const zone = timeZone ?? (isAllDay(former) ? calendar.timeZone : former.timeZone);
	return timesFrom(calendar, start, end, zone, lengths);
}

function timesFrom(
	calendar: Calendar,
	start: string,
	end: string | undefined,
	timeZone: string,
	lengths: { timed: number; days: number },
): Json {
	const rules = { timeZone: calendar.timeZone, twice: 'first', needsZone: false } as const;
	const from = plainly(() => eventTime(timeFrom(start, timeZone, 'start'), 'start', rules));
	if (end !== undefined) return { start: alone(from), end: alone(timeFrom(end, timeZone, 'end')) };
	if (isAllDay(from)) return { start: alone(from), end: alone({ date: plusDays(from.date, lengths.days) }) };
	const to = new Date(Date.parse(from.dateTime) + lengths.timed).toISOString();
	return { start: alone(from), end: alone({ dateTime: to, timeZone }) };
}

/** With the other kind of time taken away. */
const alone = (time: { date: string } | { dateTime: string; timeZone: string }): Json =>
	'date' in time ? { ...time, dateTime: null, timeZone: null } : { ...time, date: null };

/** The id of the instance that the rule puts at this start. */
export function instanceId(master: Item['event'], originalStart: string): string {
	const { calendar, body } = master;
	const zone = isAllDay(body.start) ? calendar.timeZone : body.start.timeZone;
	const rules = { timeZone: zone, twice: 'first', needsZone: false } as const;
	const start: EventTime = plainly(() => eventTime(timeFrom(originalStart, zone, 'originalStart'), 'start', rules));
	return `${master.id}_${compact(start)}`;
}
