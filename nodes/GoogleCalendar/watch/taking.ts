/** What becomes of an event that a reading shows: it is remembered, and perhaps told. */
import type { Change } from '../../shared/watch/feed';
import type { GoogleEvent } from '../api';
import { isCancelled, isSeries, stampOf } from '../sync/event';
import { changeOf, deletionOf } from './changes';
import { isEcho, printsOf } from './prints';
import type { CalendarReading } from './reading';
import type { Row } from './remembered';
import { keptOf, valuesOf } from './values';
import type { Watch } from './watched';
import { isWithin } from './window';

/** What the readings of one poll share. */
export interface Notes {
	/** The calendars that events have gone from, by the id of the event. */
	left: Map<string, string>;
	/** Series that were left out. */
	series: Set<string>;
}

export function take(reading: CalendarReading, event: GoogleEvent, watch: Watch, notes: Notes): Change | undefined {
	const { id } = event;
	const before = reading.memory.get(id) ?? reading.unmet.get(id);
	if (isCancelled(event)) {
		if (!before) return undefined;
		reading.forget(id);
		notes.left.set(id, reading.route.calendar);
		return deletionOf(event, before, watch, reading.route, reading);
	}
	const row = rowOf(event, reading.route.calendar, watch);
	if (isSeries(event) && !watch.expand && !row.stamp) {
		notes.series.add(event.recurringEventId ?? id);
		if (before) reading.remember(id, before);
		return undefined;
	}
	return takeLive(reading, event, row, before, watch, notes);
}

function takeLive(
	reading: CalendarReading,
	event: GoogleEvent,
	row: Row,
	before: Row | undefined,
	watch: Watch,
	{ left }: Notes,
): Change | undefined {
	const { route, window, baseline, round } = reading;
	const { calendar } = route;
	// What is linked is always told: to leave the window is no deletion.
	const counts = row.stamp !== undefined || isWithin(event, window);
	const known = before ?? (baseline === undefined ? undefined : formerOf(event, baseline));
	// What is not remembered is told when it comes into the window; so is each occurrence of a series.
	if (!counts && (!known || (known === 'silent' && watch.expand))) return undefined;
	reading.remember(event.id, row);
	if (!counts || (before && before.own === row.own && before.rest === row.rest)) return undefined;
	if (known === 'silent') return undefined;
	if (!watch.ownChanges && isEcho(calendar, event, row, before)) return undefined;
	const values = valuesOf(event, calendar, watch.watched);
	return changeOf({ event, row, values, before: known, from: left.get(event.id), round }, watch, route);
}

const UNKNOWN: Row = { own: '', rest: '' };

/** In the first reading of all: what was there before the start is not told, or as changed. */
function formerOf({ created = '', updated = '' }: GoogleEvent, baseline: string): Row | 'silent' | undefined {
	if (baseline === 'all') return undefined;
	if (baseline === 'none' || msOf(updated) < msOf(baseline)) return 'silent';
	return msOf(created) < msOf(baseline) ? UNKNOWN : undefined;
}

const msOf = (time: string): number => Date.parse(time) || 0;

function rowOf(event: GoogleEvent, calendar: string, { watched }: Watch): Row {
	const stamp = stampOf(event)?.self === event.id ? event.extendedProperties?.private : undefined;
	const values = watched.length > 0 && valuesOf(event, calendar, watched).map(keptOf);
	return { ...printsOf(event), ...(stamp && { stamp }), ...(values && { values }) };
}
