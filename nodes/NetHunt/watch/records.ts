import type { IDataObject } from 'n8n-workflow';

import { inParallel } from '../../shared/parallel';
import type { Change, Delivered } from '../../shared/watch/feed';
import type { NetHuntApi, NetHuntRecord } from '../api';
import { CONCURRENCY } from '../open';
import { isoOfMs } from './cursor';

const MARGIN_MS = 1_000;
const AT_ONCE = 5_000;
/** From so many on, reading the whole folder once is cheaper than asking for each. */
const MANY = 20;
const WHOLE_FOLDER = 10_000;

interface Memo {
	records: Map<string, NetHuntRecord>;
	/** Records whose last change in this poll was their deletion. */
	gone: Set<string>;
}

const memos = new WeakMap<NetHuntApi, Memo>();

function memoOf(api: NetHuntApi): Memo {
	const memo = memos.get(api) ?? { records: new Map(), gone: new Set() };
	memos.set(api, memo);
	return memo;
}

/** Each read begins with nothing known, so that a client may outlive a poll. */
export const forgetRecords = (api: NetHuntApi): boolean => memos.delete(api);

/** Keeps what a read has brought anyway, so that completing its changes costs nothing. */
export function remember(api: NetHuntApi, records: readonly NetHuntRecord[]): void {
	const memo = memoOf(api);
	for (const record of records) memo.records.set(record.recordId, record);
}

/** Takes note of deletions, so that nobody asks for those records. `rows` come oldest first. */
export function noteGone(api: NetHuntApi, rows: ReadonlyArray<{ recordId: string; action: string }>): void {
	const { gone } = memoOf(api);
	for (const { recordId, action } of rows) {
		if (action === 'DELETE') gone.add(recordId);
		else gone.delete(recordId);
	}
}

export interface Wanted {
	recordId: string;
	occurredAt: string;
}

/**
 * The records of changes: one by its ID, many with one list of what was created or updated since the first of them.
 * What the list does not show is asked for by ID, so that a record counts as deleted only when NetHunt says so.
 * @param list which list shows all of them
 */
export async function recordsFor(
	api: NetHuntApi,
	folderId: string,
	wanted: readonly Wanted[],
	list: 'new' | 'updated' | 'none',
): Promise<ReadonlyMap<string, NetHuntRecord>> {
	const { records, gone } = memoOf(api);
	const missing = () =>
		[...new Set(wanted.map(({ recordId }) => recordId))].filter((id) => !records.has(id) && !gone.has(id));
	if (missing().length > 1 && list !== 'none') {
		const first = Math.min(...wanted.map(({ occurredAt }) => Date.parse(occurredAt)));
		const query = { since: isoOfMs(first - MARGIN_MS), limit: AT_ONCE };
		remember(
			api,
			(list === 'new' ? await api.newRecords(folderId, query) : await api.updatedRecords(folderId, query)).rows,
		);
	}
	if (missing().length > MANY) remember(api, (await api.searchRecords(folderId, '', WHOLE_FOLDER)).rows);
	await inParallel(missing(), CONCURRENCY, async (recordId) => {
		const record = await api.findRecord(folderId, recordId);
		if (record) records.set(recordId, record);
		else gone.add(recordId);
	});
	return records;
}

/** Changes with their records, in their order; a record that is gone is named and marked. */
export function withRecords(changes: readonly Change[], records: ReadonlyMap<string, NetHuntRecord>): Delivered[] {
	return changes.map((change): Delivered => {
		const record: IDataObject = records.get(change.recordId) ?? { recordId: change.recordId, deleted: true };
		return { ...change, record };
	});
}
