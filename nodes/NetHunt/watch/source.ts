import { settled } from '../../shared/settled';
import { Fault } from '../../shared/fault';
import type { Field } from '../../shared/fields';
import type { Budget, Change, Delivered, Feed, Page, Start } from '../../shared/watch/feed';
import type { NetHuntApi } from '../api';
import { folderIdOf } from '../ids';
import { BEGINNING } from '../requests';
import { firstPage, isoOfMs, latest, lookBack, OVERLAP_MS, settledBy, type NetHuntCursor } from './cursor';

const CHECK_EVERY_MS = 24 * 60 * 60_000;

/** Everything that a list shows after a time. */
export interface Fetched {
	/** Those that concern the feed, oldest first. */
	changes: Change[];
	/** Time of the newest row, whether it concerns the feed or not. */
	newest?: string;
	serverTime?: number;
	/** Whether newer rows were cut off, so that reading must go on from `newest`. */
	goesOn?: boolean;
	/** Names of fields that the rows mention. */
	names?: ReadonlySet<string>;
}

/** What one kind of event reads from NetHunt. `P` are the trigger's fields. */
export interface Source<P extends { folder: string }> {
	name: string;
	value: string;
	description: string;
	fields: readonly Field[];
	fetch(api: NetHuntApi, params: P, since: string): Promise<Fetched>;
	/** Fields that must exist in the folder. */
	watched?(params: P): string[];
	/** @throws Fault where the fields of the trigger do not make sense together */
	check?(params: P): void;
	keep?(change: Change, params: P): boolean;
	complete(api: NetHuntApi, params: P, changes: Change[]): Promise<Delivered[]>;
	sample(api: NetHuntApi, params: P): Promise<Delivered[]>;
	remembers?: boolean;
}

/** What a page left over: the next one, which begins where it ended, is cut from it without asking again. */
const leftOver = new WeakMap<NetHuntApi, { from: string; fetched: Fetched }>();

/** A feed over a list that NetHunt gives by time. */
export function feedOf<P extends { folder: string }>(source: Source<P>): Feed<NetHuntApi, P, NetHuntCursor> {
	const { name, value, description, fields, keep, complete, remembers } = source;
	return {
		...{ name, value, description, fields, overlapMs: OVERLAP_MS, complete },
		...(keep && { keep }),
		...(remembers && { remembers }),
		async start(api, params, start) {
			source.check?.(params);
			return await startOf(source, api, params, start);
		},
		async read(api, params, cursor, budget) {
			source.check?.(params);
			return await readFrom(source, api, params, cursor, budget);
		},
		async sample(api, params) {
			source.check?.(params);
			if (source.watched) await checkFields(source, api, params);
			return await source.sample(api, params);
		},
	};
}

/** The fields prove that the folder is there, and carry NetHunt's clock; the host's is never asked. */
async function startOf<P extends { folder: string }>(source: Source<P>, api: NetHuntApi, params: P, start: Start) {
	const { names, serverTime } = await checkFields(source, api, params);
	const known = source.watched && { names, ...(serverTime !== undefined && { checked: isoOfMs(serverTime) }) };
	if (start.from === 'everything') return { cursor: { time: BEGINNING, mark: BEGINNING, ...known } };
	if (start.from === 'date') return { cursor: { time: start.date, mark: start.date, notBefore: start.date, ...known } };
	const { changes, newest } = await source.fetch(api, params, lookBack(serverTime));
	const time = latest(newest, settledBy(serverTime)) ?? BEGINNING;
	const since = isoOfMs(Date.parse(time) - OVERLAP_MS);
	const seen = changes
		.filter(({ occurredAt }) => occurredAt >= since)
		.map(({ id, occurredAt }) => ({ id, occurredAt }));
	return { cursor: { time, mark: time, ...known }, seen };
}

async function readFrom<P extends { folder: string }>(
	source: Source<P>,
	api: NetHuntApi,
	params: P,
	cursor: NetHuntCursor,
	budget: Budget,
): Promise<Page<NetHuntCursor>> {
	const fetched = await fetchAfter(source, api, params, cursor.time);
	const known = await stillThere(source, api, params, cursor, fetched);
	const changes = fetched.changes.filter(
		({ occurredAt }) => cursor.notBefore === undefined || occurredAt >= cursor.notBefore,
	);
	const page = firstPage(changes, budget.limit);
	const last = page.at(-1);
	if (last && page.length < changes.length) {
		const time = last.occurredAt;
		leftOver.set(api, { from: time, fetched: { ...fetched, changes: changes.slice(page.length) } });
		return { changes: page, next: { ...cursor, ...known, time, mark: latest(cursor.mark, time)! }, more: true };
	}
	if (fetched.goesOn && fetched.newest !== undefined) {
		const time = whereCut(fetched.newest, cursor.time);
		return { changes: page, next: { ...cursor, ...known, time, mark: latest(cursor.mark, time)! }, more: true };
	}
	const time = latest(cursor.mark, fetched.newest, settledBy(fetched.serverTime))!;
	return { changes: page, next: { ...cursor, ...known, time, mark: time } };
}

/** Just before the last row, since the list may have been cut between rows of one time; behind them where they fill it alone. */
function whereCut(newest: string, since: string): string {
	const before = isoOfMs(Date.parse(newest) - 1);
	return before > since ? before : newest;
}

async function fetchAfter<P extends { folder: string }>(
	source: Source<P>,
	api: NetHuntApi,
	params: P,
	since: string,
): Promise<Fetched> {
	const left = leftOver.get(api);
	leftOver.delete(api);
	if (left?.from === since) return left.fetched;
	const { forgetRecords } = await import('./records');
	forgetRecords(api);
	const fetched = await settled(async () => await source.fetch(api, params, since));
	if ('error' in fetched) {
		// A renamed field may be what NetHunt refuses: then that is the message to give.
		if (source.watched && fetched.error instanceof Fault && fetched.error.kind === 'invalid')
			await checkFields(source, api, params);
		throw fetched.error;
	}
	return fetched.value;
}

/**
 * A renamed field would be waited for in vain. It is looked for when a change names a field that was not there before, and
 * once a day of NetHunt's time, so that an idle poll stays one request.
 */
async function stillThere<P extends { folder: string }>(
	source: Source<P>,
	api: NetHuntApi,
	params: P,
	{ names, checked }: NetHuntCursor,
	{ names: mentioned, serverTime }: Fetched,
): Promise<Pick<NetHuntCursor, 'names' | 'checked'>> {
	if (!source.watched) return {};
	const old = new Set(names);
	const isNew = mentioned !== undefined && [...mentioned].some((name) => !old.has(name));
	const isDue = serverTime !== undefined && serverTime - Date.parse(checked ?? BEGINNING) > CHECK_EVERY_MS;
	if (!isNew && !isDue) return { ...(names && { names }), ...(checked !== undefined && { checked }) };
	const now = await checkFields(source, api, params);
	const at = now.serverTime ?? serverTime;
	// A name that the folder no longer has stays known, or every later poll would ask again.
	const all = [...new Set([...now.names, ...(mentioned ?? [])])];
	return { names: all, ...(at !== undefined && { checked: isoOfMs(at) }) };
}

/** @throws Fault `misconfigured` when the folder, or a field that the trigger watches, is gone */
async function checkFields<P extends { folder: string }>(
	source: Source<P>,
	api: NetHuntApi,
	params: P,
): Promise<{ names: string[]; serverTime?: number }> {
	const folderId = folderIdOf(params.folder);
	const { rows, serverTime } = await api.folderFields(folderId);
	const names = rows.map((field) => field.name);
	const missing = source.watched?.(params).find((field) => !names.includes(field));
	if (missing !== undefined) {
		const { missingField } = await import('../names');
		throw await missingField(api, folderId, missing, rows, 'misconfigured');
	}
	return { names, ...(serverTime !== undefined && { serverTime }) };
}
