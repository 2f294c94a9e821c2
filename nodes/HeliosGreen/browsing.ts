/** Pages of a template (helios-green.md 2.3, paging). */
import { badInput, Fault } from '../shared/fault';
import type { Argument, Condition, Sort } from './messages/browse';
import { DEFAULT_ALIASES, shaped, type Aliases, type BrowseInfo, type HeliosRow, type PlainRow } from './rows';
import type { HeliosValue } from './values';

/** What is read of a template. */
export interface BrowseRequest {
	/** Number of the folder; 0 is a view without one. */
	folder: string;
	/** Number of the template. */
	template: string;
	aliases?: Aliases;
	conditions?: readonly Condition[];
	/** Before the name column, which always comes last unless `sortsByName` is false. */
	sort?: readonly Sort[];
	sortsByName?: boolean;
	arguments?: readonly Argument[];
	/** Rows in one answer; 0 asks for all at once. Default 5,000. */
	pageSize?: number;
	/** How many rows are wanted in all. */
	limit?: number;
	/** `iso` (default): times as ISO UTC; `written`: as Helios writes them. */
	times?: 'iso' | 'written';
	/** The message in a form of one's own. */
	message?: string;
	/** Told with each answer, before its first row is given out. */
	onInfo?(info: BrowseInfo): void;
	/** Told what a person should know about the rows, once for each cause. */
	hint?(line: string): void;
}

export const PAGE_SIZE = 5_000;
/** An answer that breaks off is asked for again from where it broke, so often without a row in between. */
const MOST_BREAKS = 2;
const MOST_PAGES = 100_000;
/** A row that was not met again in so many pages was deleted. */
const MOST_CARRIED = 5;
/** Rows that are added before our place move those we know down; a server that heeds no bounds gives them again for ever. */
const MOST_STALLED = 3;

export interface Bounds {
	lower: number;
	/** -1: to the end. */
	upper: number;
}

/** One answer: its rows in pieces as they come. @param told hears what is told with them, before the first is given */
export type ReadPage = (bounds: Bounds, told: (info: BrowseInfo) => void) => AsyncIterable<PlainRow[]>;

/**
 * Rows of all pages, each once. Bounds count rows, so a row that is deleted while we read moves the others up: each page begins with
 * the last row of the one before, and where that is not the same row any more, the page before is read again.
 * @throws Fault `conflict` where the list changes faster than it can be read
 */
export async function* rowsOf(request: BrowseRequest, readPage: ReadPage): AsyncGenerator<HeliosRow, void, undefined> {
	const { pageSize = PAGE_SIZE, limit = Infinity } = request;
	if (!(Number.isInteger(pageSize) && pageSize >= 0) || pageSize === 1) {
		throw badInput('Page Size', '"Page Size" must be 0, or a whole number of at least 2.');
	}
	const shape = shaped(request.aliases ?? {});
	let given = 0;
	for await (const row of new Pages(request, readPage).rows()) {
		yield shape(row);
		if (++given >= limit) return;
	}
}

type PageEnd = 'more' | 'end' | 'shifted';

class Pages {
	/** Positions of the first and the last row of the page before, from 1. */
	private start = 1;
	private end = 0;
	/** Names in the page before, by which a shift is noticed. */
	private known = new Set<string>();
	/** The last row that was given out; what follows it is new, even where names are not unique. */
	private last: string | undefined;
	/** In how many pages `last` was not met again, so that `known` tells of all of them. */
	private carried = 0;
	private breaks = 0;
	/** Pages in a row that brought nothing new. */
	private stalled = 0;
	private readonly size: number;
	/** A message that does not ask for bounds gets all rows with its one answer. */
	private readonly isOnce: boolean;
	private readonly nameOf: ((row: PlainRow) => HeliosValue | undefined) | undefined;
	private readonly alias: string;
	private readonly told = new Set<string>();

	constructor(
		private readonly request: BrowseRequest,
		private readonly readPage: ReadPage,
	) {
		const { pageSize = PAGE_SIZE, limit = Infinity, aliases, sortsByName = true, message } = request;
		this.isOnce = !!message?.trim() && !message.includes('{lower}');
		this.size = pageSize === 0 || this.isOnce ? Infinity : Math.max(2, Math.min(pageSize, limit));
		this.alias = aliases?.name?.trim() || DEFAULT_ALIASES.name;
		if (sortsByName) this.nameOf = columnReader(this.alias);
	}

	async *rows(): AsyncGenerator<PlainRow, void, undefined> {
		for (let page = 0; page < MOST_PAGES; page++) {
			const next = this.known.size > 0 ? this.end : this.end + 1;
			let last: PageEnd = yield* this.page(next, 'on');
			if (last === 'shifted') last = yield* this.page(this.start, 'back');
			if (last === 'end') return;
		}
		throw badInput('Page Size', `The rows of the template do not end within ${MOST_PAGES} pages.`, LARGER);
	}

	/** One page. `back`: its beginning was given before, and it must reach rows that are known. */
	private async *page(lower: number, way: 'on' | 'back'): AsyncGenerator<PlainRow, PageEnd, undefined> {
		const upper = this.size === Infinity ? -1 : lower + this.size - 1;
		const current: string[] = [];
		let [count, fresh] = [0, 0];
		let isFound = lower === 1 || this.known.size === 0;
		let isPast = this.known.size === 0;
		let total: number | undefined;
		try {
			for await (const rows of this.readPage({ lower, upper }, (info) => (total = info.total))) {
				for (const row of rows) {
					const name = this.keyOf(row);
					const isKnown = !isPast && name !== undefined && this.known.has(name);
					if (count === 0 && way === 'on' && !isFound && !isKnown) return 'shifted';
					this.end = lower + count++;
					if (name !== undefined) current.push(name);
					isFound ||= isKnown;
					if (isKnown) isPast = name === this.last;
					if (isKnown || !isFound) continue;
					fresh++;
					yield row;
				}
			}
		} catch (error) {
			this.mayGoOn(error, fresh);
			return 'more';
		} finally {
			this.remember(current, lower, isPast || (way === 'on' && fresh > 0 && this.carried >= MOST_CARRIED));
		}
		if (count === 0 && way === 'on' && this.known.size > 0) return 'shifted';
		if (!isFound) throw tooFast();
		if (total === this.end && (count < this.size || lower > 1)) return 'end';
		// A short page may be all that the server gives at once, so only a page without news is the end.
		this.stalled = fresh > 0 ? 0 : this.stalled + 1;
		const isMore = fresh > 0 || way === 'back' || (count > 1 && this.stalled <= MOST_STALLED);
		if (isMore && !this.isOnce && (upper !== -1 || total !== undefined)) return 'more';
		if (total !== undefined && total > this.end)
			this.tell('count', `Helios counts ${total} rows and gave ${this.end}.`);
		return 'end';
	}

	/** The name of a row; undefined where rows are not told apart. */
	private keyOf(row: PlainRow): string | undefined {
		if (!this.nameOf) return undefined;
		const name = this.nameOf(row);
		if (name === undefined) this.tell('names', `The template has no column "${this.alias}": set the Name Column.`);
		return String(name ?? '');
	}

	private remember(current: readonly string[], lower: number, isPast: boolean): void {
		if (current.length === 0) return;
		const names = new Set(current);
		if (names.size < current.length) {
			this.tell(
				'names',
				`The name column "${this.alias}" is not unique, so rows that change while they are read may be missed.`,
			);
		}
		this.carried = isPast ? 0 : this.carried + 1;
		this.start = lower;
		if (this.carried > 0) for (const name of names) this.known.add(name);
		else [this.known, this.last] = [names, current.at(-1)];
	}

	private tell(about: 'names' | 'count', line: string): void {
		if (!this.told.has(about)) this.request.hint?.(line);
		this.told.add(about);
	}

	private mayGoOn(error: unknown, fresh: number): void {
		if (!(error instanceof Fault) || !error.passing || this.isOnce) throw error;
		this.breaks = fresh > 0 ? 1 : this.breaks + 1;
		if (this.breaks > MOST_BREAKS) throw error;
	}
}

const LARGER = 'Set a larger Page Size in the options, or 0 for all rows at once.';

function tooFast(): Fault {
	const advice = 'Run again, with a larger Page Size or when fewer people work in Helios.';
	return new Fault('conflict', 'The rows of the template changed faster than they could be read.', { advice });
}

/** The value of a column, whichever case its name is written in; undefined where the row has no such column. */
function columnReader(alias: string): (row: PlainRow) => HeliosValue | undefined {
	const wanted = alias.toLowerCase();
	return (row) => {
		const name = Object.hasOwn(row, alias) ? alias : Object.keys(row).find((one) => one.toLowerCase() === wanted);
		return name === undefined ? undefined : row[name];
	};
}
