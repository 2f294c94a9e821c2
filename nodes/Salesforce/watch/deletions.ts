import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import type { Budget, Change, Page, Start } from '../../shared/watch/feed';
import { codeOf } from '../errors';
import type { Described } from '../schema';
import { checkColumns, describe } from './columns';
import { leftOutNow, takeUpLeftOut } from './leftOut';
import { MOST_ROWS, readRows } from './pages';
import { isoOfMs, latest, msOfStamp, nextSecond, secondOf } from './stamp';
import { stampsOf } from './start';
import type { Bin, Deletion, DeletionCursor, Deletions, WatchParams } from './types';
import type { SalesforceWatch } from './watching';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How far back Salesforce lists deletions: 15 days (salesforce.md 2.2), less an hour for the way there. */
const LISTED_MS = 15 * DAY - 60 * MINUTE;

/** More than a minute must be asked for, and the seconds of both ends are cut off (salesforce.md 2.2). */
const SHORTEST_MS = 3 * MINUTE;

type Started = { cursor: DeletionCursor; seen?: Array<Pick<Change, 'id' | 'occurredAt'>> };

/** The first cursor of a trigger over deletions. @throws Fault */
export async function startDeletions(
	watch: SalesforceWatch,
	params: WatchParams,
	start: Start,
	event: string,
): Promise<Started> {
	const described = await describe(watch, params.object);
	checkColumns(watch, params.object, described);
	const now = await watch.serverNow();
	const fixed = {
		...deletedOf(described),
		...(watch.leftOut.length > 0 && { leftOut: [...watch.leftOut] }),
	};
	const listed = isoOfMs(now - LISTED_MS);
	if (start.from === 'everything') {
		return { cursor: { ...fixed, time: listed, at: listed, bin: { from: isoOfMs(0), replaces: false } } };
	}
	if (start.from === 'date') {
		const { date } = start;
		if (date >= listed) return { cursor: { ...fixed, time: date, at: date, since: date } };
		return { cursor: { ...fixed, time: listed, at: listed, since: date, bin: { from: date, replaces: false } } };
	}
	const cursor = { ...fixed, time: isoOfMs(now), at: isoOfMs(now) };
	const since = isoOfMs(now - watch.options.overlapMs);
	const { rows, isEnd } = await binRows(watch, params, cursor, { from: since }, MOST_ROWS);
	// Of more than fit, the oldest are known: then nothing from before the beginning counts.
	return { cursor: { ...cursor, since: isEnd ? since : cursor.at }, seen: rows.map((row) => changeOf(row, event)) };
}

/** How an object tells of deleted records. @throws Fault `misconfigured` where it does not */
export function deletedOf(described: Described): Pick<DeletionCursor, 'by' | 'merges'> {
	const has = (wanted: string) => described.fields.some(({ name }) => name === wanted);
	if (has('IsDeleted')) return { by: stampsOf(described, 'changed').by, merges: has('MasterRecordId') };
	throw new Fault('misconfigured', `Salesforce has no recycle bin for records of ${described.name}.`, {
		advice: 'Choose another object: for this one no such event can be found out.',
		field: 'Object',
	});
}

/** Reads what was deleted since the cursor: one request, for Salesforce's list of deletions. */
export async function readDeletions(
	watch: SalesforceWatch,
	params: WatchParams,
	cursor: DeletionCursor,
	{ limit }: Pick<Budget, 'limit'>,
	event: string,
): Promise<Page<DeletionCursor>> {
	takeUpLeftOut(watch, cursor);
	watch.base = binColumns(cursor);
	if (cursor.bin) return await readBin(watch, params, cursor, cursor.bin, limit, event);
	const { leftOver } = watch;
	watch.leftOver = undefined;
	if (leftOver?.from === cursor.time) return pageOf(watch, cursor, leftOver.deletions, limit, event);
	const listed = cursor.listed === undefined ? 0 : Date.parse(cursor.listed);
	const now = await watch.serverNow((clock) => clock - listed >= SHORTEST_MS);
	// What was refused once would be refused again.
	if (now - listed < SHORTEST_MS) return { changes: [], next: { ...cursor, time: cursor.at } };
	const at = Date.parse(cursor.at);
	const oldest = now - LISTED_MS;
	if (at < oldest) {
		reportGap(watch, params.object, at, oldest);
		const time = isoOfMs(oldest);
		return { changes: [], next: { ...cursor, time, at: time, bin: { from: cursor.at, replaces: false } }, more: true };
	}
	const from = latest(Date.parse(cursor.time), at - watch.options.overlapMs, oldest, listed);
	const outcome = await settled(async () => await listDeletions(watch, params.object, from, now));
	// Salesforce's clock has run on while ours stood still: the machine slept.
	if ((watch.serverTime ?? now) - now > MINUTE) return await readDeletions(watch, params, cursor, { limit }, event);
	if ('value' in outcome) return pageOf(watch, cursor, outcome.value, limit, event);
	if (codeOf(outcome.error) !== 'INVALID_REPLICATION_DATE') throw outcome.error;
	reportGap(watch, params.object, at, now);
	return { changes: [], next: { ...cursor, time: cursor.at, bin: { from: cursor.at, replaces: true } }, more: true };
}

/** A list that is too long is asked for in halves. */
async function listDeletions(watch: SalesforceWatch, object: string, from: number, until: number): Promise<Deletions> {
	const start = Math.max(0, Math.min(from, until - SHORTEST_MS));
	const asked = await settled(
		async () => await watch.ask(async (api) => await api.deletedIds(object, isoOfMs(start), isoOfMs(until))),
	);
	if ('error' in asked) {
		if (codeOf(asked.error) !== 'EXCEEDED_ID_LIMIT' || until - start <= 2 * SHORTEST_MS) throw asked.error;
		return { ...(await listDeletions(watch, object, start, start + (until - start) / 2)), isPart: true };
	}
	const { deletedRecords, latestDateCovered } = asked.value;
	const rows = deletedRecords.map(({ id, deletedDate }) => ({ id, time: secondOf(msOfStamp(deletedDate)) }));
	return { rows: rows.sort((a, b) => a.time - b.time), covered: msOfStamp(latestDateCovered) };
}

/** The first deletions, at most `limit`, but never some of those that share one time: the next reading begins there. */
function pageOf(
	watch: SalesforceWatch,
	cursor: DeletionCursor,
	{ rows, covered, isPart = false }: Deletions,
	limit: number,
	event: string,
): Page<DeletionCursor> {
	const since = cursor.since === undefined ? 0 : nextSecond(Date.parse(cursor.since));
	const fitting = rows.filter(({ time }) => time >= since);
	const edge = fitting[limit - 1]?.time;
	const shown = edge === undefined ? fitting : fitting.filter(({ time }) => time <= edge);
	const rest = fitting.slice(shown.length);
	const end = isoOfMs(rest.length > 0 ? shown.at(-1)!.time : latest(Date.parse(cursor.at), covered || undefined));
	if (rest.length > 0) watch.leftOver = { from: end, deletions: { rows: rest, covered, isPart } };
	const next = { ...cursor, ...leftOutNow(cursor, watch), time: end, at: end };
	return {
		changes: shown.map((row) => changeOf(row, event)),
		next,
		...((rest.length > 0 || isPart) && { more: true }),
	};
}

/** A deletion is the same one wherever it is read: in the list or in the recycle bin. */
const changeOf = ({ id, time }: Deletion, event: string): Change => {
	const occurredAt = isoOfMs(secondOf(time));
	return { id: `${id} ${occurredAt}`, recordId: id, event, occurredAt };
};

async function readBin(
	watch: SalesforceWatch,
	params: WatchParams,
	cursor: DeletionCursor,
	bin: Bin,
	limit: number,
	event: string,
): Promise<Page<DeletionCursor>> {
	const { rows, isEnd, serverTime } = await binRows(watch, params, cursor, bin, limit);
	const changes = rows.map((row) => changeOf(row, event));
	const last = rows.at(-1);
	const next: DeletionCursor = { ...cursor, ...leftOutNow(cursor, watch), time: cursor.at };
	if (!isEnd && last) {
		return { changes, next: { ...next, bin: { ...bin, from: isoOfMs(last.time), id: last.id } }, more: true };
	}
	delete next.bin;
	if (!bin.replaces) return { changes, next, more: true };
	const end = isoOfMs(latest(Date.parse(cursor.at), last?.time, serverTime));
	return { changes, next: { ...next, time: end, at: end, listed: end } };
}

/** What lies in the recycle bin from a place on, by when it was deleted. */
async function binRows(
	watch: SalesforceWatch,
	{ object }: WatchParams,
	cursor: DeletionCursor,
	{ from, id }: Pick<Bin, 'from' | 'id'>,
	limit: number,
) {
	return await readRows(watch, {
		object,
		columns: binColumns(cursor),
		by: cursor.by,
		place: { time: Date.parse(from), ...(id !== undefined && { id }) },
		where: ['IsDeleted = true'],
		includeDeleted: true,
		carries: true,
		limit,
	});
}

/** What tells when a record was deleted, whether it still is, and into which one it was merged. */
export const binColumns = ({ by, merges }: Pick<DeletionCursor, 'by' | 'merges'>): string[] => [
	by,
	'IsDeleted',
	...(merges ? ['MasterRecordId'] : []),
];

function reportGap(watch: SalesforceWatch, object: string, from: number, until: number): void {
	watch.report(
		new Fault(
			'notFound',
			`Salesforce no longer tells all ${object} records that were deleted between ${isoOfMs(from)} and ${isoOfMs(until)}.`,
			{
				advice:
					'Those of them that are still in the recycle bin are delivered now. Compare the IDs in both systems once to find the others.',
			},
		),
	);
}
