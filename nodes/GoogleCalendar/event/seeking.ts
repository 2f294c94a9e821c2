import { settled } from '../../shared/settled';
import type { GoogleCalendarApi } from '../api';
import type { Place } from '../directory';
import type { GoogleEvent } from '../schema';
import type { Whereabouts } from './linked';
import { Seen, type EventRef } from './places';
import { isDeleted } from './settle';
import { idOf, SOURCE, type Source } from './stamp';

/** A source record whose event is looked for. */
export interface Sought {
	key: string;
	home: Place;
	source: Source;
	/** Other calendars of the same account in which it may stand. */
	others: readonly Place[];
}

interface Seeking {
	/** Ask for every event by its ID: only so deleted ones are told from those that never were. */
	oneByOne: boolean;
	/** Gets why a record's event could not be looked for. */
	failed: Map<string, unknown>;
}

/** More records than this are looked for in one list of all linked events, which costs one request for 2500 of them. */
const LIST_ABOVE = 100;
/** Deleted events with one link; nobody deletes the same one so often. */
const MOST_GENERATIONS = 25;

/** Where the events of many records are, in few requests. */
export async function whereabouts(
	api: GoogleCalendarApi,
	sought: readonly Sought[],
	{ oneByOne, failed }: Seeking,
): Promise<Map<string, Whereabouts>> {
	const known = new Map<string, Whereabouts>();
	const lists = new Map<string, Sought[]>();
	for (const one of sought) {
		const group = JSON.stringify([one.home.account.key, one.home.id, one.source.system]);
		lists.set(group, [...(lists.get(group) ?? []), one]);
	}
	const single: Sought[] = [];
	for (const group of lists.values()) {
		const inList = !oneByOne && group.length > LIST_ABOVE && group.every(({ others }) => others.length === 0);
		if (!inList) {
			single.push(...group);
			continue;
		}
		const outcome = await settled(async () => await fromList(group));
		for (const one of group) {
			if ('error' in outcome) failed.set(one.key, outcome.error);
			else known.set(one.key, outcome.value.get(one.source.link) ?? { generation: 0 });
		}
	}
	await byIds(api, single, known, failed);
	return known;
}

/** All events of the calendar that carry a link to this system. A copy has another ID than its link says, and is left out. */
async function fromList(group: readonly Sought[]): Promise<Map<string, Whereabouts>> {
	const { home, source } = group[0]!;
	const sources = new Map(group.map((one) => [one.source.link, one.source]));
	const found = new Map<string, Whereabouts>();
	const query = { privateExtendedProperty: [`${SOURCE.system}=${source.system}`], singleEvents: false };
	for await (const page of home.account.events(home.id, query)) {
		for (const event of page) {
			const link = event.extendedProperties?.private?.[SOURCE.link] ?? '';
			const wanted = sources.get(link);
			const generation = wanted && generationOf(event, wanted);
			if (generation === undefined || isDeleted(event)) continue;
			// Somebody may have taken a deleted event back. The search by IDs meets the oldest first, and so does this one.
			const isOlder = generation < (found.get(link)?.generation ?? Infinity);
			if (isOlder) found.set(link, { generation, current: event });
		}
	}
	return found;
}

function generationOf({ id }: GoogleEvent, source: Source): number | undefined {
	for (let generation = 0; generation < MOST_GENERATIONS; generation++) {
		if (idOf(source, generation) === id) return generation;
	}
	return undefined;
}

/** By the derived ID; where that is a deleted event, by that of its successor. */
async function byIds(
	api: GoogleCalendarApi,
	sought: readonly Sought[],
	known: Map<string, Whereabouts>,
	failed: Map<string, unknown>,
): Promise<void> {
	const seen = new Seen();
	let open = [...sought];
	for (let generation = 0; open.length > 0 && generation < MOST_GENERATIONS; generation++) {
		await seen.read(
			api,
			open.map((one) => refTo(one, one.home, generation)),
		);
		const elsewhere = open.filter((one) => mayStandElsewhere(one, seen, generation));
		await seen.read(
			api,
			elsewhere.flatMap((one) => one.others.map((place) => refTo(one, place, generation))),
		);
		const next: Sought[] = [];
		for (const one of open) {
			try {
				const at = lookedUp(one, seen, generation);
				const before = known.get(one.key);
				// A successor that never was: the newest deleted one is what there is to tell.
				if (at.current || !before) known.set(one.key, at);
				if (at.current && isDeleted(at.current)) next.push(one);
			} catch (error) {
				failed.set(one.key, error);
			}
		}
		open = next;
	}
}

const refTo = ({ source }: Sought, { account, id }: Place, generation: number): EventRef => ({
	account,
	calendarId: id,
	eventId: idOf(source, generation),
});

const isLive = (event: GoogleEvent | undefined): boolean => event !== undefined && !isDeleted(event);

function mayStandElsewhere(one: Sought, seen: Seen, generation: number): boolean {
	if (one.others.length === 0) return false;
	try {
		return !isLive(seen.get(refTo(one, one.home, generation)));
	} catch {
		// That its own calendar could not be asked is told when it is looked up.
		return false;
	}
}

/** @throws what a request ended in */
function lookedUp(one: Sought, seen: Seen, generation: number): Whereabouts {
	const current = seen.get(refTo(one, one.home, generation));
	if (!isLive(current)) {
		for (const place of one.others) {
			const there = seen.get(refTo(one, place, generation));
			if (isLive(there)) return { generation, elsewhere: place, current: there! };
		}
	}
	return { generation, ...(current && { current }) };
}
