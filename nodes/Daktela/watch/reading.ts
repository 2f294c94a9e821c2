import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import { localIn } from '../../shared/when';
import type { DaktelaApi, DaktelaRecord, Filter, Listing, Query, Sort } from '../api';
import { pageThrough } from '../paging';
import { allOf, where } from '../query';
import { keyOf } from '../record';
import { remember } from './records';
import { floorOf, type Answer, type Place, type Row } from './place';
import { printOf } from './values';
import { BEGINNING, wallOf, type Wall } from './wall';
import type { Watch } from './watched';

/** Rows in a page: with chosen columns, and with everything that belongs to them. */
const LIGHT_PAGE = 1_000;
const HEAVY_PAGE = 200;
/** Rows that are looked through where Daktela does not filter by time. */
const MOST_UNFILTERED = 20_000;

type Reading = Answer<DaktelaRecord> & Pick<Place, 'unfiltered'>;

/** The next page after a place. @param limit most rows */
export async function load(api: DaktelaApi, watch: Watch, place: Place, limit: number): Promise<Reading> {
	if (place.unfiltered) return await loadUnfiltered(api, watch, place, limit);
	const outcome = await settled(async () => await loadPage(api, watch, place, limit));
	if ('error' in outcome) {
		const { error } = outcome;
		// Some resources refuse filters on times (daktela.md 4).
		if (!(error instanceof Fault) || error.kind !== 'invalid' || place.sweep) throw error;
		const unfiltered = await settled(async () => await loadUnfiltered(api, watch, place, limit));
		if ('error' in unfiltered) throw error;
		return unfiltered.value;
	}
	const first = outcome.value.rows[0]?.wall;
	const isOverlooked = first !== undefined && place.sweep === undefined && first < floorOf(place, watch.reach);
	return isOverlooked ? await loadUnfiltered(api, watch, place, limit) : outcome.value;
}

async function loadPage(api: DaktelaApi, watch: Watch, place: Place, limit: number): Promise<Reading> {
	const take = Math.min(limit, watch.columns ? LIGHT_PAGE : HEAVY_PAGE);
	const filter = allOf(watch.scope, since(watch, place));
	const listing = await api.list(watch.resource, queryOf(watch, 'asc', filter), { take }, doingOf(watch));
	const rows = rowsOf(watch, listing.rows);
	const complete = isComplete(listing, take);
	if (!isAscending(rows)) {
		if (!complete) throw unsorted(watch);
		rows.sort(byWall);
	}
	if (!watch.columns) remember(api, rows);
	return { rows, complete, ...clockOf(listing, rows, place) };
}

/** Rows at and after the place; rows of one time that fill a page are told apart by their keys. */
function since({ time, key, reach }: Watch, place: Place): Filter | undefined {
	const { sweep } = place;
	if (!sweep) return where(time, 'gte', floorOf(place, reach));
	if (sweep.past) return where(time, 'gt', sweep.from);
	if (sweep.after === undefined) return where(time, 'gte', sweep.from);
	return allOf(where(time, 'eq', sweep.from), where(key, 'gt', sweep.after));
}

/**
 * Without a total, a round number of rows may be all that Daktela gives at once, though less than was asked for. A total may count
 * rows that this user may not see.
 */
function isComplete({ rows, total }: Listing, take: number): boolean {
	if (rows.length === 0) return true;
	return total === undefined ? rows.length < take && rows.length % 50 !== 0 : rows.length >= total;
}

const leftOver = new WeakMap<DaktelaApi, { rows: Array<Row<DaktelaRecord>>; now: Wall; zone: string }>();

/** Reads from the newest row back to the place, since Daktela cannot be asked for what is newer. Rows of one time are never parted. */
async function loadUnfiltered(api: DaktelaApi, watch: Watch, place: Place, limit: number): Promise<Reading> {
	const { sweep } = place;
	const left = sweep && leftOver.get(api);
	const all = left ?? (await newestRows(api, watch, place));
	const waiting = all.rows.filter(({ wall }) => !sweep || wall > sweep.from);
	const edge = waiting[limit - 1]?.wall;
	const rows = edge === undefined ? waiting : waiting.filter(({ wall }) => wall <= edge);
	const complete = rows.length === waiting.length;
	if (complete) leftOver.delete(api);
	else leftOver.set(api, all);
	return { ...all, rows, complete, unfiltered: true };
}

async function newestRows(api: DaktelaApi, watch: Watch, place: Place) {
	const bottom = place.sweep?.from ?? floorOf(place, watch.reach);
	const size = watch.columns ? LIGHT_PAGE : HEAVY_PAGE;
	let first: Listing | undefined;
	const page = async (skip: number, take: number) => {
		const listing = await api.list(watch.resource, queryOf(watch, 'desc', watch.scope), { skip, take }, doingOf(watch));
		first ??= listing;
		// The first old row ends the reading, so newer ones must not stand behind it.
		if (!isAscending(rowsOf(watch, listing.rows).reverse())) throw unsorted(watch);
		return listing;
	};
	const found: Array<Row<DaktelaRecord>> = [];
	let looked = 0;
	for await (const record of pageThrough(page, { keyOf: (row) => keyOf(row, watch.key), size })) {
		const [row] = rowsOf(watch, [record]);
		if (row && row.wall < bottom) break;
		if (row) found.push(row);
		if (++looked > MOST_UNFILTERED) throw tooMany(watch);
	}
	const rows = found.reverse().sort(byWall);
	if (!watch.columns) remember(api, rows);
	return { rows, ...clockOf(first!, rows, place) };
}

export const queryOf = ({ time, key, columns }: Watch, dir: Sort['dir'], filter?: Filter): Query => ({
	...(filter && { filter }),
	sort: [
		{ field: time, dir },
		{ field: key, dir: 'asc' },
	],
	...(columns && { fields: columns }),
});

/** What Daktela's clock showed; where it did not tell, the newest row is as good as it gets. */
export function clockOf(
	{ clock: { local, at, zone } }: Pick<Listing, 'clock'>,
	rows: ReadonlyArray<Pick<Row<unknown>, 'wall'>>,
	place?: Place,
): { now: Wall; zone: string } {
	const now = wallOf(local) ?? (at === undefined ? undefined : localIn(at, zone));
	return { now: now ?? rows.at(-1)?.wall ?? place?.wall ?? BEGINNING, zone };
}

/** The records that have a time: what was never edited is not news. @throws Fault where the key or the time is not told at all */
export const rowsOf = (watch: Watch, records: readonly DaktelaRecord[]): Array<Row<DaktelaRecord>> =>
	records.filter((record) => record[watch.time] !== null && record[watch.time] !== '').map((one) => rowOf(watch, one));

function rowOf({ key: keyField, time, created, kind, resource }: Watch, record: DaktelaRecord): Row<DaktelaRecord> {
	const [key, wall, born] = [keyOf(record, keyField), wallOf(record[time]), wallOf(record[created])];
	if (key !== undefined && wall !== undefined)
		return { key, wall, record, print: () => printOf(record), ...(born && { born }) };
	const missing = key === undefined ? keyField : time;
	const advice =
		kind === resource
			? 'Correct Key Field, Created Field and Edited Field in the trigger.'
			: 'The user whose token this is may lack the right to see it.';
	throw new Fault('misconfigured', `Daktela sent ${resource} without "${missing}".`, { advice, field: missing });
}

const byWall = (a: Row<unknown>, b: Row<unknown>): number => (a.wall < b.wall ? -1 : Number(a.wall > b.wall));

const isAscending = (rows: ReadonlyArray<Row<unknown>>): boolean =>
	rows.every(({ wall }, index) => index === 0 || rows[index - 1]!.wall <= wall);

export const doingOf = ({ resource, time }: Watch): string => `read ${resource} by "${time}"`;

const unsorted = ({ resource, time }: Watch): Fault =>
	new Fault('unreadable', `Daktela did not sort ${resource} by "${time}", so what is new cannot be told.`, {
		advice: 'Choose another field for the time, or poll more often so that all fits into one page.',
	});

const tooMany = ({ resource, time }: Watch): Fault =>
	new Fault(
		'misconfigured',
		`Daktela does not filter ${resource} by "${time}", and there are too many to read them all.`,
		{
			advice: 'Start with what happens from now on, or choose a narrower resource.',
		},
	);
