import { Fault } from '../shared/fault';
import { settled } from '../shared/settled';
import type { Listing } from './api';

/** Wide enough for a busy day, so that the usual read is one request. */
export const FIRST_LIMIT = 5_000;
const WIDER = 10;
/** Clients were seen to send 99,999,999 (nethunt.md 2.5). */
const WIDEST_LIMIT = 5_000_000;
/** One source claims that more than this is never given, so it is what is asked for when a larger limit is refused. */
const SMALL_LIMIT = 1_000;

export interface Whole<T> extends Listing<T> {
	/** Whether NetHunt kept rows back, or may have: the answer is as long as a cap would make it. */
	capped: 'no' | 'perhaps' | 'yes';
}

/**
 * Reads a whole list: an answer as long as its limit has lost rows, and there is no next page, so it is asked for again with a
 * wider limit until it is shorter, or grows no more (nethunt.md 2.6).
 */
export async function whole<T>(ask: (limit: number) => Promise<Listing<T>>): Promise<Whole<T>> {
	let longest: Listing<T> = { rows: [] };
	for (let limit = FIRST_LIMIT; ; limit *= WIDER) {
		const listing = await asking(ask, limit);
		const { length } = listing.rows;
		if (limit > FIRST_LIMIT && length <= longest.rows.length) return { ...longest, capped: 'yes' };
		if (length < limit) return { ...listing, capped: judged(length) };
		if (limit >= WIDEST_LIMIT) return { ...listing, capped: 'yes' };
		longest = listing;
	}
}

/** Caps are round numbers: 10,000 was met, 1,000 and 500 are claimed (nethunt.md 2.6). */
function judged(length: number): Whole<unknown>['capped'] {
	if (length === 0 || length % 500 !== 0) return 'no';
	return length % 10_000 === 0 ? 'yes' : 'perhaps';
}

async function asking<T>(ask: (limit: number) => Promise<Listing<T>>, limit: number): Promise<Listing<T>> {
	const listing = await settled(async () => await ask(limit));
	if ('value' in listing) return listing.value;
	const { error } = listing;
	if (!(error instanceof Fault) || error.kind !== 'invalid') throw error;
	const smaller = await settled(async () => await ask(SMALL_LIMIT));
	if ('value' in smaller) return smaller.value;
	throw error;
}

/** Rows for Return All or Limit: the limit itself is asked for, everything is read in full. */
export async function upTo<T>(limit: number | undefined, ask: (limit: number) => Promise<Listing<T>>): Promise<T[]> {
	return (limit === undefined ? await whole(ask) : await ask(limit)).rows;
}

/** The limit that an operation's fields set; undefined for Return All. */
export const limitOf = ({ returnAll, limit }: { returnAll: boolean; limit: number }): number | undefined =>
	returnAll ? undefined : Math.max(1, Math.floor(Number(limit)));
