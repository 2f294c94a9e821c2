import { withConference } from './domain/conference';
import type { Origin } from './domain/guests';
import type { Item } from './domain/instances';
import { withoutNulls, writable } from './domain/merge';
import { prepared, type Prepared } from './domain/prepare';
import { EVENT_TYPES, invalid, type Body, type Calendar, type Json, type Person, type StoredEvent } from './model';
import type { GoogleCalendarStore } from './store';
import type { GoogleCalendarSwitches } from './switches';

export interface WriteOptions extends Origin {
	/** conferenceDataVersion=1: conference data that is sent counts. */
	conference?: boolean;
	/** Milliseconds; default now. */
	created?: number;
	/** Default: the calendar. */
	organizer?: Person;
	/** Checks no right: Google itself writes. */
	free?: boolean;
}

const ID = /^[a-v0-9]{5,1024}$/;

/** An event that is in no calendar yet. Throws a Refusal 400. */
export function made(
	store: GoogleCalendarStore,
	switches: GoogleCalendarSwitches,
	calendar: Calendar,
	sent: Json,
	options: WriteOptions,
): StoredEvent {
	const id = sent.id === undefined || sent.id === null ? store.newId() : String(sent.id);
	if (!ID.test(id)) throw invalid('Invalid resource id value.');
	const { created = store.now(), organizer = organizerOf(calendar) } = options;
	const eventType = EVENT_TYPES.find((type) => type === (sent.eventType ?? 'default'));
	if (!eventType) throw invalid('Invalid event type.');
	return {
		...whole(switches, calendar, sent, undefined, options),
		id,
		calendar,
		ordinal: calendar.events.nextOrdinal(),
		iCalUID: typeof sent.iCalUID === 'string' && sent.iCalUID !== '' ? sent.iCalUID : `${id}@google.com`,
		eventType,
		organizer,
		creator: options.user.email,
		created: Math.floor(created / switches.createdPrecisionMs) * switches.createdPrecisionMs,
		updated: store.now(),
		locked: sent.locked === true,
		sequence: 0,
		version: 0,
		seq: 0,
	};
}

/** Checks a whole resource as it was sent. Throws a Refusal 400. */
export function whole(
	switches: GoogleCalendarSwitches,
	calendar: Calendar,
	sent: Json,
	former: Body | undefined,
	{ conference = false }: WriteOptions,
): Prepared {
	const clean = withoutNulls(sent);
	const next = prepared(calendar, { ...writable(clean), ...statusOf(clean) }, switches);
	next.body = withConference(next.body, former, sent, { allowed: conference, keeps: false });
	return next;
}

/** An instance that a rule makes becomes an event of its own, which is in no calendar yet. */
export function kept({ event, instance }: Item): StoredEvent {
	if (!instance) return event;
	const { recurrence, ...body } = event.body;
	return {
		...event,
		id: instance.id,
		ordinal: event.calendar.events.nextOrdinal(),
		recurringEventId: event.id,
		originalStart: instance.start,
		start: instance.from,
		end: instance.to,
		body: { ...body, start: instance.start, end: instance.end },
	};
}

export const statusOf = ({ status }: Json): Json => (status === undefined || status === null ? {} : { status });

/** A calendar organizes what is made in it. */
export const organizerOf = ({ id, summary, owner }: Calendar): Person =>
	id === owner.email ? { email: id, displayName: owner.name } : { email: id, displayName: summary };
