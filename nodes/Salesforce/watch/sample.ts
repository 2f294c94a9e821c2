import type { IDataObject } from 'n8n-workflow';

import { became } from '../../shared/watch/diff';
import type { Change, Delivered } from '../../shared/watch/feed';
import { baseColumns } from './changes';
import { describe } from './columns';
import { withDeleted, withRecords } from './complete';
import { binColumns, deletedOf } from './deletions';
import { readRows, type Row } from './pages';
import { isoOfMs } from './stamp';
import { stampsOf } from './start';
import type { Watch, WatchParams } from './types';
import { listsWatched, watchedBy, watchedValue } from './watched';
import type { SalesforceWatch } from './watching';

const SHOW = 3;
const LOOK_AT = 200;
const STANDS_IN = 'Made up from an existing record: there is no such event yet.';

/** The records that were written last, as examples; those that hold an awaited value before others. */
export async function sampleChanges(
	watch: SalesforceWatch,
	params: WatchParams,
	{ event, kind }: Watch,
	awaited: readonly string[],
): Promise<Delivered[]> {
	const described = await describe(watch, params.object);
	const stamps = stampsOf(described, kind);
	const names = watchedBy(params);
	const lists = await listsWatched(watch, params);
	watch.base = baseColumns(stamps, params);
	const limit = awaited.length > 0 ? LOOK_AT : SHOW;
	const { rows } = await readRows(watch, {
		object: params.object,
		columns: watch.base,
		by: stamps.by,
		backwards: true,
		limit,
	});
	const changes = rows.map((row) => changeOf(row, event, names, lists));
	const fitting = awaited.length > 0 ? changes.filter((change) => became(change, names, awaited)) : changes;
	const shown = (fitting.length > 0 ? fitting : changes.map(standIn)).slice(0, SHOW);
	return await withRecords(watch, shown, { object: params.object });
}

/** The records that were deleted last. */
export async function sampleDeletions(
	watch: SalesforceWatch,
	{ object }: WatchParams,
	event: string,
): Promise<Delivered[]> {
	const told = deletedOf(await describe(watch, object));
	watch.base = binColumns(told);
	const { by } = told;
	const reading = { object, columns: watch.base, by, backwards: true, includeDeleted: true, limit: SHOW };
	const { rows } = await readRows(watch, { ...reading, where: ['IsDeleted = true'] });
	const there = rows.length > 0 ? rows : (await readRows(watch, reading)).rows;
	const changes = there.map((row) => changeOf(row, event, [], []));
	if (rows.length > 0) return await withDeleted(watch, changes, { object });
	const standing = await withRecords(watch, changes.map(standIn), { object, includeDeleted: true });
	return standing.map((one) => ({ ...one, record: { ...one.record, deleted: true } }));
}

function changeOf(row: Row, event: string, names: readonly string[], lists: readonly string[]): Change {
	const changes = Object.fromEntries(names.map((name) => [name, { to: watchedValue(row, name, lists) }]));
	return {
		id: `sample ${row.id}`,
		recordId: row.id,
		event,
		occurredAt: isoOfMs(row.time),
		...(names.length > 0 && { changes }),
	};
}

const standIn = (change: Change): Change => ({ ...change, about: { sample: STANDS_IN } satisfies IDataObject });
