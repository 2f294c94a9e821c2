/** What a trigger tells of an event that is not as it was. Pure. */
import { became } from '../../shared/watch/diff';
import type { Change } from '../../shared/watch/feed';
import type { GoogleEvent } from '../schema';
import type { Route } from './place';
import type { Row } from './remembered';
import { isCut, keptOf } from './values';
import type { Watch } from './watched';

type Changes = NonNullable<Change['changes']>;

/** An event that is new to the trigger, or holds something else than before. */
export interface Met {
	event: GoogleEvent;
	row: Row;
	/** Of the watched fields. */
	values: readonly string[];
	/** What was known of it. */
	before?: Row | undefined;
	/** It came from another calendar. */
	from?: string | undefined;
	/** Readings of its calendar that found something: it may go, come again as it was, and again. */
	round: number;
}

const UPDATES: ReadonlySet<string> = new Set(['eventUpdated', 'eventCreatedOrUpdated', 'eventCreatedUpdatedOrDeleted']);
const CREATIONS: ReadonlySet<string> = new Set([
	'eventCreated',
	'eventCreatedOrUpdated',
	'eventCreatedUpdatedOrDeleted',
]);
const DELETIONS: ReadonlySet<string> = new Set(['eventDeleted', 'eventCreatedUpdatedOrDeleted']);

/** @param route the calendar that it is in */
export function changeOf(met: Met, watch: Watch, route: Route): Change | undefined {
	const { event, watched, wanted } = watch;
	if (event === 'fieldBecameValue') {
		const changes = differences(watched, met);
		return became({ changes }, watched, wanted) ? told(met, route, event, changes) : undefined;
	}
	if (!met.before) return CREATIONS.has(event) ? told(met, route, 'eventCreated') : undefined;
	if (!UPDATES.has(event)) return undefined;
	if (watched.length === 0) return told(met, route, 'eventUpdated');
	const changes = differences(watched, met);
	return Object.keys(changes).length > 0 ? told(met, route, 'eventUpdated', changes) : undefined;
}

function told({ event, row, before, round }: Met, { calendar, name }: Route, kind: string, changes?: Changes): Change {
	const { id, updated = '' } = event;
	const version = `${updated}|${row.own}${row.rest}${before ? '' : `.${round}`}`;
	return {
		id: `${calendar}/${id}|${version}`,
		recordId: id,
		event: kind,
		occurredAt: isoOf(updated) ?? BEGINNING,
		...(changes && { changes }),
		about: { calendarId: calendar, calendar: name },
	};
}

/**
 * @param before what was known of it
 * @param round as in `Met`
 */
export function deletionOf(
	{ id, updated = '' }: GoogleEvent,
	before: Row,
	watch: Watch,
	{ calendar, name }: Route,
	{ round, now }: { round: number; now: string },
): Change | undefined {
	if (!DELETIONS.has(watch.event)) return undefined;
	return {
		id: `${calendar}/${id}|deleted|${before.own}${before.rest}.${round}`,
		recordId: id,
		event: 'eventDeleted',
		occurredAt: isoOf(updated) ?? now,
		about: { calendarId: calendar, calendar: name, ...(before.stamp && { stamp: before.stamp }) },
	};
}

const BEGINNING = '1970-01-01T00:00:00.000Z';

function isoOf(time: string): string | undefined {
	const ms = Date.parse(time);
	return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** The fields that hold something else than before; `from` is left out where it is not known, or was too long to be kept. */
function differences(fields: readonly string[], { values, before, from }: Met): Changes {
	const pairs = fields.flatMap((field, at): Array<[string, { from?: unknown; to: unknown }]> => {
		const [now, then] = [values[at] ?? '', before?.values?.[at]];
		if (field === 'calendar' && from !== undefined) return [[field, { from, to: now }]];
		if (then === undefined) return [[field, { to: now }]];
		if (then === keptOf(now)) return [];
		return [[field, isCut(then) ? { to: now } : { from: then, to: now }]];
	});
	return Object.fromEntries(pairs);
}
