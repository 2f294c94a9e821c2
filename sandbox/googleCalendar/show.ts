import { isZone } from './domain/zones';
import { itemId, type Item } from './domain/instances';
import { millis, shownTime } from './domain/times';
import { invalid, type Attendee, type Calendar, type Json, type StoredEvent, type User } from './model';
import { etagOf } from './rest/call';
import type { GoogleCalendarSwitches } from './switches';

export interface Looks {
	/** Who looks: the source is for its creator alone. */
	user: User;
	/** Of the answer; default the calendar's. */
	timeZone?: string | undefined;
	maxAttendees?: number | undefined;
	switches: GoogleCalendarSwitches;
}

/** Throws a Refusal 400 for a zone that is none. */
export function looksFrom(user: User, params: URLSearchParams, switches: GoogleCalendarSwitches): Looks {
	const timeZone = params.get('timeZone') ?? undefined;
	if (timeZone !== undefined && !isZone(timeZone)) throw invalid(`Invalid time zone '${timeZone}'.`, 'timeZone');
	const most = Number(params.get('maxAttendees') ?? 0);
	return { user, timeZone, maxAttendees: most > 0 ? most : undefined, switches };
}

/** An event as the API shows it. Of a deleted one only the id is certain (google-calendar.md A). */
export function shownEvent(item: Item, looks: Looks): Json {
	const { event, instance } = item;
	const cancelled = event.status === 'cancelled';
	const head = { kind: 'calendar#event', etag: etagOf(event), id: itemId(item), status: event.status };
	const zone = looks.timeZone ?? event.calendar.timeZone;
	const series = seriesOf(item, zone);
	if (cancelled && looks.switches.tombstones === 'idOnly') return { ...head, ...series };
	const { start, end, recurrence, attendees, reminders, source, ...rest } = event.body;
	const shown: Json = {
		...head,
		htmlLink: linkOf(event.calendar, itemId(item)),
		created: new Date(event.created).toISOString(),
		updated: new Date(event.updated).toISOString(),
		...withoutEmpty(rest),
		creator: person({ email: event.creator }, event.calendar),
		organizer: person(event.organizer, event.calendar),
		start: shownTime(instance?.start ?? start, zone),
		end: shownTime(instance?.end ?? end, zone),
		...(recurrence && !instance ? { recurrence } : {}),
		...series,
		iCalUID: event.iCalUID,
		sequence: event.sequence,
		...(attendees ? guestsOf(event, attendees, looks.maxAttendees) : {}),
		reminders: reminders ?? { useDefault: true },
		...(source && event.creator === looks.user.email ? { source } : {}),
		...(event.locked ? { locked: true } : {}),
		eventType: event.eventType,
	};
	return shown;
}

function seriesOf({ event, instance }: Item, zone: string): Json {
	if (instance) return { recurringEventId: event.id, originalStartTime: shownTime(instance.start, zone) };
	if (event.recurringEventId === undefined || !event.originalStart) return {};
	return { recurringEventId: event.recurringEventId, originalStartTime: shownTime(event.originalStart, zone) };
}

/** Cleared texts are absent. */
const withoutEmpty = (values: Json): Json =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined));

const person = <P extends { email: string }>(one: P, calendar: Calendar): Json => ({
	...one,
	...(one.email === calendar.id ? { self: true } : {}),
});

function guestsOf(event: StoredEvent, all: readonly Attendee[], most = Infinity): Json {
	const guests = all.map((one) => ({
		...person(one, event.calendar),
		...(one.email === event.organizer.email ? { organizer: true } : {}),
	}));
	if (guests.length <= most) return { attendees: guests };
	return { attendees: guests.filter(({ self }: Json) => self === true), attendeesOmitted: true };
}

const linkOf = (calendar: Calendar, id: string): string =>
	`https://www.google.com/calendar/event?eid=${Buffer.from(`${id} ${calendar.id}`).toString('base64url')}`;

/** Start and end of what an item occupies, for the busy times. */
export const spanOf = ({ event, instance }: Item): [number, number] => {
	const { timeZone } = event.calendar;
	if (instance) return [instance.from, instance.to];
	return [millis(event.body.start, timeZone), millis(event.body.end, timeZone)];
};
