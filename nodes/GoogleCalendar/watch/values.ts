/** The fields of an event that a trigger can wait for. Pure. */
import { fingerprint } from '../../shared/sync/fingerprint';
import { isDay } from '../../shared/when';
import type { GoogleEvent } from '../schema';
import { textOfHtml } from '../sync/html';

/** Named and valued as in `targets.ts` where it can be set; with Google's defaults (google-calendar.md A), '' for none. */
const VALUES: Readonly<Record<string, (event: GoogleEvent, calendar: string) => string>> = {
	allDay: ({ start }) => String(isDay(start?.date)),
	calendar: (_event, calendar) => calendar,
	color: ({ colorId = '' }) => colorId,
	description: ({ description = '' }) => textOfHtml(description).trim(),
	end: ({ end }) => end?.date ?? end?.dateTime ?? '',
	location: ({ location = '' }) => location,
	organizer: ({ organizer }) => organizer?.email ?? '',
	response: ({ attendees }) => attendees?.find(({ self }) => self)?.responseStatus ?? '',
	showAs: ({ transparency }) => (transparency === 'transparent' ? 'free' : 'busy'),
	start: ({ start }) => start?.date ?? start?.dateTime ?? '',
	status: ({ status = 'confirmed' }) => status,
	summary: ({ summary = '' }) => summary,
	visibility: ({ visibility = 'default' }) => visibility,
};

export const isWatchable = (field: string): boolean => Object.hasOwn(VALUES, field);

export const valuesOf = (event: GoogleEvent, calendar: string, fields: readonly string[]): string[] =>
	fields.map((field) => VALUES[field]!(event, calendar).normalize('NFC'));

const LONGEST = 300;
const CUT = '\u0000';

/** What is remembered of a value: a long one can be compared, but not told. */
export const keptOf = (value: string): string => (value.length <= LONGEST ? value : `${CUT}${fingerprint(value, 16)}`);

export const isCut = (kept: string): boolean => kept.startsWith(CUT);
