/** Every endpoint as a call: how Google's library makes it, and how its answer is read. One is sent alone or in a batch. */
import type { Fault } from '../shared/fault';
import { isExpired } from './errors';
import * as schema from './schema';
import type { CalendarEntry, EventBody, EventsPage, FreeBusy, GoogleCalendar, GoogleEvent } from './schema';
import type { Calendar } from './sdk';

export interface Call<T> {
	/** In words that fit after "could not". */
	doing: string;
	/** Whether it changes something. */
	writes: boolean;
	/** Whether sending it twice does no harm. */
	repeatable: boolean;
	timeoutMs?: number;
	/** How many requests Google counts it as; default 1. */
	cost?: number;
	build(calendar: Calendar): unknown;
	/** @throws Fault `unreadable` */
	read(data: unknown): T;
	/** A refusal that is an answer all the same. */
	otherwise?(fault: Fault): T | undefined;
}

const LIST_TIMEOUT_MS = 120_000;
/** As many as Google gives at once (google-calendar.md B). */
export const PAGE = 2500;
const CALENDARS_PAGE = 250;

const reads = { writes: false, repeatable: true };
/** Nobody gets an e-mail because of what this package does. */
const QUIETLY = { sendUpdates: 'none' } as const;

/** A write that names the etag is refused where somebody else was faster, so a second one does no harm. */
const ifMatch = (etag: string | undefined) => (etag === undefined ? {} : { headers: { 'If-Match': etag } });

export const calendarListPage = (pageToken?: string): Call<{ items: CalendarEntry[]; next?: string }> => ({
	...reads,
	doing: 'list the calendars',
	build: (google) =>
		google.calendarList.list({ maxResults: CALENDARS_PAGE, showHidden: true, ...(pageToken && { pageToken }) }),
	read(data) {
		const { items, nextPageToken } = schema.read(schema.calendarListPage, data, this.doing);
		return { items: items ?? [], ...(nextPageToken && { next: nextPageToken }) };
	},
});

export const getCalendar = (calendarId: string): Call<GoogleCalendar> => ({
	...reads,
	doing: 'read the calendar',
	build: (google) => google.calendars.get({ calendarId }),
	read(data) {
		return schema.read(schema.calendar, data, this.doing);
	},
});

/** Not to be repeated: a second one makes a second calendar. */
export const insertCalendar = (calendar: {
	summary: string;
	timeZone?: string;
	description?: string;
	location?: string;
}): Call<GoogleCalendar> => ({
	doing: `create the calendar "${calendar.summary}"`,
	writes: true,
	repeatable: false,
	build: (google) => google.calendars.insert({ requestBody: calendar }),
	read(data) {
		return schema.read(schema.calendar, data, this.doing);
	},
});

/** Parameters of a list of events, as Google names them. With `syncToken` many are forbidden (google-calendar.md B3). */
export interface EventsQuery {
	syncToken?: string;
	singleEvents?: boolean;
	showDeleted?: boolean;
	timeMin?: string;
	timeMax?: string;
	updatedMin?: string;
	orderBy?: 'startTime' | 'updated';
	q?: string;
	iCalUID?: string;
	/** `key=value`; all of them must hold. */
	privateExtendedProperty?: string[];
	eventTypes?: string[];
	timeZone?: string;
	/** Which parts of the answer, such as `items(id,etag),nextPageToken,nextSyncToken`. */
	fields?: string;
	/** Default 2500, the most. */
	maxResults?: number;
}

export const eventsPage = (calendarId: string, query: EventsQuery, pageToken?: string): Call<EventsPage> => ({
	...reads,
	doing: 'list the events',
	timeoutMs: LIST_TIMEOUT_MS,
	build: (google) =>
		google.events.list({ maxResults: PAGE, ...query, calendarId, ...(pageToken !== undefined && { pageToken }) }),
	read(data) {
		return schema.read(schema.eventsPage, data, this.doing);
	},
});

export interface InstancesQuery {
	timeMin?: string;
	timeMax?: string;
	showDeleted?: boolean;
	timeZone?: string;
	fields?: string;
}

/** The single events of a series. */
export const instancesPage = (
	calendarId: string,
	eventId: string,
	query: InstancesQuery,
	pageToken?: string,
): Call<EventsPage> => ({
	...reads,
	doing: 'list the events of the series',
	timeoutMs: LIST_TIMEOUT_MS,
	build: (google) =>
		google.events.instances({
			maxResults: PAGE,
			...query,
			calendarId,
			eventId,
			...(pageToken !== undefined && { pageToken }),
		}),
	read(data) {
		return schema.read(schema.eventsPage, data, this.doing);
	},
});

const eventRead = (doing: string) => (data: unknown) => schema.read(schema.event, data, doing);

/** A deleted event is given too, with `status: cancelled` (google-calendar.md A). */
export const getEvent = (calendarId: string, eventId: string, fields?: string): Call<GoogleEvent> => ({
	...reads,
	doing: 'read the event',
	build: (google) => google.events.get({ calendarId, eventId, ...(fields !== undefined && { fields }) }),
	read: eventRead('read the event'),
});

/** With an ID of ours a second one is refused with 409, so it may be repeated. */
export const insertEvent = (calendarId: string, event: EventBody): Call<GoogleEvent> => ({
	doing: 'create the event',
	writes: true,
	repeatable: typeof event.id === 'string',
	build: (google) => google.events.insert({ ...QUIETLY, calendarId, requestBody: event as object }),
	read: eventRead('create the event'),
});

/** Google counts one patch as three requests (google-calendar.md C). */
const PATCH_COST = 3;

/** Only what `event` names; `null` takes a value away. Properties are merged, lists are replaced. */
export const patchEvent = (
	calendarId: string,
	eventId: string,
	event: EventBody,
	etag?: string,
): Call<GoogleEvent> => ({
	doing: 'update the event',
	writes: true,
	repeatable: true,
	cost: PATCH_COST,
	build: (google) =>
		google.events.patch({ ...QUIETLY, calendarId, eventId, requestBody: event as object }, ifMatch(etag)),
	read: eventRead('update the event'),
});

/** Puts `event` in place of all that was there. */
export const updateEvent = (
	calendarId: string,
	eventId: string,
	event: EventBody,
	etag?: string,
): Call<GoogleEvent> => ({
	doing: 'replace the event',
	writes: true,
	repeatable: true,
	build: (google) =>
		google.events.update({ ...QUIETLY, calendarId, eventId, requestBody: event as object }, ifMatch(etag)),
	read: eventRead('replace the event'),
});

/** What a deletion came to; 410 says that somebody has deleted it before (google-calendar.md B5). */
export type Deletion = 'deleted' | 'alreadyGone';

export const deleteEvent = (calendarId: string, eventId: string, etag?: string): Call<Deletion> => ({
	doing: 'delete the event',
	writes: true,
	repeatable: true,
	build: (google) => google.events.delete({ ...QUIETLY, calendarId, eventId }, ifMatch(etag)),
	read: () => 'deleted',
	otherwise: (fault) => (isExpired(fault) ? 'alreadyGone' : undefined),
});

/** Keeps the ID, the guests and the links. Not to be repeated: the second one does not find it any more. */
export const moveEvent = (calendarId: string, eventId: string, destination: string): Call<GoogleEvent> => ({
	doing: 'move the event',
	writes: true,
	repeatable: false,
	build: (google) => google.events.move({ ...QUIETLY, calendarId, eventId, destination }),
	read: eventRead('move the event'),
});

export const freeBusy = (
	calendarIds: readonly string[],
	{ timeMin, timeMax, timeZone }: { timeMin: string; timeMax: string; timeZone?: string },
): Call<FreeBusy> => ({
	...reads,
	doing: 'read when the calendars are busy',
	build: (google) =>
		google.freebusy.query({
			requestBody: { timeMin, timeMax, ...(timeZone && { timeZone }), items: calendarIds.map((id) => ({ id })) },
		}),
	read(data) {
		return schema.read(schema.freeBusy, data, this.doing);
	},
});
