import { chunksOf } from '../../shared/bulk';
import type { Change, Delivered } from '../../shared/watch/feed';
import type { FullRow } from '../sync/convert';
import { recordOf } from './record';
import type { StreamsoftWatch } from './watching';

const PER_LOOK = 500;

/** Adds the tasks as they are now; one that is no longer there is `{id, deleted: true}`. @throws Fault */
export async function withRecords(watching: StreamsoftWatch, changes: Change[]): Promise<Delivered[]> {
	await watching.rest();
	const { source } = watching;
	const ids = [...new Set(changes.filter(({ event }) => event !== 'taskDeleted').map(({ recordId }) => recordId))];
	const rows = new Map<string, FullRow>();
	for (const chunk of chunksOf(ids, PER_LOOK)) {
		for (const [id, row] of await source.byIds(chunk.map(Number))) rows.set(String(id), row);
	}
	const names = await source.names(rows.values());
	return changes.map((change) => {
		const row = rows.get(change.recordId);
		return { ...change, record: row ? recordOf(row, names, source.zone) : { id: change.recordId, deleted: true } };
	});
}
