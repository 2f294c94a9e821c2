/** How the two-way sync finds events by link: at a cost that grows with what is looked for, and not with what is there. */
import { inParallel } from '../../shared/parallel';
import { settled, type Settled } from '../../shared/settled';
import { STAMP_KEYS } from '../../shared/sync/pairs/stamp';
import type { CalendarEvent } from '../../shared/sync/pairs/types';
import { calls, type EventsQuery } from '../api';
import { eventsIn, FoundEvents, type Lists, type Wanted } from './found';
import type { Places } from './places';
import { eventsOf, LIST_FIELDS, listEach, type Api } from './reading';

/** So few are searched for one by one, many in one request. */
const FEW = 20;
/** A page of a list costs as much as a request with so many searches, and may save them. */
const SEARCHES_PER_PAGE = 50;
const CALENDARS_AT_ONCE = 4;

/** Looks for events by link: where each is most likely, then in the other calendars that take part. */
export async function findLinked(api: Api, places: Places, wanted: readonly Wanted[]): Promise<FoundEvents> {
	const search = new Search(api, places);
	const hinted = wanted.flatMap(({ link, calendar }) =>
		calendar !== undefined && places.get(calendar) ? [{ link, calendar }] : [],
	);
	await search.look(hinted);
	const others = wanted
		.filter(({ link, calendar }) => isOpen(eventsIn(search.seen.get(link)?.get(calendar ?? ''), link)))
		.flatMap(({ link }) => places.ids.map((calendar) => ({ link, calendar })))
		.filter(({ link, calendar }) => !search.seen.get(link)?.has(calendar));
	await search.look(others);
	const found = new FoundEvents();
	for (const one of wanted) found.note(one, search.seen.get(one.link) ?? NOWHERE);
	return found;
}

/** Whether there may be more elsewhere: the event that one takes the place of is deleted last. */
const isOpen = (events: readonly CalendarEvent[]): boolean =>
	events.length === 0 || events.some(({ stamp }) => stamp?.replaces !== undefined);

const NOWHERE: Lists = new Map();

interface Asked {
	link: string;
	calendar: string;
}

class Search {
	/** What each calendar says of a link. */
	readonly seen = new Map<string, Map<string, Settled<CalendarEvent[]>>>();
	/** Calendars that were read to their end. */
	private readonly whole = new Map<string, Settled<Map<string, CalendarEvent[]>>>();

	constructor(
		private readonly api: Api,
		private readonly places: Places,
	) {}

	async look(asked: readonly Asked[]): Promise<void> {
		const byCalendar = [...Map.groupBy(asked, ({ calendar }) => calendar)];
		const few = byCalendar.filter(([calendar, links]) => !this.whole.has(calendar) && links.length <= FEW);
		const many = byCalendar.filter(([, links]) => links.length > FEW);
		const single = few.flatMap(([, links]) => links);
		const left = await inParallel(many, CALENDARS_AT_ONCE, async ([calendar, links]) => {
			if (!this.whole.has(calendar)) await this.readPages(calendar, Math.ceil(links.length / SEARCHES_PER_PAGE));
			return this.whole.has(calendar) ? [] : links;
		});
		await this.searchEach([...single, ...left.flat()]);
		for (const { link, calendar } of asked) {
			const list = this.whole.get(calendar);
			if (list) this.note(link, calendar, 'value' in list ? { value: list.value.get(link) ?? [] } : list);
		}
	}

	/** Reads a calendar, unless it is longer than so many pages. */
	private async readPages(calendar: string, most: number): Promise<void> {
		const outcome = await settled(async () => {
			const { account } = await this.places.of(calendar);
			const byLink = new Map<string, CalendarEvent[]>();
			let token: string | undefined;
			for (let page = 0; page < most; page++) {
				const answer = await account.send(calls.eventsPage(calendar, { fields: LIST_FIELDS }, token));
				for (const event of eventsOf(calendar, answer.items ?? [])) {
					const { stamp } = event;
					if (stamp) byLink.set(stamp.link, [...(byLink.get(stamp.link) ?? []), event]);
				}
				token = answer.nextPageToken ?? undefined;
				if (!token) return byLink;
			}
			return undefined;
		});
		if ('error' in outcome) this.whole.set(calendar, outcome);
		else if (outcome.value) this.whole.set(calendar, { value: outcome.value });
	}

	private async searchEach(asked: readonly Asked[]): Promise<void> {
		const lists = await listEach(
			this.api,
			this.places,
			asked.map(({ link, calendar }) => ({ calendar, query: queryFor(link) })),
		);
		asked.forEach(({ link, calendar }, at) => this.note(link, calendar, lists[at]!));
	}

	private note(link: string, calendar: string, list: Settled<CalendarEvent[]>): void {
		this.seen.set(link, (this.seen.get(link) ?? new Map()).set(calendar, list));
	}
}

const queryFor = (link: string): EventsQuery => ({
	privateExtendedProperty: [`${STAMP_KEYS.link}=${link}`],
	fields: LIST_FIELDS,
});
