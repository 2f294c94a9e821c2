/** When an event is, as a mapping says it: whole days end with their last day, and what is not said is left as it is. Pure. */
import { badInput } from '../../shared/fault';
import { partsOf, timeText } from '../../shared/sync/pairs/time';
import { textOf } from '../../shared/text';
import { addDays, dateIn, isoOf, isZone, msOf, readWhen, type WhenInput } from '../../shared/when';
import type { EventTime, GoogleEvent } from '../schema';
import { timeOfEvent } from '../sync/time';

export interface WantedTime {
	start?: WhenInput;
	end?: WhenInput;
	allDay?: boolean;
	/** Only where it is mapped. */
	timeZone?: string;
}

const MINUTES = 60;
const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** The mapped values, checked as far as they can be without the event. @throws Fault `input` */
export function wantedTime(values: Record<string, unknown>, zone: string): WantedTime | undefined {
	const wanted: WantedTime = {};
	if (isGiven(values.timeZone)) wanted.timeZone = zoneOf(values.timeZone);
	for (const [id, label] of [
		['start', 'Start'],
		['end', 'End'],
	] as const) {
		if (!isGiven(values[id])) continue;
		readWhen(values[id], wanted.timeZone ?? zone, label);
		wanted[id] = values[id] as WhenInput;
	}
	if (isGiven(values.allDay)) wanted.allDay = flagOf(values.allDay);
	return Object.keys(wanted).length > 0 ? wanted : undefined;
}

function zoneOf(value: unknown): string {
	const zone = textOf(value).trim();
	if (isZone(zone)) return zone;
	throw badInput(
		'Time Zone',
		`"${zone}" is not a time zone.`,
		'Use the name of a region and city as in Europe/Warsaw.',
	);
}

function flagOf(value: unknown): boolean {
	const typed = textOf(value).trim().toLowerCase();
	if (['true', 'yes', '1'].includes(typed)) return true;
	if (['false', 'no', '0'].includes(typed)) return false;
	throw badInput('All Day', `All Day is neither true nor false: "${typed}".`);
}

/**
 * The time that is wanted, as `shared/sync/pairs/time.ts` writes it. A new start without an end keeps the length.
 * @throws Fault `input`
 */
export function timeFor(wanted: WantedTime, workflowZone: string, current: GoogleEvent | undefined): string {
	const zone = wanted.timeZone ?? workflowZone;
	const now = current && timeOfEvent(current);
	const before = now === undefined ? undefined : partsOf(now);
	if (wanted.start === undefined && !before) {
		throw badInput('Start', 'The event has no start.', 'Map a value to Start.');
	}
	const isDay = (value: WhenInput): boolean => readWhen(value, zone).kind === 'day';
	const { start: from, end: until } = wanted;
	// An end alone makes hours of no days, and days of no hours.
	const isOfDays = from === undefined ? before!.allDay && (until === undefined || isDay(until)) : isDay(from);
	const allDay = wanted.allDay ?? isOfDays;
	if (wanted.allDay === undefined && !allDay && until !== undefined && isDay(until)) {
		throw badInput(
			'End',
			'End is a day without a time, but the event has a time.',
			'Give End a time, too, or set All Day.',
		);
	}
	if (from === undefined && before!.allDay && !allDay) {
		throw badInput('Start', 'An event of whole days needs a Start to get a time.', 'Map a value to Start, too.');
	}
	const [start, end] = allDay ? daysOf(wanted, zone, before) : hoursOf(wanted, zone, before);
	if (allDay ? end <= start : end < start) {
		throw badInput('End', `The end lies before the start (${start}).`, 'Correct Start or End.');
	}
	return timeText(start, end);
}

interface Before {
	start: string;
	end: string;
	allDay: boolean;
}
type Given = Pick<WantedTime, 'start' | 'end'>;

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** @returns the first day, and the first one after */
function daysOf(given: Given, zone: string, before: Before | undefined): [string, string] {
	const dayOf = (value: WhenInput, field: string) => dateIn(value, zone, undefined, field);
	const first = given.start === undefined ? dayOf(before!.start, 'Start') : dayOf(given.start, 'Start');
	if (given.end !== undefined) return [first, addDays(dayOf(given.end, 'End'), 1, zone)];
	if (before?.allDay) return [first, addDays(first, daysBetween(before.start, before.end), zone)];
	if (given.start !== undefined || !before) return [first, addDays(first, 1, zone)];
	// Hours that become whole days: all days that they touch.
	const lastMoment = new Date(Math.max(Date.parse(before.end) - 1, Date.parse(before.start))).toISOString();
	return [first, addDays(dayOf(lastMoment, 'End'), 1, zone)];
}

function hoursOf(given: Given, zone: string, before: Before | undefined): [string, string] {
	const start = given.start === undefined ? isoOf(before!.start, zone) : isoOf(given.start, zone, 'Start');
	if (given.end !== undefined) return [start, isoOf(given.end, zone, 'End')];
	const length = before && !before.allDay ? msOf(before.end, zone) - msOf(before.start, zone) : MINUTES * 60_000;
	return [start, new Date(Date.parse(start) + length).toISOString()];
}

/** What is sent. Where an event changes, what it was before (hours or whole days) is taken away (google-calendar.md A). */
export function timeBody(
	time: string,
	wanted: WantedTime,
	workflowZone: string,
	current: GoogleEvent | undefined,
): { start: EventTime; end: EventTime } {
	const { start, end, allDay } = partsOf(time);
	const timeZone = wanted.timeZone ?? current?.start?.timeZone ?? workflowZone;
	const body = (moment: string): EventTime => {
		if (allDay) return { date: moment, ...(current && { dateTime: null, timeZone: null }) };
		return { dateTime: moment, timeZone, ...(current && { date: null }) };
	};
	return { start: body(start), end: body(end) };
}

/** As people read it: the last day of whole days. */
export function shownTime(time: string | undefined): { start: string | null; end: string | null } {
	if (time === undefined) return { start: null, end: null };
	const { start, end, allDay } = partsOf(time);
	return { start, end: allDay ? addDays(end, -1, 'UTC') : end };
}
