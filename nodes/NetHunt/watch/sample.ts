import { became } from '../../shared/watch/diff';
import type { Change, Delivered } from '../../shared/watch/feed';
import { sameValue } from '../../shared/sync/fingerprint';
import type { NetHuntApi, NetHuntRecord } from '../api';
import { BEGINNING } from '../requests';
import { oldestFirst } from './cursor';
import { recordsFor, withRecords } from './records';
import { changeOf, type Watch } from './watched';

const LOOK_AT = 200;
const SHOW = 3;

/** Real, recent examples for a run by hand; made up from existing records, and marked so, where nothing of the kind has happened yet. */
export async function sampleOf(
	api: NetHuntApi,
	folderId: string,
	watch: Watch,
	values: readonly string[],
): Promise<Delivered[]> {
	const isDeletion = watch.actions.includes('DELETE');
	const query = { limit: LOOK_AT, ...(watch.fields.length > 0 && { fields: watch.fields }) };
	const rows = oldestFirst((await api.recordChanges(folderId, query)).rows, ({ time }) => time).reverse();
	const found = rows
		.flatMap((row) => changeOf(row, watch))
		.filter((change) => values.length === 0 || became(change, watch.fields, values))
		.slice(0, SHOW);
	if (found.length > 0)
		return withRecords(found, isDeletion ? new Map() : await recordsFor(api, folderId, found, 'none'));
	const { rows: records } = await api.updatedRecords(folderId, { limit: LOOK_AT });
	const fitting = records.filter((record) => hasValue(record, watch, values));
	const [shown, isFitting] = fitting.length > 0 ? [fitting, true] : [records, false];
	return shown.slice(0, SHOW).map((record) => madeUp(record, watch, isFitting, values));
}

const hasValue = ({ fields }: NetHuntRecord, watch: Watch, values: readonly string[]): boolean =>
	values.length > 0 &&
	watch.fields.some((name) =>
		[fields[name]].flat().some((item) => item !== undefined && values.some((value) => sameValue(item, value))),
	);

function madeUp(record: NetHuntRecord, watch: Watch, isFitting: boolean, values: readonly string[]): Delivered {
	const { recordId, updatedAt, createdAt } = record;
	const changes = Object.fromEntries(
		watch.fields.map((name) => [
			name,
			{ to: isFitting ? record.fields[name] : (values[0] ?? record.fields[name] ?? null) },
		]),
	);
	const change: Change = {
		id: `sample|${recordId}`,
		recordId,
		event: watch.event,
		occurredAt: updatedAt ?? createdAt ?? BEGINNING,
		...(watch.fields.length > 0 && { changes }),
		about: { sample: 'Made up from an existing record: NetHunt tells of no such event yet.' },
	};
	return { ...change, record: watch.actions.includes('DELETE') ? { recordId, deleted: true } : record };
}
