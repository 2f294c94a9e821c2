import type { Budget, Start } from '../../shared/watch/feed';
import type { Cursor, MomentCursor, Place } from './place';
import { errorsOf, lateOf } from './routes';
import type { Watch } from './watched';
import type { CalendarWatch } from './watching';
import { windowOf } from './window';

/**
 * The first cursor. From now on means that the events that are there are known: they are read once. A calendar that cannot be
 * read to its end at that moment is read by later polls; then what was changed since counts. @throws Fault where none can be read
 */
export async function startAt(
	watching: CalendarWatch,
	watch: Watch,
	start: Start,
	{ deadline }: Budget,
): Promise<{ cursor: Cursor; failures: readonly Error[] }> {
	const { routes, failures, missing } = await watching.look(watch);
	const since = new Date(watching.now()).toISOString();
	const baseline = start.from === 'now' ? 'none' : start.from === 'date' ? start.date : 'all';
	const empty: Cursor = { time: since, routes, calendars: {}, baseline, ...lateOf(missing, {}, since) };
	if (start.from !== 'now') return { cursor: empty, failures: errorsOf(failures, NONE) };
	const pass = await watching.passFrom(watch, empty, true);
	const { next, failures: unread = [] } = await pass.silently(deadline);
	const calendars = Object.entries(next.calendars).map(([calendar, place]): [string, Place] => [
		calendar,
		place.baseline === undefined ? place : { ...place, baseline: since },
	]);
	return {
		cursor: { ...next, calendars: Object.fromEntries(calendars) },
		failures: [...new Set([...errorsOf(failures, NONE), ...unread])],
	};
}

const NONE: ReadonlyMap<string, Error> = new Map();

/** For starts and ends. */
export async function startMoments(
	watching: CalendarWatch,
	watch: Watch,
	start: Start,
): Promise<{ cursor: MomentCursor; failures: readonly Error[] }> {
	const { routes, failures, missing } = await watching.look(watch);
	const now = watching.now();
	const { from } = windowOf(watching.api.settings, now);
	const time = start.from === 'now' ? new Date(now).toISOString() : start.from === 'date' ? start.date : from;
	return { cursor: { time, routes, calendars: {}, ...lateOf(missing, {}, time) }, failures: errorsOf(failures, NONE) };
}
