import type { Host } from '../shared/http';
import { openGoogleCalendar } from './open';
import type { CalendarWatch } from './watch/watching';

/**
 * What a trigger reads with in one poll.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openWatch(host: Host, deadline?: number): Promise<CalendarWatch> {
	const { CalendarWatch: Watch } = await import('./watch/watching');
	return new Watch(await openGoogleCalendar(host, deadline));
}
