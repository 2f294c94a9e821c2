/** How the two-way sync reads events: in as few requests as it takes. */
import { inParallel } from '../../shared/parallel';
import { settled, type Settled } from '../../shared/settled';
import { partsOf } from '../../shared/sync/pairs/time';
import type { CalendarEvent, DeletedEvent, EventRef, Synced } from '../../shared/sync/pairs/types';
import { addDays, isoOf } from '../../shared/when';
import { calls, isMissing, type EventsQuery, type GoogleCalendarApi, type GoogleEvent } from '../api';
import { EVENT_FIELDS, isCancelled, toEvent } from './event';
import type { Lists } from './found';
import type { Places } from './places';

const FEW_DAYS = 10;
const CALENDARS_AT_ONCE = 4;
export const LIST_FIELDS = `items(${EVENT_FIELDS}),nextPageToken`;

export type Api = Pick<GoogleCalendarApi, 'batch'>;

/** One list of events. */
interface Asked {
	calendar: string;
	query: EventsQuery;
}

/** Many short lists at once. A page may be empty and yet not the last one (google-calendar.md B1). */
export async function listEach(
	api: Api,
	places: Places,
	asked: readonly Asked[],
): Promise<Array<Settled<CalendarEvent[]>>> {
	const accounts = await Promise.all(asked.map(async ({ calendar }) => (await places.of(calendar)).account));
	const results = asked.map((): Settled<CalendarEvent[]> => ({ value: [] }));
	let open = asked.map((_one, at) => ({ at, pageToken: undefined as string | undefined }));
	while (open.length > 0) {
		const answers = await api.batch(
			open.map(({ at, pageToken }) => ({
				account: accounts[at]!,
				call: calls.eventsPage(asked[at]!.calendar, asked[at]!.query, pageToken),
			})),
		);
		open = open.flatMap(({ at }, place) => {
			const answer = answers[place]!;
			const former = results[at]!;
			if ('error' in answer) results[at] = answer;
			else if ('value' in former) {
				const more = eventsOf(asked[at]!.calendar, answer.value.items ?? []);
				results[at] = { value: [...former.value, ...more] };
				if (answer.value.nextPageToken) return [{ at, pageToken: answer.value.nextPageToken }];
			}
			return [];
		});
	}
	return results;
}

/** Whole calendars, 2,500 events a page; what is not kept is forgotten page by page. */
async function listWhole(
	places: Places,
	calendars: readonly string[],
	keep: (event: CalendarEvent) => boolean,
	query: EventsQuery = {},
): Promise<Lists> {
	const lists = await inParallel(calendars, CALENDARS_AT_ONCE, async (calendar) => {
		return await settled(async () => {
			const { account } = await places.of(calendar);
			const events: CalendarEvent[] = [];
			for await (const page of account.events(calendar, { ...query, fields: LIST_FIELDS })) {
				for (const event of eventsOf(calendar, page)) if (keep(event)) events.push(event);
			}
			return events;
		});
	});
	return new Map(calendars.map((calendar, at) => [calendar, lists[at]!]));
}

export const eventsOf = (calendar: string, items: readonly GoogleEvent[]): CalendarEvent[] =>
	items.filter((event) => !isCancelled(event)).map((event) => toEvent(calendar, event) as CalendarEvent);

/** Each event as it is now; an error where that cannot be known, or its whole calendar is not there any more. */
export async function getEach(
	api: Api,
	places: Places,
	refs: readonly EventRef[],
): Promise<Array<CalendarEvent | DeletedEvent | Error>> {
	const reached = await Promise.all(refs.map(async ({ calendar }) => await settled(() => places.of(calendar))));
	const asked = refs.flatMap(({ calendar, id }, at) => {
		const place = reached[at]!;
		return 'value' in place ? [{ account: place.value.account, call: calls.getEvent(calendar, id, EVENT_FIELDS) }] : [];
	});
	const answers = (await api.batch(asked)).values();
	const read = reached.map((place): Settled<GoogleEvent> => ('value' in place ? answers.next().value! : place));
	const missing = refs.filter((_ref, at) => isNotThere(read[at]!)).map(({ calendar }) => calendar);
	const lost = new Map<string, unknown>();
	for (const calendar of new Set(missing)) {
		const there = await settled(() => places.checkThere(calendar));
		if ('error' in there) lost.set(calendar, there.error);
	}
	return refs.map(({ calendar, id }, at) => {
		const answer = read[at]!;
		if ('value' in answer) return toEvent(calendar, answer.value);
		if (!isNotThere(answer)) return answer.error as Error;
		return (lost.get(calendar) as Error | undefined) ?? { calendar, id, deleted: true };
	});
}

const isNotThere = (answer: Settled<unknown>): boolean => 'error' in answer && isMissing(answer.error);

/** Events of the calendar without a link that have the same title and time; an error for a calendar that cannot be read. */
export async function findAlike(
	api: Api,
	places: Places,
	wanted: ReadonlyArray<{ calendar: string; fields: Synced }>,
): Promise<Array<CalendarEvent[] | Error>> {
	const known = wanted.filter(({ fields }) => fields.time !== '');
	const calendars = [...new Set(known.map(({ calendar }) => calendar))];
	const spans = calendars.flatMap((calendar) => {
		const days = known.filter((one) => one.calendar === calendar).map(({ fields }) => spanOf([fields.time]));
		return days.length > FEW_DAYS ? [] : unique(days).map((span) => ({ calendar, query: queryOf(span) }));
	});
	const byDay = await listEach(api, places, spans);
	const events = new Map<string, CalendarEvent>();
	const unread = new Map<string, Error>();
	const take = (calendar: string, list: Settled<CalendarEvent[]>) => {
		if ('error' in list) unread.set(calendar, list.error as Error);
		else for (const event of list.value) if (isFree(event)) events.set(`${calendar}/${event.id}`, event);
	};
	byDay.forEach((list, at) => take(spans[at]!.calendar, list));
	for (const calendar of calendars.filter((id) => !spans.some((one) => one.calendar === id))) {
		const times = known.filter((one) => one.calendar === calendar).map(({ fields }) => fields.time);
		const lists = await listWhole(places, [calendar], isFree, queryOf(spanOf(times)));
		for (const list of lists.values()) take(calendar, list);
	}
	const byContents = Map.groupBy(events.values(), keyOf);
	return wanted.map((one) => unread.get(one.calendar) ?? byContents.get(keyOf(one)) ?? []);
}

const keyOf = ({ calendar, fields }: { calendar: string; fields: Synced }): string =>
	JSON.stringify([calendar, fields.subject, fields.time]);

/** A copy of a linked event is nobody's. */
const isFree = ({ id, stamp, leftAlone }: CalendarEvent): boolean => stamp?.self !== id && leftAlone === undefined;

type Span = [from: string, until: string];

/** From the first start to the last end, and a day more: whole days begin when they do in the calendar's zone. */
function spanOf(times: readonly string[]): Span {
	const starts = times.map((time) => isoOf(partsOf(time).start, 'UTC')).sort();
	const ends = times.map((time) => isoOf(partsOf(time).end, 'UTC')).sort();
	return [addDays(starts[0]!, -1, 'UTC'), addDays(ends.at(-1)!, 1, 'UTC')];
}

const queryOf = ([timeMin, timeMax]: Span): EventsQuery => ({ timeMin, timeMax, fields: LIST_FIELDS });

const unique = (spans: readonly Span[]): Span[] => [...new Map(spans.map((span) => [span.join(' '), span])).values()];
