/** What an event held, as prints, and whether a change of it is what this package has written itself. Pure. */
import { fingerprint } from '../../shared/sync/fingerprint';
import { isInStep, STAMP_KEYS } from '../../shared/sync/pairs/stamp';
import { baseOf, isEdited, SOURCE, type Base } from '../event/stamp';
import { comparableOf } from '../event/wanted';
import type { GoogleEvent } from '../schema';
import { toEvent } from '../sync/event';
import { isDerived } from '../sync/ids';
import { timeOfEvent } from '../sync/time';

export interface Prints {
	/** Title, description, location, time, our notes and what else we have written; each on its own where it has a source. */
	own: string;
	/** Everything else that a person can change. */
	rest: string;
}

const LENGTH = 10;
const NOTES: ReadonlySet<string> = new Set([...Object.values(STAMP_KEYS), ...Object.values(SOURCE)]);
const OWN = ['summary', 'description', 'location', 'time'] as const;

/** Looked at on its own, or not at all: reminders are each reader's, the rest Google counts by itself (google-calendar.md A, C). */
const APART = [
	['summary', 'description', 'location', 'start', 'end', 'attendees', 'extendedProperties'],
	['kind', 'etag', 'created', 'updated', 'sequence', 'reminders', 'htmlLink', 'iCalUID'],
].flat();

/** The parts of an event that hold what a mapping calls by these names (targets.ts). */
const PART_OF: Readonly<Record<string, string>> = {
	color: 'colorId',
	showAs: 'transparency',
	sourceUrl: 'source',
	visibility: 'visibility',
};

const print = (value: unknown): string => fingerprint(value, LENGTH);

export function printsOf(event: GoogleEvent): Prints {
	const { summary = '', description = '', location = '', start, extendedProperties = {} } = event;
	const base = Object.keys(writtenOf(event));
	const properties = Object.entries(extendedProperties.private ?? {});
	const [notes, others] = [true, false].map((isOurs) =>
		Object.fromEntries(properties.filter(([name]) => NOTES.has(name) === isOurs)),
	);
	const written = base.map((id) => [id, comparableOf(id, event)]);
	const own = [summary, description, location, timeOfEvent(event), notes, ...(base.length > 0 ? [written] : [])];
	const guests = [...(event.attendees ?? [])].sort((a, b) => ((a.email ?? '') < (b.email ?? '') ? -1 : 1));
	const apart = new Set([...APART, ...base.map((id) => PART_OF[id])]);
	const rest = [
		Object.fromEntries(Object.entries(event).filter(([name]) => !apart.has(name))),
		base.includes('time') ? undefined : start?.timeZone,
		base.includes('guests') ? undefined : guests,
		others,
		extendedProperties.shared,
	];
	return { own: base.length > 0 ? own.map(print).join('.') : print(own), rest: print(rest) };
}

/** What was last written of an event that has a source. A copy of one carries the same notes, but Google has given it an ID. */
const writtenOf = (event: GoogleEvent): Base => (isDerived(event.id) ? baseOf(event) : {});

/** Whether it was this package that made the event what it is; a change beside that was somebody else's. */
export function isEcho(calendar: string, event: GoogleEvent, now: Prints, before: Prints | undefined): boolean {
	if (before && before.rest !== now.rest) return false;
	const read = toEvent(calendar, event);
	if ('deleted' in read) return false;
	if (read.stamp?.self === event.id) return isInStep(read);
	const base = writtenOf(event);
	const fields = Object.keys(base);
	if (fields.length === 0 || fields.some((id) => isEdited(id, event, base))) return false;
	return before === undefined || isElsewhereSame(base, now, before);
}

/** The fields that were not written are what they were. */
function isElsewhereSame(base: Base, now: Prints, before: Prints): boolean {
	const [fresh, former] = [now.own.split('.'), before.own.split('.')];
	return fresh.length === former.length && OWN.every((id, at) => id in base || fresh[at] === former[at]);
}
