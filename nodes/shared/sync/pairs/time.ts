/**
 * When a task or an event is, as one text: `2026-07-01T08:00:00Z/2026-07-01T09:00:00Z`, or `2026-07-01/2026-07-02` for whole
 * days, whose end is the first day after it (google-calendar.md A). Pure.
 */
import { addDays, isDay, isoOf, localIn } from '../../when';

/** Wall clock times of the zone, `YYYY-MM-DD HH:mm:ss`; of whole days only the date counts. */
export interface Wall {
	start: string;
	/** Of whole days the last one. Nothing where no end is known. */
	end: string | null;
	allDay: boolean;
}

const secondsOf = (iso: string): string => `${iso.slice(0, 19)}Z`;

/** @param start and end, both days or both instants (any writing with offset) */
export function timeText(start: string, end: string): string {
	return isDay(start) ? `${start}/${end}` : `${secondsOf(isoOf(start, 'UTC'))}/${secondsOf(isoOf(end, 'UTC'))}`;
}

export function partsOf(time: string): { start: string; end: string; allDay: boolean } {
	const [start = '', end = ''] = time.split('/');
	return { start, end, allDay: isDay(start) };
}

/**
 * Clock times that a change of the offset skips move forward, those that happen twice mean the first one.
 * @param minutes how long what has no end lasts
 */
export function timeOfWall({ start, end, allDay }: Wall, zone: string, minutes: number): string {
	if (allDay) {
		const [first, last] = [start.slice(0, 10), (end ?? start).slice(0, 10)];
		return `${first}/${addDays(last < first ? first : last, 1, zone)}`;
	}
	const from = Date.parse(isoOf(start.replace(' ', 'T'), zone));
	const given = end === null ? undefined : Date.parse(isoOf(end.replace(' ', 'T'), zone));
	const until = given === undefined ? from + minutes * 60_000 : Math.max(given, from);
	return timeText(new Date(from).toISOString(), new Date(until).toISOString());
}

export function wallOf(time: string, zone: string): Wall & { end: string } {
	const { start, end, allDay } = partsOf(time);
	if (allDay) return { start: `${start} 00:00:00`, end: `${addDays(end, -1, zone)} 00:00:00`, allDay };
	return { start: localIn(start, zone), end: localIn(end, zone), allDay };
}
