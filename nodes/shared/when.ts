/**
 * Dates and times between systems that write them differently.
 *
 * A day (`2026-02-10`) is a date on the calendar: it has no zone and never moves to another date. An instant is a point in
 * time. A date-time without an offset is read as wall clock time in the zone given. Wall clock times that a change of
 * offset skips move forward by the skipped length (02:30 becomes 03:30); those that happen twice mean the first one.
 * Zones are IANA names. Built on `Intl`, so that nothing needs to be loaded when n8n starts.
 */
import { badInput } from './fault';

/** ISO text, epoch milliseconds (also as text), a `Date`, or a luxon `DateTime`. */
export type WhenInput = string | number | Date | { toISO(): string | null };

export type When = { kind: 'day'; date: string } | { kind: 'instant'; ms: number };

const DAY_MS = 86_400_000;
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const EPOCH = /^-?\d{12,14}$/;
const FIRST_MS = new Date(0).setUTCFullYear(1, 0, 1);
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
	let formatter = formatters.get(zone);
	if (!formatter) {
		formatter = new Intl.DateTimeFormat('en-US', {
			timeZone: zone,
			hourCycle: 'h23',
			era: 'short',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
		formatters.set(zone, formatter);
	}
	return formatter;
}

/** Whether this is a time zone by its IANA name, such as `Europe/Kyiv` or `UTC`. */
export function isZone(zone: string): boolean {
	try {
		return formatterOf(zone) !== undefined;
	} catch {
		return false;
	}
}

/** Wall clock time as if it were UTC. Unlike `Date.UTC`, years below 100 are not moved to the 20th century. */
function clock(year: number, month: number, day: number, ms = 0): number {
	return new Date(0).setUTCFullYear(year, month - 1, day) + ms;
}

/** What the wall clock in the zone shows at an instant, as if it were UTC. */
function wallOf(ms: number, zone: string): number {
	if (zone === 'UTC') return ms;
	const span = Math.floor(ms / SPAN_MS);
	const offset = offsetAt(span, zone);
	// The offset is changed within the span; no zone changes it there and back again in so short a time.
	return offset === offsetAt(span + 1, zone) ? ms + offset : lookedUp(ms, zone);
}

/** Asking `Intl` takes longer than all the rest, and many records lie within few days. */
const SPAN_MS = 6 * 3_600_000;
const MOST_OFFSETS = 20_000;
const offsets = new Map<string, Map<number, number>>();

/** Milliseconds that the zone is ahead of UTC at the beginning of a span. */
function offsetAt(span: number, zone: string): number {
	let known = offsets.get(zone);
	if (!known || known.size >= MOST_OFFSETS) offsets.set(zone, (known = new Map<number, number>()));
	let offset = known.get(span);
	if (offset === undefined) known.set(span, (offset = lookedUp(span * SPAN_MS, zone) - span * SPAN_MS));
	return offset;
}

function lookedUp(ms: number, zone: string): number {
	const part: Record<string, string> = {};
	for (const { type, value } of formatterOf(zone).formatToParts(ms)) part[type] = value;
	const year = part.era?.startsWith('B') ? 1 - Number(part.year) : Number(part.year);
	const seconds = (Number(part.hour) * 60 + Number(part.minute)) * 60 + Number(part.second);
	const fraction = ((ms % 1000) + 1000) % 1000;
	return clock(year, Number(part.month), Number(part.day), seconds * 1000 + fraction);
}

/** The instant at which the wall clock in the zone shows this. */
function instantOf(wall: number, zone: string): number {
	if (zone === 'UTC') return wall;
	// A day to either side is beyond any zone's distance from UTC, so these are the offsets before and after a change.
	const before = wallOf(wall - DAY_MS, zone) - (wall - DAY_MS);
	const after = wallOf(wall + DAY_MS, zone) - (wall + DAY_MS);
	const first = wall - Math.max(before, after);
	if (wallOf(first, zone) === wall) return first;
	const second = wall - Math.min(before, after);
	if (wallOf(second, zone) === wall) return second;
	return wall - before;
}

const pad = (value: number, length = 2) => String(value).padStart(length, '0');
const dateOf = (wall: number) => formatWall(wall, 'YYYY-MM-DD');

function formatWall(wall: number, pattern: string): string {
	const at = new Date(wall);
	const parts: Record<string, string> = {
		YYYY: pad(at.getUTCFullYear(), 4),
		MM: pad(at.getUTCMonth() + 1),
		DD: pad(at.getUTCDate()),
		HH: pad(at.getUTCHours()),
		mm: pad(at.getUTCMinutes()),
		ss: pad(at.getUTCSeconds()),
	};
	return pattern.replace(/YYYY|MM|DD|HH|mm|ss/g, (token) => parts[token] ?? token);
}

function checkZone(zone: string): void {
	if (isZone(zone)) return;
	const advice = 'Use the name of a region and city as in "Europe/Prague", or "UTC".';
	throw badInput('Time Zone', `"${zone}" is not a time zone.`, advice);
}

function notADate(value: unknown, field: string): Error {
	const shown = typeof value === 'string' ? `"${value.slice(0, 60)}"` : String(value);
	return badInput(
		field,
		`${field} is not a date: ${shown}.`,
		'Give a date such as 2026-02-10 or 2026-02-10T09:30:00Z.',
	);
}

function readText(text: string, zone: string): When | undefined {
	if (EPOCH.test(text)) return { kind: 'instant', ms: Number(text) };
	const found = ISO.exec(text);
	if (!found) return undefined;
	const [, year, month, day, hour, minute, second = '0', fraction = '', offset] = found;
	const midnight = clock(Number(year), Number(month), Number(day));
	const date = `${year}-${month}-${day}`;
	const at = new Date(midnight);
	// A day that the month does not have is one of the next month.
	if (at.getUTCDate() !== Number(day) || at.getUTCMonth() + 1 !== Number(month) || Number(year) === 0) return undefined;
	if (hour === undefined) return { kind: 'day', date };
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
	const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
	const wall = midnight + seconds * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
	if (offset === undefined) return { kind: 'instant', ms: instantOf(wall, zone) };
	if (offset.toUpperCase() === 'Z') return { kind: 'instant', ms: wall };
	const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(3).replace(':', ''))];
	if (hours > 23 || minutes > 59) return undefined;
	const offsetMs = (hours * 60 + minutes) * 60_000;
	return { kind: 'instant', ms: offset.startsWith('-') ? wall + offsetMs : wall - offsetMs };
}

/**
 * Reads a date or a point in time.
 * @param zone where a text without an offset was written
 * @param field the label that a fault names
 * @throws Fault `input` for anything else, for days that do not exist and for years outside 1 to 9999
 */
export function readWhen(value: unknown, zone: string, field = 'Date'): When {
	checkZone(zone);
	let when: When | undefined;
	if (typeof value === 'number') when = { kind: 'instant', ms: Math.trunc(value) };
	else if (value instanceof Date) when = { kind: 'instant', ms: value.getTime() };
	else if (typeof value === 'string') when = readText(value.trim(), zone);
	else if (value && typeof value === 'object' && 'toISO' in value && typeof value.toISO === 'function') {
		when = readText(String(value.toISO()), zone);
	}
	if (!when || (when.kind === 'instant' && !(when.ms >= FIRST_MS && when.ms <= LAST_MS))) throw notADate(value, field);
	return when;
}

/** Whether this is a day without a time, such as `2026-02-10`. */
export function isDay(value: unknown): value is string {
	return typeof value === 'string' && readText(value.trim(), 'UTC')?.kind === 'day';
}

/**
 * The value as wall clock time in the zone, in a vendor's writing. A day is midnight of that day in every zone.
 * @param pattern `YYYY`, `MM`, `DD`, `HH`, `mm` and `ss` are replaced, everything else stays
 */
export function localIn(value: WhenInput, zone: string, pattern = 'YYYY-MM-DD HH:mm:ss', field?: string): string {
	const when = readWhen(value, zone, field);
	if (when.kind === 'instant') return formatWall(wallOf(when.ms, zone), pattern);
	return formatWall(Date.parse(`${when.date}T00:00:00Z`), pattern);
}

/** The date that the value falls on in the zone; a day stays what it is. `pattern` as in `localIn`. */
export function dateIn(value: WhenInput, zone: string, pattern = 'YYYY-MM-DD', field?: string): string {
	return localIn(value, zone, pattern, field);
}

/** The value as epoch milliseconds. A day begins at its first moment in the zone. */
export function msOf(value: WhenInput, zone: string, field?: string): number {
	const when = readWhen(value, zone, field);
	return when.kind === 'instant' ? when.ms : instantOf(Date.parse(`${when.date}T00:00:00Z`), zone);
}

/** The value as ISO UTC with milliseconds: reads back what a vendor wrote as naive local time in its zone. */
export function isoOf(value: WhenInput, zone: string, field?: string): string {
	return new Date(msOf(value, zone, field)).toISOString();
}

/** The first moment, as ISO UTC, of the day that the value falls on in the zone. */
export function startOfDay(value: WhenInput, zone: string, field?: string): string {
	return isoOf(dateIn(value, zone, undefined, field), zone, field);
}

/**
 * So many calendar days later (earlier if negative). A day gives a day; an instant gives the same wall clock time in the
 * zone on that day, as ISO UTC.
 * @throws Fault `input` when `days` is not a whole number or leads outside the years 1 to 9999
 */
export function addDays(value: WhenInput, days: number, zone: string, field = 'Date'): string {
	if (!Number.isInteger(days)) throw badInput(field, `${field} can be moved by whole days only, not by ${days}.`);
	const when = readWhen(value, zone, field);
	const wall = when.kind === 'day' ? Date.parse(`${when.date}T00:00:00Z`) : wallOf(when.ms, zone);
	const moved = wall + days * DAY_MS;
	if (!(moved >= FIRST_MS && moved <= LAST_MS)) throw notADate(`${dateOf(wall)} plus ${days} days`, field);
	if (when.kind === 'day') return dateOf(moved);
	return days === 0 ? new Date(when.ms).toISOString() : new Date(instantOf(moved, zone)).toISOString();
}
