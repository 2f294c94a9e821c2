import { Fault } from '../../shared/fault';
import type { Change } from '../../shared/watch/feed';
import type { NetHuntApi, NetHuntRecord, TimelineEntry } from '../api';
import { folderIdOf } from '../ids';
import { whole } from '../listing';
import { isOldestFirst, oldestFirst } from './cursor';
import { INCOMPLETE } from './gap';
import { remember } from './records';
import type { Fetched } from './source';

const createdAt = (row: { createdAt?: string }): string => row.createdAt ?? '';

/** New records. Beyond NetHunt's cap the folder itself is looked through (nethunt.md 2.6). */
export async function fetchNewRecords(api: NetHuntApi, folder: string, since: string): Promise<Fetched> {
	const folderId = folderIdOf(folder);
	const listing = await whole(async (limit) => await api.newRecords(folderId, { since, limit }));
	checkDated(listing.rows);
	const goesOn = listing.capped !== 'no' && isOldestFirst(listing.rows.map(createdAt));
	const more = listing.capped === 'no' || goesOn ? [] : await othersSince(api, folderId, listing.rows, since);
	const rows = oldestFirst([...listing.rows, ...more], createdAt);
	remember(api, rows);
	return fetched(rows.map(changeOfNew), listing.serverTime, goesOn);
}

/** Without its time a record would be passed over for ever. */
function checkDated(rows: readonly NetHuntRecord[]): void {
	const undated = rows.find((row) => row.createdAt === undefined);
	if (undated) {
		const message = `NetHunt sent record ${undated.recordId} without "createdAt" when asked to read new records.`;
		throw new Fault('unreadable', message);
	}
}

async function othersSince(
	api: NetHuntApi,
	folderId: string,
	known: readonly NetHuntRecord[],
	since: string,
): Promise<NetHuntRecord[]> {
	const ids = new Set(known.map(({ recordId }) => recordId));
	const { rows } = await whole(async (limit) => await api.searchRecords(folderId, '', limit));
	return rows.filter((row) => !ids.has(row.recordId) && createdAt(row) > since);
}

export const changeOfNew = (record: NetHuntRecord): Change => ({
	id: `${record.recordId}|${createdAt(record)}`,
	recordId: record.recordId,
	event: 'recordCreated',
	occurredAt: createdAt(record),
});

/** Comments or call logs. NetHunt has no other list of them, so what lies beyond its cap is said to be missing. */
export async function fetchTimeline(
	ask: (limit: number) => ReturnType<NetHuntApi['newComments']>,
	toChange: (entry: TimelineEntry) => Change,
): Promise<Fetched> {
	const listing = await whole(ask);
	const goesOn = listing.capped !== 'no' && isOldestFirst(listing.rows.map(createdAt));
	const [oldest, ...others] = oldestFirst(listing.rows, createdAt).map(toChange);
	const isCut = listing.capped === 'yes' && !goesOn;
	const first = oldest && (isCut ? { ...oldest, about: { ...oldest.about, incomplete: INCOMPLETE } } : oldest);
	return fetched(first ? [first, ...others] : [], listing.serverTime, goesOn);
}

function fetched(changes: Change[], serverTime: number | undefined, goesOn: boolean): Fetched {
	const newest = changes.at(-1)?.occurredAt;
	return {
		changes,
		...(newest !== undefined && { newest }),
		...(serverTime !== undefined && { serverTime }),
		...(goesOn && { goesOn }),
	};
}
