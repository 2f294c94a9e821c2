import type { Shelf } from './domain/shelf';

export type Json = Record<string, unknown>;

/** As it stands in an event: a day, or an instant (UTC, 'Z') with the IANA zone that it is kept in. */
export type EventTime = { date: string } | { dateTime: string; timeZone: string };

export type Role = 'owner' | 'writer' | 'reader' | 'freeBusyReader';
export const ROLES: readonly Role[] = ['freeBusyReader', 'reader', 'writer', 'owner'];

/** A Google account. Its primary calendar has its e-mail as id. */
export interface User {
	readonly email: string;
	readonly name: string;
	/** Calendars in its list, by calendar id, in the order they came. */
	readonly list: Map<string, ListEntry>;
}

/** A calendar in somebody's list. */
export interface ListEntry {
	readonly calendar: Calendar;
	summaryOverride?: string;
	hidden: boolean;
	/** Taken off the list, or the calendar is gone. */
	deleted: boolean;
	/** Place in the order of changes, for the sync token of the list. */
	seq: number;
	version: number;
}

export interface Calendar {
	readonly id: string;
	summary: string;
	description?: string;
	location?: string;
	timeZone: string;
	readonly owner: User;
	/** E-mail to role; the owner is in it. */
	readonly shared: Map<string, Role>;
	deleted: boolean;
	version: number;
	/** Raised when its sync tokens are made to expire. */
	tokenAge: number;
	readonly events: Shelf;
}

export interface Person {
	email: string;
	displayName?: string;
}

export interface Attendee extends Person {
	responseStatus: 'needsAction' | 'declined' | 'tentative' | 'accepted';
	optional?: boolean;
	comment?: string;
	additionalGuests?: number;
	resource?: boolean;
}

export type Status = 'confirmed' | 'tentative' | 'cancelled';

export const EVENT_TYPES = ['default', 'birthday', 'focusTime', 'fromGmail', 'outOfOffice', 'workingLocation'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What people and programs write into an event; everything else of it is made by the service. */
export interface Body extends Json {
	summary?: string;
	description?: string;
	location?: string;
	start: EventTime;
	end: EventTime;
	recurrence?: string[];
	attendees?: Attendee[];
	reminders?: { useDefault: boolean; overrides?: object[] };
	extendedProperties?: { private?: Record<string, string>; shared?: Record<string, string> };
	transparency?: string;
	guestsCanModify?: boolean;
}

/** One copy of an event, in one calendar. */
export interface StoredEvent {
	readonly id: string;
	readonly calendar: Calendar;
	/** Its place among the events of the calendar. */
	readonly ordinal: number;
	readonly iCalUID: string;
	readonly creator: string;
	readonly eventType: EventType;
	readonly created: number;
	/** Of an exception: the series and the start that the rule gave it. */
	readonly recurringEventId?: string;
	readonly originalStart?: EventTime;
	organizer: Person;
	body: Body;
	status: Status;
	locked: boolean;
	updated: number;
	/** iCalendar's counter. */
	sequence: number;
	/** Behind its etag. */
	version: number;
	/** Place in the order of changes. */
	seq: number;
	/** Milliseconds; all-day ones lie in the calendar's zone. */
	start: number;
	end: number;
}

/** A mail to a guest that Google would have sent. */
export interface Mail {
	at: string;
	kind: 'invitation' | 'update' | 'cancellation' | 'response';
	to: string;
	calendar: string;
	event: string;
	summary: string;
	/** The API's caller, or a user on Google's screens. */
	via: 'api' | 'ui';
}

/** A refusal in the shape of the API (google-calendar.md D). */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly reason: string,
		message: string,
		readonly more: {
			domain?: 'global' | 'calendar' | 'usageLimits' | 'push';
			location?: string;
			locationType?: 'parameter' | 'header';
			headers?: Record<string, string>;
		} = {},
	) {
		super(message);
	}
}

export const invalid = (message: string, parameter?: string): Refusal =>
	new Refusal(400, 'invalid', message, parameter ? { location: parameter, locationType: 'parameter' } : {});
export const required = (message: string): Refusal => new Refusal(400, 'required', message);
export const notFound = (): Refusal => new Refusal(404, 'notFound', 'Not Found');
