/**
 * Paging as async iterators: a reader asks for items one by one, and a page is requested only when one of its items is
 * wanted. So whoever stops early, by `take` or by `break`, sends no request too many.
 */
import { Fault } from './fault';

type Source<T> = AsyncIterable<T> | Iterable<T>;

/** Far beyond any list that a vendor gives out page by page: reaching it means that the pages have no end. */
const MAX_PAGES = 10_000;

/** The first `limit` items; all of them if there is no limit. Nothing is requested beyond the last one. */
export async function* take<T>(source: Source<T>, limit = Infinity): AsyncGenerator<T, void, undefined> {
	if (!(limit > 0)) return;
	let taken = 0;
	for await (const item of source) {
		yield item;
		if (++taken >= limit) return;
	}
}

/** The first `limit` items, or all, in a list. */
export async function collect<T>(source: Source<T>, limit = Infinity): Promise<T[]> {
	const items: T[] = [];
	for await (const item of take(source, limit)) items.push(item);
	return items;
}

function endless(what: string): Fault {
	const advice =
		'Narrow the search and run again; if it repeats, the service has changed and this node needs an update.';
	return new Fault('unreadable', `The list was not read to its end: ${what}.`, { advice });
}

function samePage(a: readonly unknown[], b: readonly unknown[]): boolean {
	if (a.length !== b.length || a.length === 0) return false;
	// Pages that differ nearly always do so in their first item, which is much cheaper to compare.
	return JSON.stringify(a[0]) === JSON.stringify(b[0]) && JSON.stringify(a) === JSON.stringify(b);
}

/** A page by its position. `total` is the length of the whole list, where the vendor tells it. */
export type OffsetPage<T> = readonly T[] | { items: readonly T[]; total?: number };

export interface OffsetOptions {
	/** How many items the reader wants: the last page is asked no longer than that needs. */
	limit?: number;
	maxPages?: number;
}

/**
 * Reads a list in pages of `size`. It ends when the total is reached or, where no total is told, with a page that is
 * shorter than asked for.
 * @throws Fault `unreadable` when the vendor gives the same page twice, or no end comes in sight
 */
export async function* pageByOffset<T>(
	fetchPage: (offset: number, size: number) => Promise<OffsetPage<T>>,
	size: number,
	{ limit = Infinity, maxPages = MAX_PAGES }: OffsetOptions = {},
): AsyncGenerator<T, void, undefined> {
	let previous: readonly T[] = [];
	for (let offset = 0, page = 1; offset < limit; page++) {
		if (page > maxPages) throw endless(`there were more than ${maxPages} pages`);
		const asked = Math.min(size, limit - offset);
		const answer = await fetchPage(offset, asked);
		const { items, total } = 'items' in answer ? answer : { items: answer, total: undefined };
		if (samePage(items, previous)) throw endless(`the page after item ${offset} repeats the page before it`);
		yield* items.slice(0, asked);
		offset += items.length;
		if (items.length === 0 || (total === undefined ? items.length < asked : offset >= total)) return;
		previous = items;
	}
}

/** A page and what to ask the next one with; no token (or an empty one) on the last page. */
export interface TokenPage<T, Token> {
	items: readonly T[];
	next?: Token | null;
}

/**
 * Reads a list whose pages each name the next one. Pages without items are passed over.
 * @throws Fault `unreadable` when the vendor repeats a token, or no end comes in sight
 */
export async function* pageByToken<T, Token extends string | number = string>(
	fetchPage: (token: Token | undefined) => Promise<TokenPage<T, Token>>,
	{ maxPages = MAX_PAGES }: { maxPages?: number } = {},
): AsyncGenerator<T, void, undefined> {
	const seen = new Set<Token>();
	let token: Token | undefined;
	for (let page = 1; ; page++) {
		if (page > maxPages) throw endless(`there were more than ${maxPages} pages`);
		const { items, next } = await fetchPage(token);
		yield* items;
		if (next === undefined || next === null || next === '') return;
		if (seen.has(next)) throw endless('the service named a page that it had named before');
		seen.add(next);
		token = next;
	}
}
