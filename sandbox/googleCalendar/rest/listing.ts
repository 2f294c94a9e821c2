import { instancesOf, isSeries, itemEnd, itemId, itemStart, type Item } from '../domain/instances';
import type { Cursor } from '../domain/ordered';
import type { Shelf } from '../domain/shelf';
import type { StoredEvent } from '../model';
import type { ListQuery } from './listQuery';
import type { Place, Window } from './listTokens';

export interface Listing {
	readonly shelf: Shelf;
	readonly query: ListQuery;
	/** Of a list by token: place in the order of changes where it begins. */
	readonly since: number | undefined;
	/** What the list keeps to. */
	readonly window: Window;
	readonly limit: number;
	readonly after: Place | undefined;
}

export interface Page {
	items: Item[];
	/** Where it goes on; undefined on the last page. */
	next: Place | undefined;
}

/** Series have to be looked at one by one where a window or single events are asked for; all else goes by an index. */
export function pageOf(listing: Listing): Page {
	const { shelf, query } = listing;
	const hasWindow = listing.window.some((bound) => bound !== null);
	return shelf.series.size > 0 && (query.singleEvents || hasWindow) ? expanded(listing) : indexed(listing);
}

function indexed(listing: Listing): Page {
	const { limit, after } = listing;
	const { events, placeOf } = sourceOf(listing, after as Cursor | undefined);
	const items: Item[] = [];
	let last: StoredEvent | undefined;
	for (const event of events) {
		if (!fits({ event }, listing)) continue;
		if (items.length === limit) return { items, next: placeOf(last!) };
		items.push({ event });
		last = event;
	}
	return { items, next: undefined };
}

interface Source {
	events: Iterable<StoredEvent>;
	placeOf(event: StoredEvent): Cursor;
}

function sourceOf({ shelf, query, since, window }: Listing, after?: Cursor): Source {
	const from = (order: Shelf['made'], start?: Cursor): Source => ({
		events: order.after(after ?? start),
		placeOf: (event) => order.cursorOf(event),
	});
	if (since !== undefined) return from(shelf.changes, [since, Infinity]);
	if (query.iCalUID !== undefined) return from(shelf.made);
	const [property] = query.private;
	if (property) {
		const found = shelf.withProperty(...property).filter(({ ordinal }) => !after || ordinal > after[0]);
		return { events: found, placeOf: ({ ordinal }) => [ordinal, ordinal] };
	}
	if (query.orderBy === 'updated' || query.updatedMin !== undefined)
		return from(shelf.updates, [(query.updatedMin ?? 0) - 1, Infinity]);
	const [min, max] = window;
	if (query.orderBy !== 'startTime' && min === null && max === null) return from(shelf.made);
	const source = from(shelf.starts, min === null ? undefined : [min - shelf.longest - 1, Infinity]);
	return { ...source, events: until(source.events, max ?? Infinity) };
}

function* until(events: Iterable<StoredEvent>, max: number): Generator<StoredEvent> {
	for (const event of events) {
		if (event.start >= max) return;
		yield event;
	}
}

function expanded(listing: Listing): Page {
	const { query, limit, after, since, window } = listing;
	const keyOf = (item: Item) =>
		since !== undefined ? item.event.seq : query.orderBy === 'updated' ? item.event.updated : itemStart(item);
	const found = new Map<string, Item>();
	for (const item of itemsOf(listing, window[1] ?? Infinity)) if (fits(item, listing)) found.set(itemId(item), item);
	const sorted = [...found.values()]
		.map((item) => ({ item, key: keyOf(item), id: itemId(item) }))
		.sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1));
	const rest = after
		? sorted.filter(({ key, id }) => key > after[0] || (key === after[0] && id > String(after[1])))
		: sorted;
	const last = rest[limit - 1];
	return {
		items: rest.slice(0, limit).map(({ item }) => item),
		next: last && rest.length > limit ? [last.key, last.id] : undefined,
	};
}

function* itemsOf(listing: Listing, before: number): Generator<Item> {
	const { shelf, query, since } = listing;
	for (const event of sourceOf(listing).events) if (!isSeries(event)) yield { event };
	// A series may begin long before the window that it reaches into.
	for (const event of since === undefined ? shelf.series : sourceOf(listing).events) {
		if (!isSeries(event)) continue;
		if (query.singleEvents) yield* instancesOf(event, before);
		else yield { event };
	}
}

function fits(item: Item, { query, since, window: [min, max] }: Listing): boolean {
	const { event } = item;
	const { body } = event;
	if (query.eventTypes.length > 0 && !query.eventTypes.includes(event.eventType)) return false;
	if (event.status === 'cancelled' && !showsDeleted(event, query, since)) return false;
	if ((min !== null || max !== null) && !overlaps(item, min ?? -Infinity, max ?? Infinity)) return false;
	if (query.updatedMin !== undefined && event.updated < query.updatedMin) return false;
	if (query.iCalUID !== undefined && event.iCalUID !== query.iCalUID) return false;
	const { private: own = {}, shared = {} } = body.extendedProperties ?? {};
	if (!query.private.every(([name, value]) => own[name] === value)) return false;
	if (!query.shared.every(([name, value]) => shared[name] === value)) return false;
	return query.q === undefined || holds(event, query.q);
}

function showsDeleted(event: StoredEvent, query: ListQuery, since: number | undefined): boolean {
	if (since !== undefined || query.updatedMin !== undefined) return true;
	if (query.showDeleted) return !(query.singleEvents && isSeries(event));
	return !query.singleEvents && event.recurringEventId !== undefined;
}

/** Both bounds are exclusive; of a series one instance is enough. */
function overlaps(item: Item, min: number, max: number): boolean {
	const inside = (one: Item) => itemStart(one) < max && itemEnd(one) > min;
	if (item.instance || !isSeries(item.event)) return inside(item);
	for (const one of instancesOf(item.event, max)) if (inside(one)) return true;
	return false;
}

function holds({ body, organizer }: StoredEvent, q: string): boolean {
	const people = [organizer, ...(body.attendees ?? [])].flatMap(({ email, displayName }) => [email, displayName]);
	return [body.summary, body.description, body.location, ...people].some((text) => text?.toLowerCase().includes(q));
}
