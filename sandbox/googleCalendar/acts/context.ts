import { check } from '../../common';
import type { Origin } from '../domain/guests';
import { itemById, type Item } from '../domain/instances';
import { Refusal, type Calendar, type EventTime, type Json, type User } from '../model';
import { userOf } from '../seed';
import { shownEvent } from '../show';
import type { World } from '../world';

/** Who does it; every act on events takes these. */
export interface ActOptions {
	/** E-mail; default: the owner of the calendar. */
	by?: string;
	/** Guests are told by mail, as the screen asks. Default false. */
	notify?: boolean;
}

/** A calendar by its id, or by its name where that is the only one. */
export interface OnCalendar extends ActOptions {
	calendar: string;
}

/** An event by its id (an instance by its own), or by its title where that is the only one. */
export interface OnEvent extends OnCalendar {
	event: string;
}

/** An event as the API shows it to the calendar's owner. */
export type ActEvent = Json & { id: string; status: string; etag: string };

export function calendarOf({ store }: World, { calendar: sent }: { calendar: string }, where = 'calendar'): Calendar {
	const name = check.text(sent, where);
	const found = store.calendars.get(name);
	if (found) return found;
	const named = [...store.calendars.values()].filter(({ summary, deleted }) => summary === name && !deleted);
	if (named.length > 1)
		throw new Error(`${where}: several are called '${name}'. Give the id: ${named.map(({ id }) => id).join(', ')}.`);
	if (!named[0]) throw new Error(`${where}: there is no calendar '${name}'.`);
	return named[0];
}

export function itemOf(world: World, args: OnEvent): Item {
	const calendar = calendarOf(world, args);
	const name = check.text(args.event, 'event');
	const found = itemById(calendar, name);
	if (found) return found;
	const named = [...calendar.events.all()].filter(
		({ body, status }) => body.summary === name && status !== 'cancelled',
	);
	if (named.length > 1)
		throw new Error(`event: several are called '${name}'. Give the id: ${named.map(({ id }) => id).join(', ')}.`);
	if (!named[0]) throw new Error(`event: there is no event '${name}' in '${calendar.summary}'.`);
	return { event: named[0] };
}

export function originOf({ store }: World, calendar: Calendar, { by, notify = false }: ActOptions): Origin {
	const user: User = by === undefined ? calendar.owner : userOf(store.users, by, 'by');
	return { user, via: 'ui', sendUpdates: notify ? 'all' : 'none' };
}

export function show({ switches }: World, item: Item): ActEvent {
	const looks = { user: item.event.calendar.owner, switches: { ...switches, tombstones: 'full' as const } };
	return shownEvent(item, looks) as ActEvent;
}

/** '2026-05-04' is a day, '2026-05-04T10:00' a time of the calendar's clock, and one with offset an instant. */
export function timeFrom(
	text: unknown,
	timeZone: string,
	where: string,
): { date: string } | { dateTime: string; timeZone: string } {
	const sent = check.text(text, where);
	return /^\d{4}-\d{2}-\d{2}$/.test(sent) ? { date: sent } : { dateTime: sent, timeZone };
}

/** What the service refuses is an act's Error. */
export function plainly<T>(run: () => T): T {
	try {
		return run();
	} catch (error) {
		if (error instanceof Refusal) throw new Error(`${error.reason}: ${error.message}`);
		throw error;
	}
}

export const isAllDay = (time: EventTime): time is { date: string } => 'date' in time;
