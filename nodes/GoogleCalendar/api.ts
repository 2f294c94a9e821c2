import type { Closing } from '../shared/closing';
import { Fault } from '../shared/fault';
import { pageByToken } from '../shared/pages';
import { settled, type Settled } from '../shared/settled';
import type { TaskSystem } from '../shared/sync/pairs/door';
import { AccountClient } from './account';
import * as calls from './calls';
import type { Call, Deletion, EventsQuery, InstancesQuery } from './calls';
import { Directory } from './directory';
import { isExpired } from './errors';
import type { CalendarEntry, EventBody, EventsPage, FreeBusy, GoogleCalendar, GoogleEvent } from './schema';
import type { Settings } from './settings';

export * as calls from './calls';
export type { Call, Deletion, EventsQuery, InstancesQuery } from './calls';
export { isChanged, isExpired, isMissing, isTaken, isUnknown, reasonOf } from './errors';
export type * from './schema';

/** How a reading with sync tokens ended. `expired`: the token is not good any more (410), read everything anew. */
export type SyncEnd = { expired: true } | { expired: false; token: string; timeZone?: string };

/** One Google account with every endpoint. Calls for `batch` are made by `calls`. */
export class GoogleAccount extends AccountClient {
	private list?: Promise<CalendarEntry[]>;

	/**
	 * The calendars in the list of this account, hidden ones included; asked once in the life of this client.
	 * @param isFresh whether to ask again
	 * @throws Fault
	 */
	async calendars(isFresh = false): Promise<CalendarEntry[]> {
		if (isFresh) this.list = undefined;
		this.list ??= this.allCalendars();
		this.list.catch(() => (this.list = undefined));
		return await this.list;
	}

	private async allCalendars(): Promise<CalendarEntry[]> {
		const entries: CalendarEntry[] = [];
		const pages = pageByToken(async (token: string | undefined) => await this.send(calls.calendarListPage(token)));
		for await (const entry of pages) entries.push(entry);
		return entries;
	}

	async calendar(calendarId: string): Promise<GoogleCalendar> {
		return await this.send(calls.getCalendar(calendarId));
	}

	/** A new calendar, owned by this account. Where its answer is lost nobody knows whether it is there: `isUnknown`. */
	async createCalendar(calendar: {
		summary: string;
		timeZone?: string;
		description?: string;
		location?: string;
	}): Promise<GoogleCalendar> {
		this.list = undefined;
		return await this.send(calls.insertCalendar(calendar));
	}

	/** The events page by page, each requested when it is wanted. @throws Fault */
	async *events(calendarId: string, query: EventsQuery = {}): AsyncGenerator<GoogleEvent[], void, undefined> {
		yield* this.pages((token) => calls.eventsPage(calendarId, query, token));
	}

	async *instances(
		calendarId: string,
		eventId: string,
		query: InstancesQuery = {},
	): AsyncGenerator<GoogleEvent[], void, undefined> {
		yield* this.pages((token) => calls.instancesPage(calendarId, eventId, query, token));
	}

	private async *pages(call: (token?: string) => Call<EventsPage>): AsyncGenerator<GoogleEvent[], void, undefined> {
		yield* pageByToken(async (token: string | undefined) => {
			const { items, nextPageToken } = await this.send(call(token));
			return { items: [items ?? []], next: nextPageToken };
		});
	}

	/**
	 * Reads all events (without `syncToken` in the query) or what has changed since a token, page by page: `take` gets each.
	 * What `take` has got counts only when the end is told: keep the new token together with it.
	 * @throws Fault also where the last page has no new token
	 */
	async sync(
		calendarId: string,
		query: EventsQuery,
		take: (events: GoogleEvent[], page: EventsPage) => void | Promise<void>,
	): Promise<SyncEnd> {
		let last: EventsPage | undefined;
		const pages = pageByToken(async (token: string | undefined) => {
			// The sync token is repeated on every page beside the page's own (google-calendar.md B2).
			last = await this.send(calls.eventsPage(calendarId, query, token));
			return { items: [last], next: last.nextPageToken };
		});
		const outcome = await settled(async () => {
			for await (const page of pages) await take(page.items ?? [], page);
		});
		if ('error' in outcome) {
			if (query.syncToken !== undefined && isExpired(outcome.error)) return { expired: true };
			throw outcome.error;
		}
		if (!last?.nextSyncToken) {
			throw new Fault('unreadable', 'Google Calendar ended the list of events without a token to go on with.');
		}
		return { expired: false, token: last.nextSyncToken, ...(last.timeZone && { timeZone: last.timeZone }) };
	}

	/** Also a deleted event, with `status: cancelled`. @throws Fault `notFound` (see `isMissing`) */
	async event(calendarId: string, eventId: string, fields?: string): Promise<GoogleEvent> {
		return await this.send(calls.getEvent(calendarId, eventId, fields));
	}

	/** @throws Fault; with an ID of ours that is there already, or was, see `isTaken` */
	async insert(calendarId: string, event: EventBody): Promise<GoogleEvent> {
		return await this.send(calls.insertEvent(calendarId, event));
	}

	/** Only what `event` names. @throws Fault; where somebody else was faster see `isChanged` */
	async patch(calendarId: string, eventId: string, event: EventBody, etag?: string): Promise<GoogleEvent> {
		return await this.send(calls.patchEvent(calendarId, eventId, event, etag));
	}

	/** Puts `event` in place of all that was there. */
	async update(calendarId: string, eventId: string, event: EventBody, etag?: string): Promise<GoogleEvent> {
		return await this.send(calls.updateEvent(calendarId, eventId, event, etag));
	}

	async remove(calendarId: string, eventId: string, etag?: string): Promise<Deletion> {
		return await this.send(calls.deleteEvent(calendarId, eventId, etag));
	}

	/** Into another calendar of this account. Where its answer is lost nobody knows where the event is: `isUnknown`. */
	async move(calendarId: string, eventId: string, destination: string): Promise<GoogleEvent> {
		return await this.send(calls.moveEvent(calendarId, eventId, destination));
	}

	async freeBusy(
		calendarIds: readonly string[],
		span: { timeMin: string; timeMax: string; timeZone?: string },
	): Promise<FreeBusy> {
		return await this.send(calls.freeBusy(calendarIds, span));
	}
}

/** All Google accounts of a credential. */
export class GoogleCalendarApi {
	/** Which calendar is whose. */
	readonly directory: Directory;
	private readonly others: Array<Closing & Pick<AccountClient, 'spent'>> = [];

	constructor(
		readonly settings: Settings,
		readonly accounts: readonly GoogleAccount[],
		/** Waits, unless the run is cancelled or its time is up: then it throws. */
		readonly wait: (ms: number) => Promise<void>,
	) {
		this.directory = new Directory(accounts);
	}

	/** @param key `account` of an operator in the settings */
	account(key: string): GoogleAccount {
		const found = this.accounts.find((account) => account.key === key);
		if (found) return found;
		throw new Fault('misconfigured', `The credential has no Google account for "${key}".`, {
			advice: 'Check Operators and Operator Tokens in the credential.',
		});
	}

	/** Opens the system of the tasks; set by who opens this client. `room` as chosen in the node. */
	openTasks?: (room: string) => Promise<TaskSystem>;

	/** Takes the client of another system along: its cost is counted here, and it is closed with this one. */
	takeAlong<Other extends Closing & Pick<AccountClient, 'spent'>>(other: Other): Other {
		this.others.push(other);
		return other;
	}

	async close(): Promise<void> {
		for (const other of this.others.splice(0)) await other.close?.();
	}

	/** What all accounts have cost so far, and what was taken along. */
	get spent(): { requests: number; waitedMs: number } {
		const all = [...this.accounts, ...this.others];
		const sum = (one: 'requests' | 'waitedMs') => all.reduce((total, { spent }) => total + spent[one], 0);
		return { requests: sum('requests'), waitedMs: sum('waitedMs') };
	}

	/** Sends calls of several accounts: in batches, those of one account one after the other, the accounts side by side. */
	async batch<T>(asked: ReadonlyArray<{ account: GoogleAccount; call: Call<T> }>): Promise<Array<Settled<T>>> {
		const results = new Array<Settled<T>>(asked.length);
		const accounts = [...new Set(asked.map(({ account }) => account))];
		await Promise.all(
			accounts.map(async (account) => {
				const places = asked.flatMap((one, place) => (one.account === account ? [place] : []));
				const answers = await account.batch(places.map((place) => asked[place]!.call));
				places.forEach((place, index) => void (results[place] = answers[index]!));
			}),
		);
		return results;
	}
}
