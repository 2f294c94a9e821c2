/** How a trigger is read from Daktela, and where it begins. */
import { settled } from '../../shared/settled';
import { localIn } from '../../shared/when';
import type { Budget, Change, Page, Start } from '../../shared/watch/feed';
import { Fault } from '../../shared/fault';
import type { DaktelaApi, DaktelaRecord, Filter } from '../api';
import { customName } from '../kinds';
import { allOf, where } from '../query';
import { keyOf } from '../record';
import { changeOf } from './changes';
import { Known, type KnownText } from './known';
import { absorb, floorOf, placeAt, tokenOf, type Place } from './place';
import { clockOf, doingOf, load, queryOf, rowsOf } from './reading';
import { lacks, valueOf } from './values';
import { BEGINNING, type Wall } from './wall';
import type { Watch } from './watched';

/** Where a trigger stands, with what the watched fields held. */
export type Cursor = Place & { known?: KnownText };

/** Records whose values are looked at when the trigger begins, the last edited ones first. */
const MOST_LOOKED_AT = 20_000;

/** What is new after a place: one page, and one request where there is nothing. */
export async function readAfter(api: DaktelaApi, watch: Watch, cursor: Cursor, budget: Budget): Promise<Page<Cursor>> {
	const { known: text, ...place } = cursor;
	const answer = await load(api, watch, place, budget.limit);
	checkFields(
		watch,
		answer.rows.map(({ record }) => record),
	);
	const { fresh, next } = absorb(place, answer, watch.reach);
	const known = watch.watched.length > 0 ? new Known(text) : undefined;
	const since = floorOf(place, watch.reach);
	const changes = fresh.flatMap((row): Change | Change[] => changeOf(row, watch, since, known) ?? []);
	return {
		changes,
		next: { ...next, ...(answer.unfiltered && { unfiltered: true }), ...(known && { known: known.text() }) },
		...(next.sweep && { more: true }),
	};
}

/** The first place. The newest record tells Daktela's clock and proves that records are there; the host's clock is never asked. */
export async function startAt(
	api: DaktelaApi,
	watch: Watch,
	start: Start,
	budget: Budget,
): Promise<{ cursor: Cursor }> {
	const listing = await api.list(watch.resource, queryOf(watch, 'desc', watch.scope), { take: 1 }, doingOf(watch));
	const newest = rowsOf(watch, listing.rows);
	const { now, zone } = clockOf(listing, newest);
	await checkStamps(api, watch);
	const blind = newest[0] && !(await finds(api, watch, newest[0].wall)) ? { unfiltered: true as const } : {};
	if (start.from === 'everything') return { cursor: { ...placeAt(BEGINNING, zone), ...blind } };
	if (start.from === 'now') {
		const behind = await readBehind(api, watch, { ...placeAt(now, zone), ...blind }, budget, (wall) => wall <= now);
		return { cursor: { ...behind, ...(await valuesBefore(api, watch, behind, 'lte', budget)) } };
	}
	const date = localIn(start.date, zone);
	const place = watch.reach.byContent
		? await readBehind(api, watch, { ...placeAt(date, zone), ...blind }, budget, (wall) => wall < date)
		: { ...placeAt(date, zone, date), ...blind };
	return { cursor: { ...place, ...(await valuesBefore(api, watch, place, 'lt', budget)) } };
}

/** Whether a filter by time shows a record that is there. A filter that hides it would make the trigger wait in silence. */
async function finds(api: DaktelaApi, watch: Watch, wall: Wall): Promise<boolean> {
	const query = queryOf(watch, 'asc', allOf(watch.scope, where(watch.time, 'gte', wall)));
	const outcome = await settled(async () => await api.list(watch.resource, query, { take: 1 }, doingOf(watch)));
	if ('value' in outcome) return outcome.value.rows.length > 0;
	// What is refused is read in another way by itself.
	if (outcome.error instanceof Fault && outcome.error.kind === 'invalid') return true;
	throw outcome.error;
}

const LOOK_AT_NEW = 5;
const LOOK_AT_WHOLE = 50;

/** @throws Fault `misconfigured` where new records have no time of an edit yet, and the trigger would have to see them by it */
async function checkStamps(api: DaktelaApi, watch: Watch): Promise<void> {
	const { event, resource, key, time, created } = watch;
	if (time === created || event === 'recordUpdated') return;
	const query = { ...queryOf({ ...watch, time: created }, 'desc', watch.scope), fields: [key, time, created] };
	const outcome = await settled(async () => await api.list(resource, query, { take: LOOK_AT_NEW }, doingOf(watch)));
	if ('error' in outcome) {
		if (outcome.error instanceof Fault && outcome.error.kind === 'invalid') return;
		throw outcome.error;
	}
	const { rows } = outcome.value;
	if (rows.length === 0 || rows.some((record) => record[time] !== null)) return;
	throw new Fault(
		'misconfigured',
		`Daktela leaves "${time}" empty until a record is edited, so new ${resource} are not seen by it.`,
		{
			advice: 'Use two triggers, Record Created and Record Updated, or choose another Edited Field.',
		},
	);
}

/** What the overlap shows of the time before the beginning is noted as read. */
async function readBehind(
	api: DaktelaApi,
	watch: Watch,
	from: Place,
	{ deadline, limit }: Budget,
	isBehind: (wall: Wall) => boolean,
): Promise<Place> {
	const { wall, time } = from;
	let place = from;
	for (let more = true; more;) {
		const answer = await load(api, watch, place, limit);
		const rows = answer.rows.filter((row) => isBehind(row.wall));
		const { next } = absorb(place, { ...answer, rows }, watch.reach);
		const goesOn = next.sweep !== undefined && rows.length > 0 && Date.now() < deadline;
		more = goesOn && JSON.stringify(next.sweep) !== JSON.stringify(place.sweep);
		place = { ...next, ...(answer.unfiltered && { unfiltered: true }) };
	}
	const behind = { ...place, wall, time };
	delete behind.sweep;
	return behind;
}

/** What the watched fields of existing records hold, so that the first change of each can be told from what it is not. */
async function valuesBefore(
	api: DaktelaApi,
	watch: Watch,
	place: Place,
	operator: 'lt' | 'lte',
	{ deadline }: Budget,
): Promise<{ known?: KnownText }> {
	if (watch.watched.length === 0) return {};
	const { scope, time, reach } = watch;
	const reachable = reach.byContent ? where(time, 'gte', floorOf(place, reach)) : undefined;
	const filter = allOf(scope, reachable, where(time, operator, place.wall));
	const filtered = await settled(async () => await valuesOf(api, watch, filter, deadline));
	const isRefused = 'error' in filtered && filtered.error instanceof Fault && filtered.error.kind === 'invalid';
	if ('error' in filtered && !isRefused) throw filtered.error;
	const found = 'value' in filtered ? filtered.value : await valuesOf(api, watch, watch.scope, deadline);
	if (found.lacking !== undefined) await checkField(api, watch, found.lacking);
	const known = new Known();
	for (const [token, values] of found.pairs.reverse()) known.set(token, values);
	return { known: known.text() };
}

interface Found {
	pairs: Array<[token: string, values: unknown[]]>;
	/** A watched field that no record has. */
	lacking?: string;
}

async function valuesOf(api: DaktelaApi, watch: Watch, filter: Filter | undefined, deadline: number): Promise<Found> {
	const { resource, key: keyField, watched } = watch;
	const found: Found = { pairs: [] };
	const options = { limit: MOST_LOOKED_AT, key: keyField, doing: doingOf(watch) };
	for await (const record of api.rows(resource, queryOf(watch, 'desc', filter), options)) {
		const isFirst = found.pairs.length === 0;
		if (isFirst || found.lacking !== undefined) found.lacking = watched.find((field) => lacks(record, field));
		const key = keyOf(record, keyField) ?? '';
		found.pairs.push([tokenOf(key), watched.map((field) => valueOf(record, field))]);
		if (Date.now() > deadline) break;
	}
	return found;
}

/** A custom field that is empty everywhere may be told of by whole records only. */
async function checkField(api: DaktelaApi, watch: Watch, field: string): Promise<void> {
	const custom = customName(field);
	if (custom === undefined) throw missing(watch, field);
	const whole = queryOf({ ...watch, columns: undefined }, 'desc', watch.scope);
	await api.list(watch.resource, whole, { take: LOOK_AT_WHOLE }, doingOf(watch));
	if (!api.customFields(watch.resource).some(({ name }) => name === custom)) throw missing(watch, field);
}

/** @throws Fault `misconfigured` when Daktela leaves a watched field out, for which the trigger would wait in vain */
export function checkFields(watch: Watch, records: readonly DaktelaRecord[]): void {
	const gone = watch.watched.find(
		(field) => records.length > 0 && customName(field) === undefined && records.every((record) => lacks(record, field)),
	);
	if (gone !== undefined) throw missing(watch, gone);
}

const missing = ({ resource }: Watch, field: string): Fault =>
	new Fault('misconfigured', `Daktela has no field "${field}" in ${resource}.`, {
		field: 'Field',
		advice:
			'Choose the field again in the trigger; it may have been renamed, or be hidden from the user of the credential.',
	});
