import { invalid, Refusal, type Calendar } from '../model';
import type { World } from '../world';
import type { ListQuery } from './listQuery';

/** Where a page ended: a number of the order and what parts those alike. */
export type Place = readonly [number, number | string];

export interface PageToken {
	readonly place: Place;
	/** Place in the order of changes when the first page was made: what happened since comes again by token. */
	readonly seq: number;
	/** Of a list by syncToken: where that began. */
	readonly since: number | undefined;
	/** A page without events comes first. */
	readonly empty: boolean;
	readonly window: Window;
}

export interface SyncToken {
	readonly seq: number;
	readonly window: Window;
}

/** timeMin and timeMax of the first list. */
export type Window = readonly [number | null, number | null];

const packed = (content: unknown): string => `${Buffer.from(JSON.stringify(content)).toString('base64url')}=`;

function unpacked(token: string): unknown[] | undefined {
	try {
		const content: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
		return Array.isArray(content) ? content : undefined;
	} catch {
		return undefined;
	}
}

export const givePage = ({ store }: World, calendar: Calendar, page: PageToken): string =>
	packed(['page', store.generation, calendar.id, page.place, page.seq, page.since ?? null, page.empty, page.window]);

/** Throws a Refusal 400. */
export function takePage({ store }: World, calendar: Calendar, token: string): PageToken {
	const [kind, generation, id, place, seq, since, empty, window] = unpacked(token) ?? [];
	if (kind !== 'page' || generation !== store.generation || id !== calendar.id)
		throw invalid('Invalid page token value.', 'pageToken');
	return {
		place: place as Place,
		seq: seq as number,
		since: (since as number | null) ?? undefined,
		empty: empty === true,
		window: window as Window,
	};
}

export const giveSync = ({ store }: World, calendar: Calendar, seq: number, query: ListQuery, window: Window): string =>
	packed(['sync', store.generation, calendar.id, calendar.tokenAge, store.now(), seq, query.key, window]);

/** Throws a Refusal 410 where the calendar must be read anew, 400 or 410 by the switches (google-calendar.md B5). */
export function takeSync({ store, switches }: World, calendar: Calendar, token: string, query: ListQuery): SyncToken {
	const [kind, generation, id, age, given, seq, key, window] = unpacked(token) ?? [];
	if (kind !== 'sync' || generation !== store.generation || id !== calendar.id) {
		if (switches.unknownSyncToken === 400) throw invalid('Invalid sync token value.', 'syncToken');
		throw fullSyncRequired();
	}
	const isOld = store.now() - Number(given) > switches.syncTokenDays * 86_400_000;
	if (age !== calendar.tokenAge || isOld) throw fullSyncRequired();
	if (key !== query.key && switches.otherParameters !== 'accepted') {
		if (switches.otherParameters === '410') throw fullSyncRequired();
		throw invalid('The parameters do not match those of the list that gave the sync token.', 'syncToken');
	}
	return { seq: seq as number, window: window as Window };
}

export const fullSyncRequired = (): Refusal =>
	new Refusal(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
		domain: 'calendar',
		location: 'syncToken',
	});
