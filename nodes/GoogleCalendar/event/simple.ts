import type { IDataObject } from 'n8n-workflow';

type Moment = { date?: string; dateTime?: string; timeZone?: string } | undefined;

const ONE_DAY_MS = 86_400_000;
const dayBefore = (day: string): string => new Date(Date.parse(day) - ONE_DAY_MS).toISOString().slice(0, 10);

/** An event in a dozen flat fields; whole days end with their last day. */
export function simple(event: IDataObject): IDataObject {
	const { id, calendarId, status, summary, description, location, recurringEventId, htmlLink } = event;
	const [start, end] = [event.start as Moment, event.end as Moment];
	const allDay = start?.date !== undefined;
	const guests = ((event.attendees ?? []) as Array<{ email?: string }>).map(({ email }) => email).filter(Boolean);
	const flat: IDataObject = {
		id,
		calendarId,
		summary,
		start: start?.date ?? start?.dateTime,
		end: end?.date ? dayBefore(end.date) : end?.dateTime,
		...(start && { allDay }),
		timeZone: start?.timeZone,
		location,
		description,
		...(guests.length > 0 && { guests }),
		status,
		recurringEventId,
		htmlLink,
	};
	return Object.fromEntries(Object.entries(flat).filter(([, value]) => value !== undefined));
}
