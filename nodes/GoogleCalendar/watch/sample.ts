import { settled } from '../../shared/settled';
import type { Delivered } from '../../shared/watch/feed';
import { calls, type EventsQuery, type GoogleEvent } from '../api';
import { isCancelled, isSeries } from '../sync/event';
import { momentOf } from './moments';
import type { Route } from './place';
import { deletedRecord, recordOf } from './records';
import { explained } from './routes';
import { valuesOf } from './values';
import type { Watch } from './watched';
import type { CalendarWatch } from './watching';
import { windowOf } from './window';

const EXAMPLES = 3;
/** Calendars that are looked into for them. */
const LOOK_INTO = 5;
const DAY_MS = 24 * 60 * 60_000;

interface Example {
	event: GoogleEvent;
	route: Route;
	/** ISO; the newest examples come first. */
	at: string;
}

/** Real events as the trigger would give them; where nothing of the kind has happened, others stand in. @throws Fault */
export async function sampleOf(watching: CalendarWatch, watch: Watch): Promise<Delivered[]> {
	const { routes, failures } = await watching.look(watch);
	const now = watching.now();
	const outcomes = await Promise.all(
		routes.list
			.slice(0, LOOK_INTO)
			.map(async (route) => await settled(async () => await examplesIn(watching, watch, route, now))),
	);
	const found = outcomes.flatMap((outcome) => ('value' in outcome ? outcome.value : []));
	const errors = outcomes.flatMap((one, at) => ('error' in one ? [explained(one.error, routes.list[at]!)] : []));
	if (found.length === 0 && errors[0]) throw errors[0];
	if (found.length === 0 && failures[0]) throw failures[0].error;
	const wanted = found.sort((a, b) => (a.at > b.at ? -1 : 1));
	const deleted = wanted.filter(({ event }) => isCancelled(event));
	const chosen = watch.event === 'eventDeleted' && deleted.length > 0 ? deleted : wanted;
	return chosen.slice(0, EXAMPLES).map((example) => delivered(example, watch));
}

async function examplesIn(watching: CalendarWatch, watch: Watch, route: Route, now: number): Promise<Example[]> {
	const isMoment = watch.event === 'eventStarted' || watch.event === 'eventEnded';
	const { from, until } = windowOf(watching.api.settings, now);
	const week = new Date(now - 7 * DAY_MS).toISOString();
	const query: EventsQuery = {
		singleEvents: isMoment || watch.expand,
		eventTypes: watch.kinds,
		timeMin: isMoment ? week : from,
		timeMax: isMoment ? new Date(now + DAY_MS).toISOString() : until,
		...(watch.event === 'eventDeleted' && { showDeleted: true }),
		...(isMoment && { orderBy: 'startTime' }),
		maxResults: 250,
	};
	const { items, timeZone } = await watching.account(route).send(calls.eventsPage(route.calendar, query));
	return (items ?? [])
		.filter((event) => isMoment || watch.expand || !isSeries(event))
		.flatMap((event): Example[] => {
			const at = isMoment ? momentOf(event, watch.event, timeZone ?? 'UTC') : (event.updated ?? '');
			if (at === undefined || (isMoment && Date.parse(at) > now)) return [];
			return [{ event, route, at }];
		});
}

const NAMES: Readonly<Record<string, string>> = {
	eventCreatedOrUpdated: 'eventUpdated',
	eventCreatedUpdatedOrDeleted: 'eventUpdated',
};

function delivered({ event, route, at }: Example, watch: Watch): Delivered {
	const { event: kind, watched } = watch;
	const isDeletion = kind === 'eventDeleted';
	const values = isDeletion || isCancelled(event) ? [] : valuesOf(event, route.calendar, watched);
	const changes = Object.fromEntries(values.map((to, index) => [watched[index]!, { to }]));
	return {
		id: `${route.calendar}/${event.id}|${at}`,
		recordId: event.id,
		event: NAMES[kind] ?? kind,
		occurredAt: new Date(Date.parse(at) || 0).toISOString(),
		...(values.length > 0 && { changes }),
		about: { calendarId: route.calendar, calendar: route.name },
		record: isDeletion || isCancelled(event) ? deletedRecord(event.id, route) : recordOf(event, route),
	};
}
