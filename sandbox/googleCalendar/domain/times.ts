import { invalid, Refusal, required, type EventTime, type Json } from '../model';
import { instantOf, isoIn, isZone } from './zones';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)([Zz]|[+-]\d{2}:?\d{2})?$/;

export interface TimeRules {
	/** Of the calendar; kept where a time brings none. */
	timeZone: string;
	/** Which of two equal wall clock times a time without offset means. */
	twice: 'first' | 'second';
	/** A series needs its zone told. */
	needsZone: boolean;
}

/** Checks a `start` or `end` as it was sent and brings it into the form that is kept. Throws a Refusal 400. */
export function eventTime(sent: unknown, which: 'start' | 'end', rules: TimeRules): EventTime {
	if (typeof sent !== 'object' || sent === null) throw required(`Missing ${which} time.`);
	const { date, dateTime, timeZone } = sent as Json;
	const hasDate = date !== undefined && date !== null;
	const hasTime = dateTime !== undefined && dateTime !== null;
	if (hasDate && hasTime) throw invalid(`Invalid ${which} time.`);
	if (timeZone !== undefined && timeZone !== null && !isZone(timeZone))
		throw invalid(`Invalid time zone definition for ${which} time.`);
	if (hasDate) {
		if (!isDate(date)) throw invalid(`Invalid value for: ${String(date)}`);
		return { date };
	}
	if (!hasTime) throw required(`Missing ${which} time.`);
	const zone = isZone(timeZone) ? timeZone : undefined;
	if (rules.needsZone && zone === undefined) throw required(`Missing time zone definition for ${which} time.`);
	const at = instantFrom(String(dateTime), zone, rules.twice);
	if (at === 'noZone') throw required(`Missing time zone definition for ${which} time.`);
	if (at === undefined) throw invalid(`Invalid value for: ${String(dateTime)}`);
	return { dateTime: isoIn('UTC', at), timeZone: zone ?? rules.timeZone };
}

export const isDate = (value: unknown): value is string =>
	typeof value === 'string' && DATE.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;

function instantFrom(text: string, zone: string | undefined, twice: 'first' | 'second'): number | 'noZone' | undefined {
	const [, day, clock, offset] = DATE_TIME.exec(text) ?? [];
	if (!isDate(day) || clock === undefined) return undefined;
	const local = Date.parse(`${day}T${clock}Z`);
	if (Number.isNaN(local)) return undefined;
	if (offset !== undefined) return Date.parse(`${day}T${clock}${offset}`);
	return zone === undefined ? 'noZone' : instantOf(zone, local, twice);
}

/** Milliseconds; a day begins at midnight of the zone. */
export function millis(time: EventTime, zone: string): number {
	return 'date' in time ? instantOf(zone, Date.parse(`${time.date}T00:00:00Z`)) : Date.parse(time.dateTime);
}

/** As answers show it: the instant in the zone asked for, beside the zone that the event is kept in. */
export const shownTime = (time: EventTime, zone: string): Json =>
	'date' in time ? { date: time.date } : { dateTime: isoIn(zone, Date.parse(time.dateTime)), timeZone: time.timeZone };

export const plusDays = (day: string, days: number): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** A query parameter with an offset, as timeMin. Undefined when it was not sent; throws a Refusal 400. */
export function instantParameter(params: URLSearchParams, name: string): number | undefined {
	const text = params.get(name);
	if (text === null) return undefined;
	const at = instantFrom(text, undefined, 'first');
	if (typeof at !== 'number') throw new Refusal(400, 'badRequest', `Bad Request: '${name}' needs a time with offset.`);
	return at;
}
