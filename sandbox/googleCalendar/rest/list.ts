import { looksFrom, shownEvent } from '../show';
import { calendarOf, etagOf, type Answer, type Call } from './call';
import { listQuery, type ListQuery } from './listQuery';
import { pageOf } from './listing';
import { givePage, giveSync, takePage, takeSync, type PageToken, type Window } from './listTokens';
import { invalid, type Calendar, type Json } from '../model';
import type { World } from '../world';

const NO_WINDOW: Window = [null, null];

interface Start {
	/** Of a list by token. */
	since: number | undefined;
	/** Where the next list by token begins. */
	seq: number;
	/** timeMin and timeMax of the first list. */
	window: Window;
	page: PageToken | undefined;
}

/** GET /calendars/{id}/events, in full or by syncToken (google-calendar.md B). */
export function listEvents(call: Call): Answer {
	const { world, params, user } = call;
	const { calendar, role } = calendarOf(call);
	const query = listQuery(params, world);
	const looks = looksFrom(user, params, world.switches);
	const { since, seq, window, page } = startOf(world, calendar, query);
	const head = {
		kind: 'calendar#events',
		etag: `"p${etagOf(calendar).slice(1)}`,
		summary: calendar.summary,
		description: calendar.description,
		updated: new Date(world.store.now()).toISOString(),
		timeZone: looks.timeZone ?? calendar.timeZone,
		accessRole: role,
		defaultReminders: [{ method: 'popup', minutes: 30 }],
	};
	if (page?.empty) {
		const nextPageToken = givePage(world, calendar, { ...page, empty: false });
		return { json: { ...head, nextPageToken, items: [] } };
	}
	const { pages, tokenKeepsWindow } = world.switches;
	const { items, next } = pageOf({
		shelf: calendar.events,
		query,
		since,
		window: since === undefined || tokenKeepsWindow ? window : NO_WINDOW,
		limit: pages === 'half' ? Math.ceil(query.limit / 2) : query.limit,
		after: page?.place,
	});
	if (world.switches.flakyEtags > 0)
		for (const { event } of items) if (world.random() < world.switches.flakyEtags) world.writer.renewEtag(event);
	const token: Json = next
		? { nextPageToken: givePage(world, calendar, { place: next, seq, since, empty: pages === 'emptyBetween', window }) }
		: givesToken(query, since, world)
			? { nextSyncToken: giveSync(world, calendar, seq, query, window) }
			: {};
	return { json: { ...head, ...token, items: items.map((item) => shownEvent(item, looks)) } };
}

function startOf(world: World, calendar: Calendar, query: ListQuery): Start {
	const page = query.pageToken === undefined ? undefined : takePage(world, calendar, query.pageToken);
	const sync = query.syncToken === undefined ? undefined : takeSync(world, calendar, query.syncToken, query);
	if (page?.since !== undefined && !sync && world.switches.pageWithoutSyncToken === '400')
		throw invalid('The page token belongs to a list with a sync token, which must be sent too.', 'syncToken');
	return {
		since: page ? page.since : sync?.seq,
		seq: page?.seq ?? world.store.seq,
		window: page?.window ?? sync?.window ?? [query.timeMin ?? null, query.timeMax ?? null],
		page,
	};
}

function givesToken(query: ListQuery, since: number | undefined, { switches }: World): boolean {
	if (since !== undefined) return true;
	const filters = [query.q, query.iCalUID, query.updatedMin, query.private[0], query.shared[0]];
	if (filters.some((filter) => filter !== undefined)) return false;
	if (query.orderBy !== undefined && !switches.orderedListGivesToken) return false;
	return !query.singleEvents || switches.singleEventsGivesToken;
}
