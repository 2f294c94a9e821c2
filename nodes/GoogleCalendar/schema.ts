import { Fault } from '../shared/fault';
import * as z from '../shared/vendor';

const text = z.string();
const maybe = z.nullish(text);

/** A day (`date`) or a point in time (`dateTime` with its zone); the end is the first moment after (google-calendar.md A). */
export type EventTime = { date?: string | null; dateTime?: string | null; timeZone?: string | null };

export type Person = { email?: string; displayName?: string; self?: boolean };

export type Attendee = Person & {
	responseStatus?: string;
	organizer?: boolean;
	optional?: boolean;
	resource?: boolean;
};

export type Properties = { private?: Record<string, string>; shared?: Record<string, string> };

/** An event as Google gives it. Of a deleted one only `id` and `status` are certain (google-calendar.md A). */
export type GoogleEvent = {
	id: string;
	etag?: string;
	status?: string;
	summary?: string;
	description?: string;
	location?: string;
	start?: EventTime;
	end?: EventTime;
	endTimeUnspecified?: boolean;
	created?: string;
	updated?: string;
	recurrence?: string[];
	recurringEventId?: string;
	originalStartTime?: EventTime;
	eventType?: string;
	iCalUID?: string;
	sequence?: number;
	htmlLink?: string;
	hangoutLink?: string;
	colorId?: string;
	transparency?: string;
	visibility?: string;
	locked?: boolean;
	guestsCanModify?: boolean;
	organizer?: Person;
	creator?: Person;
	attendees?: Attendee[];
	extendedProperties?: Properties;
	reminders?: { useDefault?: boolean; overrides?: Array<{ method?: string; minutes?: number }> };
	source?: { title?: string; url?: string };
};

type Nullable<T> = { [K in keyof T]?: T[K] | null };

/** What is sent of an event. `null` takes a value away (google-calendar.md A). */
export type EventBody = Nullable<Omit<GoogleEvent, 'extendedProperties' | 'etag' | 'created' | 'updated'>> & {
	extendedProperties?: {
		private?: Record<string, string | null> | null;
		shared?: Record<string, string | null> | null;
	};
};

const isEvent = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && typeof (value as GoogleEvent).id === 'string';

/** Two thousand five hundred events may come at once, so they are looked at only as far as everybody relies on. */
export const event = z.custom<GoogleEvent>(isEvent);
export const eventsPage = z.looseObject({
	items: z.nullish(z.custom<GoogleEvent[]>((value) => Array.isArray(value) && value.every(isEvent))),
	nextPageToken: maybe,
	nextSyncToken: maybe,
	timeZone: maybe,
	accessRole: maybe,
});

export const calendarEntry = z.looseObject({
	id: text,
	summary: maybe,
	summaryOverride: maybe,
	accessRole: maybe,
	timeZone: maybe,
	primary: z.nullish(z.boolean()),
});
export const calendarListPage = z.looseObject({
	items: z.nullish(z.array(calendarEntry)),
	nextPageToken: maybe,
});
export const calendar = z.looseObject({ id: text, summary: maybe, timeZone: maybe, description: maybe });

const busyTime = z.looseObject({ start: text, end: text });
export const freeBusy = z.looseObject({
	timeMin: maybe,
	timeMax: maybe,
	calendars: z.record(
		text,
		z.looseObject({
			busy: z.nullish(z.array(busyTime)),
			errors: z.nullish(z.array(z.looseObject({ reason: maybe }))),
		}),
	),
});

/** google-calendar.md D: the reply of the token address. The end of the refresh token is told for apps in testing. */
export const token = z.looseObject({
	access_token: text,
	expires_in: z.nullish(z.number()),
	scope: maybe,
	refresh_token_expires_in: z.nullish(z.number()),
});

export type EventsPage = z.Infer<typeof eventsPage>;
/** A calendar in somebody's list; `accessRole` is owner, writer, reader or freeBusyReader. */
export type CalendarEntry = z.Infer<typeof calendarEntry>;
export type GoogleCalendar = z.Infer<typeof calendar>;
export type FreeBusy = z.Infer<typeof freeBusy>;

/**
 * Reads a reply.
 * @param doing as in WireRequest, for the message
 * @throws Fault `unreadable` naming the key that does not fit
 */
export function read<T>(schema: z.ZodType<T>, data: unknown, doing: string): T {
	const result = schema.safeParse(data);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	const place = issue?.path.length ? `"${issue.path.map(String).join('.')}"` : 'the answer';
	throw new Fault(
		'unreadable',
		`Google's answer does not have the documented form when asked to ${doing}: ${place} does not fit.`,
	);
}
