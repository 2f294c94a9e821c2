import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import type { Budget, Change, Start } from '../../shared/watch/feed';
import type { Described } from '../schema';
import { baseColumns, changeOf } from './changes';
import { checkColumns, describe } from './columns';
import { KnownValues, shortId } from './memory';
import { MOST_ROWS, readRows, type Row } from './pages';
import { isoOfMs } from './stamp';
import type { ChangeCursor, Watch, WatchParams } from './types';
import { holding, listsWatched, watchedBy, watchedValue } from './watched';
import type { SalesforceWatch } from './watching';

type Started = { cursor: ChangeCursor; seen?: Array<Pick<Change, 'id' | 'occurredAt'>> };

const BEGINNING = new Date(0).toISOString();
/** Rows that are read at the start at most: what lies behind a start from now, and the values that fields have. */
const MOST_BEHIND = 10_000;

/** The first cursor of a trigger over the rows of an object. The object, its fields and the awaited values are checked. @throws Fault */
export async function startChanges(
	watch: SalesforceWatch,
	params: WatchParams,
	start: Start,
	{ deadline }: Pick<Budget, 'deadline'>,
	about: Watch,
): Promise<Started> {
	const described = await describe(watch, params.object);
	const lists = await listsWatched(watch, params);
	checkColumns(watch, params.object, described);
	const empty = {
		...stampsOf(described, about.kind),
		...(lists.length > 0 && { lists }),
		...(watch.leftOut.length > 0 && { leftOut: [...watch.leftOut] }),
	};
	if (start.from === 'everything') return { cursor: { ...empty, ...standingAt(BEGINNING) } };
	if (start.from === 'date') return { cursor: { ...empty, ...standingAt(start.date) } };
	const now = watch.serverTime;
	if (now === undefined)
		throw new Fault('unreadable', "Salesforce's answer does not tell the time (Date header), so there is no now.");
	const cursor = { ...empty, ...standingAt(isoOfMs(now)) };
	const behind: Behind = { since: now - watch.options.overlapMs, deadline };
	if (about.kind === 'watched') return { cursor: await withValues(watch, params, cursor, described, behind) };
	return await withSeen(watch, params, cursor, about, behind);
}

const standingAt = (time: string) => ({ time, at: time, final: time });

/** The field of an object that tells when a row was last written, by whomever (salesforce.md 2.1). */
const WRITTEN = ['SystemModstamp', 'LastModifiedDate', 'CreatedDate'];

/** @throws Fault `misconfigured` where the object does not tell what the event needs */
export function stampsOf({ name, fields }: Described, kind: Watch['kind']): Pick<ChangeCursor, 'by' | 'created'> {
	const has = (wanted: string) => fields.some((one) => one.name === wanted);
	const created = has('CreatedDate') ? 'CreatedDate' : undefined;
	const by = kind === 'created' ? created : WRITTEN.find(has);
	if (by !== undefined) return { by, ...(created && { created }) };
	const what = kind === 'created' ? 'created' : 'changed';
	throw new Fault('misconfigured', `Records of ${name} do not tell when they were ${what}.`, {
		advice: 'Choose another object: for this one no such event can be found out.',
		field: 'Object',
	});
}

/** How far the first reading will reach back. */
interface Behind {
	/** Epoch milliseconds. */
	since: number;
	/** Epoch milliseconds by the host's clock, for "how much longer" only. */
	deadline: number;
}

/** What the first reading will show although it lies behind. What is not reached is older, and never read. */
async function withSeen(
	watch: SalesforceWatch,
	params: WatchParams,
	cursor: ChangeCursor,
	about: Watch,
	{ since, deadline }: Behind,
): Promise<Started> {
	const { rows, isAll } = await backwards(watch, params, cursor, { deadline, since, most: MOST_BEHIND });
	const from = isAll ? since : behind(rows.at(-1), cursor);
	return { cursor: { ...cursor, final: isoOfMs(from) }, seen: rows.map((row) => changeOf(row, cursor, about)) };
}

/** Epoch milliseconds behind a row; without one, where the cursor stands. */
const behind = (row: Row | undefined, { at }: ChangeCursor): number => (row ? row.time + 1 : Date.parse(at));

interface Backwards extends Pick<Behind, 'deadline'> {
	/** Epoch milliseconds; ends before rows of this time. */
	since?: number;
	where?: string;
	most: number;
}

/** Rows from the newest on. */
async function backwards(
	watch: SalesforceWatch,
	params: WatchParams,
	cursor: ChangeCursor,
	{ deadline, since, where, most }: Backwards,
): Promise<{ rows: Row[]; isAll: boolean }> {
	const found: Row[] = [];
	let isAll = false;
	while (!isAll && found.length < most && Date.now() < deadline) {
		const last = found.at(-1);
		const { rows, isEnd } = await readRows(watch, {
			object: params.object,
			columns: baseColumns(cursor, params),
			by: cursor.by,
			limit: MOST_ROWS,
			backwards: true,
			...(last && { place: { time: last.time, id: last.id } }),
			...(where !== undefined && { where: [where] }),
		});
		const fitting = rows.filter(({ time }) => since === undefined || time >= since);
		found.push(...fitting);
		isAll = isEnd || fitting.length < rows.length || rows.length === 0;
	}
	return { rows: found, isAll };
}

/**
 * What the watched fields hold now, so that a touch of a record is not taken for a change of its field: of the records that were
 * written last, and, where an object has more of them, of those that hold an awaited value already. The first reading reaches
 * back no further than what is known.
 */
async function withValues(
	watch: SalesforceWatch,
	params: WatchParams,
	cursor: ChangeCursor,
	described: Described,
	{ since, deadline }: Behind,
): Promise<ChangeCursor> {
	const names = watchedBy(params);
	const most = Math.ceil(MOST_BEHIND / names.length);
	const recent = await backwards(watch, params, cursor, { deadline, most });
	const where = recent.isAll ? undefined : holding(params, described);
	const holders = where === undefined ? [] : await holdersOf(watch, params, cursor, { deadline, most, where });
	const known = new KnownValues(names.length);
	for (const row of [...recent.rows, ...holders].reverse()) {
		known.update(
			row.id,
			names.map((name) => watchedValue(row, name, cursor.lists)),
		);
	}
	const memory = known.pack();
	const oldest = recent.rows.findLast(({ id }) => memory.records[shortId(id)] !== undefined);
	const isEnough = recent.isAll && oldest === recent.rows.at(-1);
	const from = isEnough ? since : Math.max(since, behind(oldest, cursor));
	return { ...cursor, final: isoOfMs(from), memory };
}

/** Not worth a failure: where a query for them is too much for Salesforce, an old record may count once too often. */
async function holdersOf(
	watch: SalesforceWatch,
	params: WatchParams,
	cursor: ChangeCursor,
	reading: Backwards,
): Promise<Row[]> {
	const outcome = await settled(async () => await backwards(watch, params, cursor, reading));
	if ('value' in outcome) return outcome.value.rows;
	if (outcome.error instanceof Fault && ['invalid', 'misconfigured'].includes(outcome.error.kind)) return [];
	throw outcome.error;
}
