/** When an event is, as Google and as `shared/sync/pairs/time.ts` write it (google-calendar.md A). Pure. */
import { partsOf, timeText } from '../../shared/sync/pairs/time';
import { isoOf, isZone } from '../../shared/when';
import type { EventTime, GoogleEvent } from '../schema';

const momentOf = ({ date, dateTime, timeZone }: EventTime): string | undefined =>
	// Of zones that are not IANA's (`GMT-04:00`) the offset in the time itself says enough.
	date ?? (dateTime ? isoOf(dateTime, timeZone && isZone(timeZone) ? timeZone : 'UTC') : undefined);

/** Nothing where Google does not tell it, as of a deleted event. The end of whole days is the first day after. */
export function timeOfEvent({ start, end }: Pick<GoogleEvent, 'start' | 'end'>): string | undefined {
	const from = start && momentOf(start);
	if (from === undefined) return undefined;
	return timeText(from, (end && momentOf(end)) ?? from);
}

/**
 * @param isChange for an event that exists: what it was before, hours or whole days, is taken away (google-calendar.md A). Its
 * zone stays.
 */
export function bodyOfTime(time: string, isChange: boolean): { start: EventTime; end: EventTime } {
	const { start, end, allDay } = partsOf(time);
	const written = (moment: string): EventTime => {
		if (allDay) return { date: moment, ...(isChange && { dateTime: null, timeZone: null }) };
		return { dateTime: moment, ...(isChange && { date: null }) };
	};
	return { start: written(start), end: written(end) };
}
