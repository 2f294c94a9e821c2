import type { Json } from '../model';

/** What a caller may write; all else that is sent is passed over. */
const WRITABLE = [
	'summary',
	'description',
	'location',
	'colorId',
	'start',
	'end',
	'recurrence',
	'attendees',
	'reminders',
	'extendedProperties',
	'source',
	'transparency',
	'visibility',
	'guestsCanModify',
	'guestsCanInviteOthers',
	'guestsCanSeeOtherGuests',
	'anyoneCanAddSelf',
	'attachments',
	'gadget',
	'workingLocationProperties',
	'outOfOfficeProperties',
	'focusTimeProperties',
] as const;

/** What belongs to one copy of an event: a guest may write it, and it does not travel to others. */
export const OWN_TO_COPY = ['colorId', 'reminders', 'transparency', 'visibility'] as const;

export const writable = (sent: Json): Json =>
	Object.fromEntries(WRITABLE.flatMap((name) => (sent[name] === undefined ? [] : [[name, sent[name]]])));

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** PATCH: objects merge, null takes away, lists and plain values replace (google-calendar.md A). */
export function merged(kept: Json, sent: Json): Json {
	const result: Json = { ...kept };
	for (const [name, value] of Object.entries(sent)) {
		if (value === null) delete result[name];
		else if (isObject(value)) {
			const former = result[name];
			result[name] = merged(isObject(former) ? former : {}, value);
		} else result[name] = value;
	}
	return result;
}

/** Nulls of a whole resource mean the same as absence. */
export const withoutNulls = (sent: Json): Json => merged({}, sent);
