import { valueOf } from '../../shared/sync/plan';
import type { NetHuntApi, RecordChange } from '../api';
import { folderIdOf } from '../ids';
import { whole } from '../listing';
import { byTime, isOldestFirst, oldestFirst } from './cursor';
import { fillGap } from './gap';
import { noteGone, recordsFor } from './records';
import type { Fetched } from './source';
import { changeOf, type Watch } from './watched';

/**
 * Reads what changed in a folder after a time. The list is not narrowed to the watched fields: only so do a field's new name,
 * a deletion and a record created with the value show themselves for certain.
 */
export async function fetchChanges(api: NetHuntApi, folder: string, watch: Watch, since: string): Promise<Fetched> {
	const folderId = folderIdOf(folder);
	const listing = await whole(async (limit) => await api.recordChanges(folderId, { since, limit }));
	const goesOn = listing.capped !== 'no' && isOldestFirst(listing.rows.map(({ time }) => time));
	const rows = oldestFirst(listing.rows, ({ time }) => time);
	noteGone(api, rows);
	const gap =
		listing.capped === 'no' || goesOn
			? []
			: await fillGap(api, { folderId, since, watch, rows, isCertain: listing.capped === 'yes' });
	const filled = await withFieldsOfNew(api, folderId, rows, watch);
	const changes = filled.flatMap((row) => changeOf(row, watch));
	const newest = rows.at(-1)?.time;
	return {
		changes: byTime([...gap, ...changes], ({ occurredAt }) => occurredAt),
		names: new Set(rows.flatMap(({ fields }) => Object.keys(fields))),
		...(newest !== undefined && { newest }),
		...(listing.serverTime !== undefined && { serverTime: listing.serverTime }),
		...(goesOn && { goesOn }),
	};
}

/**
 * Should NetHunt not tell the fields of a new record, they are read from the record: what a field had at the creation is what
 * its first later change took away, or what it has now.
 */
async function withFieldsOfNew(
	api: NetHuntApi,
	folderId: string,
	rows: readonly RecordChange[],
	{ actions, fields }: Watch,
): Promise<readonly RecordChange[]> {
	const silent = rows.filter(({ action, fields: told }) => action === 'CREATE' && Object.keys(told).length === 0);
	if (silent.length === 0 || fields.length === 0 || !actions.includes('CREATE')) return rows;
	const wanted = silent.map(({ recordId, time }) => ({ recordId, occurredAt: time }));
	const records = await recordsFor(api, folderId, wanted, 'new');
	const initial = (row: RecordChange, name: string): unknown => {
		const later = rows.find(
			(one) => one.recordId === row.recordId && one !== row && one.time >= row.time && Object.hasOwn(one.fields, name),
		);
		return later ? later.fields[name]!.from : valueOf(records.get(row.recordId)?.fields, name);
	};
	return rows.map((row) => {
		if (!silent.includes(row)) return row;
		const values = fields
			.map((name) => [name, initial(row, name)] as const)
			.filter(([, to]) => to !== undefined && to !== null);
		return { ...row, fields: Object.fromEntries(values.map(([name, to]) => [name, { from: null, to }])) };
	});
}
