import { chunksOf } from '../../shared/bulk';
import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import {
	calls,
	isExpired,
	isMissing,
	type EventsPage,
	type EventsQuery,
	type GoogleAccount,
	type GoogleEvent,
} from '../api';
import type { Place, Route } from './place';
import { Remembered, type Row } from './remembered';
import type { Watch } from './watched';
import type { Window } from './window';

/** Where nothing is new the place moves as rarely as this: some n8n write all that is kept whenever it does. */
const REST_MS = 30 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** So far beyond the window single events of series are listed: all are read anew as often as that, to go on from there. */
const AHEAD_MS = 31 * DAY_MS;
const AT_ONCE = 50;

/** Reads one calendar page by page; a poll may stop it after any page, and the next one goes on. */
export class CalendarReading {
	readonly memory: Remembered;
	/** Events that are known, and that a reading of everything has not met yet. */
	readonly unmet: Remembered;
	private readonly place: Place;
	private readonly pages: AsyncGenerator<GoogleEvent[], void, undefined>;
	private readonly isResumed: boolean;
	private sawNothing = true;
	private goOn: (() => void) | undefined;

	constructor(
		private readonly account: GoogleAccount,
		readonly route: Route,
		private readonly watch: Pick<Watch, 'expand' | 'kinds'>,
		readonly window: Window,
		private readonly former: Place,
	) {
		this.place = { ...former };
		this.memory = new Remembered(former.events);
		this.unmet = new Remembered(former.unmet);
		this.isResumed = former.page !== undefined;
		this.pages = this.read();
	}

	/** The next page, once the one before was taken to its end. Undefined at the end. @throws Fault */
	async next(): Promise<GoogleEvent[] | undefined> {
		const { value } = await this.pages.next();
		return value ?? undefined;
	}

	/** The last page was taken to its end: a later poll goes on behind it. */
	taken(): void {
		this.goOn?.();
		this.goOn = undefined;
	}

	/** Google's clock, ISO. */
	get now(): string {
		return new Date(this.account.answeredAt ?? Date.parse(this.former.at)).toISOString();
	}

	/** Which events count that are met for the first time; undefined where all do. */
	get baseline(): Place['baseline'] {
		return this.place.baseline;
	}

	get round(): number {
		return this.place.round;
	}

	remember(id: string, row: Row): void {
		this.unmet.delete(id);
		this.memory.set(id, row);
	}

	forget(id: string): void {
		this.unmet.delete(id);
		this.memory.delete(id);
	}

	/** Where to go on. @param hasTold whether anything was found */
	placed(hasTold: boolean): Place {
		const { place, memory, unmet, former } = this;
		const left = unmet.text();
		const next: Place = { ...place, events: memory.text(), round: place.round + (hasTold ? 1 : 0) };
		if (left === '') delete next.unmet;
		else next.unmet = left;
		return this.isResting(next) ? former : next;
	}

	private isResting(next: Place): boolean {
		const { former } = this;
		const isSame = (['events', 'unmet', 'from', 'until', 'round', 'page', 'baseline'] as const).every(
			(part) => next[part] === former[part],
		);
		const moved = Date.parse(next.at) - Date.parse(former.at);
		return this.sawNothing && isSame && former.token !== undefined && moved < REST_MS;
	}

	private async *read(): AsyncGenerator<GoogleEvent[], void, undefined> {
		const { place } = this;
		if (this.isTooNarrow) delete place.page;
		if (place.token === undefined || this.isTooNarrow) yield* this.everything();
		else yield* this.since();
		yield* this.missed();
		yield* this.opened();
	}

	/** A list by token may keep to the span of the first one, so that the window must lie within that. */
	private get isTooNarrow(): boolean {
		const { floor, ceiling } = this.former;
		return this.window.from < floor || (ceiling !== undefined && this.window.until > ceiling);
	}

	/** Whatever else is asked stays the same with every reading (google-calendar.md B3). */
	private get query(): EventsQuery {
		const { expand, kinds } = this.watch;
		return { singleEvents: expand, eventTypes: kinds };
	}

	/** All from the beginning of the window on; single events of series not for ever, because a series may have no end. */
	private async *everything(): AsyncGenerator<GoogleEvent[], void, undefined> {
		const { place, window, watch } = this;
		if (window.from < place.floor) place.floor = window.from;
		if (watch.expand && place.page === undefined) place.ceiling = moved(window.until, AHEAD_MS);
		delete place.token;
		Object.assign(place, window);
		const query = { ...this.query, timeMin: place.floor, ...(watch.expand && { timeMax: place.ceiling }) };
		for (let isAnew = false; ; isAnew = true) {
			if (place.page === undefined) this.forgetMet();
			const isStale = yield* this.list(query, !isAnew);
			if (!isStale) return;
		}
	}

	private async *since(): AsyncGenerator<GoogleEvent[], void, undefined> {
		const { place } = this;
		const query = { ...this.query, syncToken: place.token! };
		if (!(yield* this.list(query, true))) return;
		// A page that is too old does not mean that the token is.
		if (this.isResumed && !(yield* this.list(query, true))) return;
		yield* this.everything();
	}

	/** @returns whether Google does not know any more where to go on */
	private async *list(query: EventsQuery, mayBeStale: boolean): AsyncGenerator<GoogleEvent[], boolean, undefined> {
		const { place } = this;
		for (;;) {
			const page = await settled(async () => await this.page(query, place.page));
			if ('error' in page) {
				const isStale = place.page !== undefined || query.syncToken !== undefined;
				if (!mayBeStale || !isStale || !isForgotten(page.error)) throw page.error;
				delete place.page;
				return true;
			}
			this.goOn = this.stepBehind(page.value, query);
			const { items, nextPageToken } = page.value;
			if (items && items.length > 0) yield items;
			this.taken();
			if (!nextPageToken) return false;
		}
	}

	/** The step to the next page, or to the end. @throws Fault where the last page does not tell how to go on */
	private stepBehind({ nextPageToken, nextSyncToken }: EventsPage, { syncToken }: EventsQuery): () => void {
		const { place, watch, now } = this;
		if (nextPageToken) return () => void (place.page = nextPageToken);
		// It is said that lists of single events may lack it (google-calendar.md B3): then everything is compared each time.
		if (!nextSyncToken && (!watch.expand || syncToken !== undefined))
			throw new Fault('unreadable', 'Google Calendar ended the list of events without a token to go on with.');
		return () => {
			delete place.page;
			delete place.baseline;
			if (nextSyncToken) Object.assign(place, { token: nextSyncToken, at: now });
		};
	}

	private async page(query: EventsQuery, token: string | undefined): Promise<EventsPage> {
		const page = await this.account.send(calls.eventsPage(this.route.calendar, query, token));
		if (page.items && page.items.length > 0) this.sawNothing = false;
		return page;
	}

	/** A reading of everything begins: all that is known is yet to be met. */
	private forgetMet(): void {
		for (const id of this.memory.ids) {
			this.unmet.set(id, this.memory.get(id)!);
			this.memory.delete(id);
		}
	}

	/** What a reading of everything did not show is asked for: it may have left the window, and is not deleted then. */
	private async *missed(): AsyncGenerator<GoogleEvent[], void, undefined> {
		const { route, account, unmet } = this;
		let isThere = false;
		for (const ids of chunksOf(unmet.ids, AT_ONCE)) {
			this.sawNothing = false;
			const answers = await account.batch(ids.map((id) => calls.getEvent(route.calendar, id)));
			const events: GoogleEvent[] = [];
			for (const [at, answer] of answers.entries()) {
				if ('value' in answer) events.push(answer.value);
				else if (!isMissing(answer.error)) throw answer.error;
				else {
					if (!isThere) await account.calendar(route.calendar);
					isThere = true;
					events.push({ id: ids[at]!, status: 'cancelled' });
				}
			}
			yield events;
		}
	}

	/** The window moves with time, and by the credential: what is within it now and was not read yet. */
	private async *opened(): AsyncGenerator<GoogleEvent[], void, undefined> {
		const { place, window } = this;
		if (window.until > place.until) yield* this.between(place.until, window.until);
		place.until = window.until;
		if (window.from < place.from) yield* this.between(window.from, place.from);
		place.from = window.from;
	}

	/** A day more on either side, because whole days begin when they do in the calendar's zone. */
	private async *between(from: string, until: string): AsyncGenerator<GoogleEvent[], void, undefined> {
		const span = { timeMin: moved(from, -DAY_MS), timeMax: moved(until, DAY_MS) };
		let token: string | undefined;
		do {
			const { items, nextPageToken } = await this.page({ ...this.query, ...span }, token);
			if (items && items.length > 0) yield items;
			token = nextPageToken ?? undefined;
		} while (token !== undefined);
	}
}

const moved = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();

/** 410, or a page token that is not valid any more. */
const isForgotten = (error: unknown): boolean =>
	isExpired(error) || (error instanceof Fault && error.kind === 'invalid');
