/** A Google event as the two-way sync sees it, and what is written of it. Pure. */
import { readStamp, writeStamp } from '../../shared/sync/pairs/stamp';
import type { CalendarEvent, DeletedEvent, Stamp, Synced } from '../../shared/sync/pairs/types';
import type { EventBody, GoogleEvent } from '../schema';
import { plainText, readDescription, writeDescription } from './description';
import { bodyOfTime, timeOfEvent } from './time';

/** What has to be read of an event for it. */
export const EVENT_FIELDS =
	'id,etag,status,summary,description,location,start,end,created,updated,recurrence,recurringEventId,eventType,locked,organizer(self,displayName,email),attendees(self,responseStatus),extendedProperties/private';

/** A cancelled event keeps nothing but its id for certain (google-calendar.md A). */
export const isCancelled = ({ status }: Pick<GoogleEvent, 'status'>): boolean => status === 'cancelled';

export const stampOf = ({ extendedProperties }: Pick<GoogleEvent, 'extendedProperties'>): Stamp | undefined =>
	readStamp(extendedProperties?.private);

export function toEvent(calendar: string, event: GoogleEvent): CalendarEvent | DeletedEvent {
	const { id, etag = '' } = event;
	const stamp = stampOf(event);
	if (isCancelled(event)) return { calendar, id, deleted: true, ...(stamp && { stamp }) };
	const { notes, shown } = readDescription(event.description);
	const [editedAt, createdAt] = [msOf(event.updated), msOf(event.created)];
	const [leftAlone, readOnly] = [whyLeftAlone(event), whyReadOnly(event)];
	return {
		calendar,
		id,
		version: etag,
		fields: {
			subject: lineOf(event.summary),
			notes,
			place: lineOf(event.location),
			time: timeOfEvent(event) ?? '',
		},
		shown,
		...(stamp && { stamp }),
		...(editedAt !== undefined && { editedAt }),
		...(createdAt !== undefined && { createdAt }),
		...(leftAlone !== undefined && { leftAlone }),
		...(readOnly !== undefined && { readOnly }),
	};
}

const lineOf = (text: string | undefined): string => plainText(text ?? '');

function msOf(time: string | undefined): number | undefined {
	const ms = time === undefined ? NaN : Date.parse(time);
	return Number.isNaN(ms) ? undefined : ms;
}

export const isSeries = ({ recurrence, recurringEventId }: GoogleEvent): boolean =>
	(recurrence?.length ?? 0) > 0 || recurringEventId !== undefined;

function whyLeftAlone(event: GoogleEvent): string | undefined {
	const { eventType = 'default', attendees } = event;
	if (isSeries(event)) return 'It belongs to a series of recurring events.';
	if (eventType !== 'default') return `It is no ordinary event: Google calls its type "${eventType}".`;
	const isDeclined = attendees?.some(({ self, responseStatus }) => self && responseStatus === 'declined');
	return isDeclined ? 'It is an invitation that was declined.' : undefined;
}

function whyReadOnly({ locked, organizer }: GoogleEvent): string | undefined {
	if (locked) return 'It is locked in Google Calendar.';
	if (!organizer || organizer.self) return undefined;
	const name = organizer.displayName ?? organizer.email;
	return name === undefined ? 'Somebody else organizes it.' : `It is organized by ${name}.`;
}

/** The body of a new event. */
export function bodyOfNew(id: string, fields: Synced, shown: string, stamp: Omit<Stamp, 'self'>): EventBody {
	const description = writeDescription({ notes: fields.notes, shown });
	return {
		id,
		summary: fields.subject,
		...(description !== '' && { description }),
		...(fields.place !== '' && { location: fields.place }),
		...bodyOfTime(fields.time, false),
		extendedProperties: { private: withValues(writeStamp({ ...stamp, self: id })) },
	};
}

export interface Patch {
	fields?: Partial<Synced>;
	shown?: string;
	stamp?: Stamp | null;
}

/** What is sent for a change: only what is named, so that everything else that people added stays (google-calendar.md C). */
export function bodyOfPatch(event: CalendarEvent, { fields = {}, shown, stamp }: Patch): EventBody {
	const { subject, notes, place, time } = fields;
	const description =
		notes === undefined && shown === undefined
			? undefined
			: writeDescription({ notes: notes ?? event.fields.notes, shown: shown ?? event.shown });
	return {
		...(subject !== undefined && { summary: subject }),
		...(description !== undefined && { description }),
		...(place !== undefined && { location: place }),
		...(time !== undefined && bodyOfTime(time, true)),
		...(stamp !== undefined && { extendedProperties: { private: { ...writeStamp(stamp) } } }),
	};
}

const withValues = (properties: Readonly<Record<string, string | null>>): Record<string, string> =>
	Object.fromEntries(Object.entries(properties).filter((entry): entry is [string, string] => entry[1] !== null));
