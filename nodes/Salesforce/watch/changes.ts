import { fingerprint } from '../../shared/sync/fingerprint';
import type { Budget, Change, Page } from '../../shared/watch/feed';
import { CREATION } from './creation';
import { leftOutNow, takeUpLeftOut } from './leftOut';
import { KnownValues } from './memory';
import { MOST_ROWS, readRows, settledBy, type Row, type Rows } from './pages';
import { behindRows, stretchOf, type Found } from './place';
import { valueIn } from './record';
import { isoOfMs, msOfStamp, secondOf } from './stamp';
import type { ChangeCursor, Watch, WatchParams } from './types';
import { watchedBy, watchedValue } from './watched';
import type { SalesforceWatch } from './watching';

/** Longer texts are shortened in `changes`, which are remembered until they are delivered; the record has the whole. */
const LONGEST_SHOWN = 1_000;

/** Reads the rows behind the cursor in the order of their time and Id, one request. */
export async function readChanges(
	watch: SalesforceWatch,
	params: WatchParams,
	cursor: ChangeCursor,
	{ limit }: Pick<Budget, 'limit'>,
	about: Watch,
): Promise<Page<ChangeCursor>> {
	takeUpLeftOut(watch, cursor);
	watch.base = baseColumns(cursor, params);
	const stretch = stretchOf(cursor, !watch.hasRead);
	const { place, again } = stretch;
	const isKnown = again !== undefined && stretch.goesOn;
	const read = await readRows(watch, {
		object: params.object,
		columns: watch.base,
		by: cursor.by,
		place,
		// Rows that were delivered are no changes, and nobody needs their fields: of a full overlap little is read.
		limit: again === undefined ? limit : MOST_ROWS,
		carries: !isKnown,
	});
	watch.hasRead = true;
	const found = cut(settled(read), again, isKnown ? 0 : limit);
	const { changes, memory } = changesIn(found.rows, params, cursor, about);
	const next = behindRows(cursor, stretch, found, watch.options.overlapMs);
	return {
		changes,
		next: { ...next, ...(memory && { memory }), ...leftOutNow(cursor, watch) },
		...(!found.isEnd && { more: true }),
	};
}

/** What every row must bring: when it was written and made, and the watched values. */
export const baseColumns = ({ by, created }: Pick<ChangeCursor, 'by' | 'created'>, params: WatchParams): string[] => [
	by,
	...(created ? [created] : []),
	...watchedBy(params),
];

/**
 * Rows of a second that is not over might change once more within it, which their time would not show (salesforce.md 2.1):
 * they are left for the next poll.
 */
function settled({ rows, isEnd, serverTime }: Rows): Omit<Found, 'isCut'> {
	const until = settledBy(serverTime);
	const kept = until === undefined ? rows : rows.filter(({ time }) => time <= until);
	return { rows: kept, isEnd: isEnd || kept.length < rows.length, until };
}

/** Where rows were read before, they all come, and up to `most` behind them. */
function cut({ rows, isEnd, until }: Omit<Found, 'isCut'>, again: number | undefined, most: number): Found {
	const before = again === undefined ? rows : rows.filter(({ time }) => time <= again);
	const kept = rows.slice(0, before.length + most);
	const isCut = kept.length < rows.length;
	return { rows: kept, isEnd: isEnd && !isCut, isCut, until };
}

/** The rows as changes; for watched fields with what changed, by the last known values. */
function changesIn(rows: readonly Row[], params: WatchParams, cursor: ChangeCursor, about: Watch) {
	if (about.kind !== 'watched') return { changes: rows.map((row) => changeOf(row, cursor, about)), memory: undefined };
	const names = watchedBy(params);
	const known = new KnownValues(names.length, cursor.memory);
	const changes = rows.map((row): Change => {
		const values = names.map((name) => watchedValue(row, name, cursor.lists));
		const change = changeOf(row, cursor, about, values);
		const differing = known.update(row.id, values).map(({ index, before }) => {
			const from = before ?? (isNew(row, cursor) ? { value: null } : undefined);
			return [names[index]!, { ...(from && { from: shown(from.value) }), to: shown(values[index]) }] as const;
		});
		return differing.length > 0 ? { ...change, changes: Object.fromEntries(differing) } : change;
	});
	return { changes, memory: rows.length > 0 ? known.pack() : cursor.memory };
}

/**
 * One id for each state of a record that can be told apart: by its time, which has whole seconds, and by what is watched, since a
 * parent's field may change without it. A record is created once, whatever happens to it later.
 */
export function changeOf(
	row: Row,
	cursor: Pick<ChangeCursor, 'created'>,
	{ event, kind }: Watch,
	watched: readonly unknown[] = [],
): Change {
	const occurredAt = isoOfMs(row.time);
	const state = watched.length > 0 ? ` ${fingerprint(watched, 8)}` : '';
	const id = kind === 'created' ? row.id : `${row.id} ${occurredAt}${state}${isNew(row, cursor) ? CREATION : ''}`;
	return { id, recordId: row.id, event, occurredAt };
}

/** Whether nobody has written to the record since it was made. */
function isNew({ time, record }: Row, { created }: Pick<ChangeCursor, 'created'>): boolean {
	return created !== undefined && secondOf(msOfStamp(valueIn(record, created))) === secondOf(time);
}

const shown = (value: unknown): unknown =>
	typeof value === 'string' && value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : (value ?? null);
