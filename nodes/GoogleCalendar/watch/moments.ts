import { inParallel } from '../../shared/parallel';
import { settled } from '../../shared/settled';
import { partsOf } from '../../shared/sync/pairs/time';
import type { Budget, Change, Page } from '../../shared/watch/feed';
import { isoOf } from '../../shared/when';
import { calls, type EventsQuery, type GoogleEvent } from '../api';
import { timeOfEvent } from '../sync/time';
import { wishOf, type MomentCursor, type MomentPlace, type Route } from './place';
import { afterReading, errorsOf, explained, lateOf } from './routes';
import type { EventKind, Watch } from './watched';
import type { CalendarWatch } from './watching';

/** So far a reading reaches back, for events that are entered when they have begun. */
const OVERLAP_MS = 10 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const CALENDARS_AT_ONCE = 4;

/** When an event begins or ends, ISO UTC; whole days do in the zone of their calendar. Nothing where it has no time. */
export function momentOf(event: GoogleEvent, kind: EventKind, zone: string): string | undefined {
	const time = timeOfEvent(event);
	if (time === undefined) return undefined;
	const { start, end } = partsOf(time);
	return isoOf(kind === 'eventEnded' ? end : start, zone);
}

/** What a reading of one calendar has found. */
interface Read {
	place: MomentPlace;
	changes: Change[];
	/** Up to when, ISO. */
	now: string;
}

/**
 * What has begun, or ended, since the cursor and until now by Google's clock: one request for each calendar. Each has a place of its
 * own, so that one that cannot be read loses nothing and repeats nothing.
 * @throws Fault where no calendar could be read
 */
export async function readMoments(
	watching: CalendarWatch,
	watch: Watch,
	cursor: MomentCursor,
	{ limit }: Budget,
): Promise<Page<MomentCursor>> {
	const { routes, failures, missing } = await watching.look(watch, cursor.routes);
	const placeOf = (route: Route): MomentPlace =>
		cursor.calendars[route.calendar] ?? begun(cursor.late?.[wishOf(route)] ?? cursor.time);
	const outcomes = await inParallel(
		routes.list,
		CALENDARS_AT_ONCE,
		async (route) => await settled(async () => await readOne(watching, watch, route, placeOf(route))),
	);
	const unread = outcomes.flatMap((outcome, at) =>
		'error' in outcome ? [[routes.list[at]!.calendar, explained(outcome.error, routes.list[at]!)] as const] : [],
	);
	const errors = errorsOf(failures, new Map(unread));
	const found = outcomes
		.flatMap((outcome) => ('value' in outcome ? outcome.value.changes : []))
		.sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1));
	if (errors.length > 0 && outcomes.every((outcome) => 'error' in outcome)) throw errors[0]!;
	// All that happen at one moment go together, so that no reading steps over any of them.
	const edge = found[limit - 1]?.occurredAt;
	const changes = edge === undefined ? found : found.filter(({ occurredAt }) => occurredAt <= edge);
	const places = routes.list.map((route, at): [string, MomentPlace] => {
		const outcome = outcomes[at]!;
		return [route.calendar, 'value' in outcome ? placeAfter(outcome.value, edge) : placeOf(route)];
	});
	return {
		changes,
		next: {
			time: places.map(([, { time }]) => time).reduce(later, cursor.time),
			routes: afterReading(
				routes,
				unread.map(([, error]) => error),
			),
			calendars: Object.fromEntries(places),
			...lateOf(missing, cursor.late, cursor.time),
		},
		more: changes.length < found.length,
		...(errors.length > 0 && { failures: errors }),
	};
}

const later = (a: string, b: string): string => (b > a ? b : a);
const begun = (time: string): MomentPlace => ({ time, from: time, told: [] });

/** @param edge after which nothing was told in this page, if it was full */
function placeAfter({ place, changes, now }: Read, edge: string = now): MomentPlace {
	const isWhole = changes.every(({ occurredAt }) => occurredAt <= edge);
	const time = later(place.time, isWhole ? now : edge);
	const from = later(place.from, new Date(Date.parse(time) - OVERLAP_MS).toISOString());
	const told = changes.filter(({ occurredAt }) => occurredAt <= edge).map(keyOf);
	return { time, from, told: [...place.told, ...told].filter((key) => momentIn(key) > from) };
}

/** How an event that was told is noted. */
const keyOf = ({ recordId, occurredAt }: Change): string => `${recordId}|${occurredAt}`;
const momentIn = (key: string): string => key.slice(key.lastIndexOf('|') + 1);

async function readOne(watching: CalendarWatch, watch: Watch, route: Route, place: MomentPlace): Promise<Read> {
	const account = watching.account(route);
	const { from: since } = place;
	// Only so that the list ends somewhere: what has begun is decided by Google's clock.
	const until = Math.max(Date.now(), Date.parse(since)) + 2 * DAY_MS;
	const query: EventsQuery = {
		singleEvents: true,
		eventTypes: watch.kinds,
		timeMin: new Date(Date.parse(since) - DAY_MS).toISOString(),
		timeMax: new Date(until).toISOString(),
	};
	let zone = 'UTC';
	const found: GoogleEvent[] = [];
	let token: string | undefined;
	do {
		const { items, timeZone, nextPageToken } = await account.send(calls.eventsPage(route.calendar, query, token));
		zone = timeZone ?? zone;
		found.push(...(items ?? []));
		token = nextPageToken ?? undefined;
	} while (token !== undefined);
	const now = new Date(Math.min(until - DAY_MS, account.answeredAt ?? until)).toISOString();
	const told = new Set(place.told);
	const changes: Change[] = [];
	for (const event of found) {
		const moment = momentOf(event, watch.event, zone);
		if (moment === undefined || moment <= since || moment > now) continue;
		const change = changeOf(event, moment, watch, route);
		if (told.has(keyOf(change))) continue;
		changes.push(change);
		watching.note(route.calendar, event);
	}
	return { place, changes, now };
}

const changeOf = ({ id }: GoogleEvent, moment: string, { event }: Watch, { calendar, name }: Route): Change => ({
	id: `${calendar}/${id}|${moment}`,
	recordId: id,
	event,
	occurredAt: moment,
	about: { calendarId: calendar, calendar: name },
});
