import { invalid, Refusal, required, type Attendee, type Body, type Calendar, type Json, type Status } from '../model';
import type { GoogleCalendarSwitches } from '../switches';
import { keptProperties } from './properties';
import { checkRecurrence } from './rule';
import { eventTime, millis } from './times';

export interface Prepared {
	body: Body;
	status: Status;
	start: number;
	end: number;
}

/** Checks a whole event and brings it into the form that is kept. Throws a Refusal 400. */
export function prepared(calendar: Calendar, sent: Json, switches: GoogleCalendarSwitches): Prepared {
	const { status = 'confirmed', ...resource } = sent;
	if (!['confirmed', 'tentative', 'cancelled'].includes(String(status))) throw invalid('Invalid status.');
	const recurrence = recurrenceFrom(resource.recurrence);
	const rules = {
		timeZone: calendar.timeZone,
		twice: switches.timeThatComesTwice,
		needsZone: recurrence !== undefined,
	};
	const start = eventTime(resource.start, 'start', rules);
	const end = eventTime(resource.end, 'end', rules);
	if ('date' in start !== 'date' in end)
		throw invalid('Start and end times must either both be date or both be dateTime.');
	const from = millis(start, calendar.timeZone);
	const to = millis(end, calendar.timeZone);
	if (to < from || (to === from && 'date' in start && switches.emptyAllDay === 'refused'))
		throw new Refusal(400, 'timeRangeEmpty', 'The specified time range is empty.', { domain: 'calendar' });
	const body: Body = { ...resource, start, end };
	for (const name of ['summary', 'description', 'location'] as const) textOnly(body, name);
	if (recurrence) body.recurrence = recurrence;
	else delete body.recurrence;
	if (body.attendees !== undefined) body.attendees = attendeesFrom(body.attendees);
	if (body.reminders !== undefined) body.reminders = remindersFrom(body.reminders as Json);
	if (body.extendedProperties !== undefined)
		body.extendedProperties = keptProperties(body.extendedProperties as Json, switches.propertiesTooLong);
	return { body, status: status as Status, start: from, end: to };
}

function textOnly(body: Body, name: 'summary' | 'description' | 'location'): void {
	const value = body[name] as unknown;
	if (value !== undefined && typeof value !== 'string') throw invalid(`Invalid value for: ${name}`);
}

function recurrenceFrom(sent: unknown): string[] | undefined {
	if (sent === undefined || (Array.isArray(sent) && sent.length === 0)) return undefined;
	if (!Array.isArray(sent)) throw invalid('Invalid recurrence rule.');
	checkRecurrence(sent as string[]);
	return sent as string[];
}

function attendeesFrom(sent: unknown): Attendee[] {
	if (!Array.isArray(sent)) throw invalid('Invalid attendees.');
	return (sent as Json[]).map((one) => {
		if (typeof one?.email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(one.email))
			throw one?.email ? invalid('Invalid attendee email.') : required('Missing attendee email.');
		const { organizer, self, id, ...rest } = one;
		return { responseStatus: 'needsAction', ...rest, email: one.email } as Attendee;
	});
}

function remindersFrom(sent: Json): NonNullable<Body['reminders']> {
	const overrides = Array.isArray(sent.overrides) ? (sent.overrides as object[]) : [];
	if (sent.useDefault === true && overrides.length > 0)
		throw new Refusal(
			400,
			'cannotUseDefaultRemindersAndSpecifyOverride',
			'Cannot specify both default reminders and overrides at the same time.',
			{ domain: 'calendar' },
		);
	if (overrides.length > 5) throw invalid('An event has at most 5 reminders.');
	return { useDefault: sent.useDefault === true, ...(overrides.length ? { overrides } : {}) };
}
