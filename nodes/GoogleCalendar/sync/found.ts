import { Fault } from '../../shared/fault';
import type { Settled } from '../../shared/settled';
import type { CalendarEvent } from '../../shared/sync/pairs/types';

/** What was read of each calendar, by its id. */
export type Lists = ReadonlyMap<string, Settled<CalendarEvent[]>>;

export interface Wanted {
	link: string;
	/** Where it is looked for first. */
	calendar?: string;
}

/** Events by link; an error for one that may be in a calendar that could not be read now. */
export class FoundEvents extends Map<string, CalendarEvent[] | Error> {
	/** Takes over what the calendars say of a link. */
	note({ link, calendar }: Wanted, lists: Lists): void {
		const events = [...lists.values()].flatMap((list) => eventsIn(list, link));
		if (events.length > 0) this.set(link, events);
		for (const [id, list] of lists) {
			if (events.length === 0 && 'error' in list && matters(list.error, id === calendar)) {
				this.set(link, list.error as Error);
			}
		}
	}
}

/** The events of a link; a copy carries the stamp of the event that it was copied from (google-calendar.md C). */
export const eventsIn = (list: Settled<CalendarEvent[]> | undefined, link: string): CalendarEvent[] =>
	list && 'value' in list ? list.value.filter(({ id, stamp }) => stamp?.link === link && stamp.self === id) : [];

/**
 * What one operator's account refuses for good, or for the rest of the day, must not keep the tasks of all others from getting
 * events; theirs are not expected there, and two events of one task become one later. What may work a moment later is waited for.
 */
const matters = (error: unknown, isHinted: boolean): boolean => isHinted || !(error instanceof Fault) || error.passing;
