import type { IDataObject } from 'n8n-workflow';

import type { Change, Delivered } from '../../shared/watch/feed';
import { baseColumns } from './changes';
import { columnsOf, describe, missingFields, withReadable } from './columns';
import { binColumns, deletedOf } from './deletions';
import { lengthOf, once } from './query';
import { recordOf } from './record';
import { stampsOf } from './start';
import type { Watch, WatchParams } from './types';
import type { SalesforceWatch } from './watching';

/** Longer lists of fields leave too little of an address for IDs, and are asked for in pieces (salesforce.md 2). */
const LONGEST_FIELDS = 6_000;

interface Completing {
	object: string;
	includeDeleted?: boolean;
}

/** Adds the records to changes of rows. Where there was no room to read on, nobody has yet looked at the object. */
export async function completeChanges(
	watch: SalesforceWatch,
	params: WatchParams,
	changes: readonly Change[],
	kind: Watch['kind'],
): Promise<Delivered[]> {
	if (watch.base.length === 0) {
		watch.base = baseColumns(stampsOf(await describe(watch, params.object), kind), params);
	}
	return await withRecords(watch, changes, params);
}

/** The same for deletions. */
export async function completeDeletions(
	watch: SalesforceWatch,
	params: WatchParams,
	changes: readonly Change[],
): Promise<Delivered[]> {
	if (watch.base.length === 0) watch.base = binColumns(deletedOf(await describe(watch, params.object)));
	return await withDeleted(watch, changes, params);
}

/** Adds the records to changes; those that the reading brought already cost nothing. A record that is gone is marked. */
export async function withRecords(
	watch: SalesforceWatch,
	changes: readonly Change[],
	completing: Completing,
): Promise<Delivered[]> {
	const wanted = changes.map(({ recordId }) => recordId).filter((id) => !watch.records.has(id));
	if (wanted.length > 0) await fetch(watch, [...new Set(wanted)], completing);
	const missing = missingFields(watch);
	return changes.map((change): Delivered => {
		const found = watch.records.get(change.recordId);
		const about = { ...change.about, ...(missing.length > 0 && { missingFields: missing }) };
		const record = found ?? { Id: change.recordId, deleted: true };
		return { ...change, ...(Object.keys(about).length > 0 && { about }), record };
	});
}

async function fetch(watch: SalesforceWatch, ids: string[], { object, includeDeleted = false }: Completing) {
	const columns = await columnsOf(watch, object);
	const records = await withReadable(watch, object, columns, async (readable) => {
		const names = once([...watch.base, ...readable]).filter((name) => name.toLowerCase() !== 'id');
		const found = new Map<string, IDataObject>();
		for (const piece of piecesOf(names)) {
			const rows = await watch.ask(async (api) => await api.byIds(object, ids, piece, { includeDeleted }));
			for (const id of ids) {
				const row = rows.get(id);
				if (row) found.set(id, { ...found.get(id), ...recordOf(row, piece) });
			}
		}
		return found;
	});
	for (const [id, record] of records) watch.records.set(id, record);
}

/** Pieces of a list of fields, each short enough for an address. */
export function piecesOf(names: readonly string[], longest = LONGEST_FIELDS): string[][] {
	const pieces: string[][] = [[]];
	let length = 0;
	for (const name of names) {
		length += lengthOf(`${name},`);
		if (length > longest && pieces.at(-1)!.length > 0) {
			pieces.push([]);
			length = lengthOf(`${name},`);
		}
		pieces.at(-1)!.push(name);
	}
	return pieces;
}

/** Deleted records as they last were; where the bin no longer has them, their ID alone. A merged one names what is left. */
export async function withDeleted(
	watch: SalesforceWatch,
	changes: readonly Change[],
	{ object }: Completing,
): Promise<Delivered[]> {
	const delivered = await withRecords(watch, changes, { object, includeDeleted: true });
	return delivered.map((change) => {
		const { record } = change;
		const isBack = record.IsDeleted === false;
		const master = record.MasterRecordId;
		return {
			...change,
			...(typeof master === 'string' && { about: { ...change.about, masterRecordId: master } }),
			record: isBack ? record : { ...record, deleted: true },
		};
	});
}
