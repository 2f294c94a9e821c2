import type { Change } from '../../shared/watch/feed';
import type { NetHuntApi, NetHuntRecord, RecordChange } from '../api';
import { FIRST_LIMIT, whole } from '../listing';
import { isOldestFirst } from './cursor';
import { remember } from './records';
import { changeOf, type Watch } from './watched';

/** Times of one edit that NetHunt writes in two places may differ by so much. */
const SAME_MOMENT_MS = 2_000;

export interface Gap {
	folderId: string;
	since: string;
	watch: Watch;
	/** What record-change did give: the newest rows, oldest first. */
	rows: readonly RecordChange[];
	/** Whether rows are certainly missing; otherwise the answer only has the length of a possible cap. */
	isCertain: boolean;
}

/**
 * What is missing when NetHunt gave only its newest rows: from the same list narrowed to the watched fields, and where that is cut
 * off as well, from the records themselves. There the previous value is unknown, and a record may count as changed that was not:
 * rather twice than never.
 */
export async function fillGap(api: NetHuntApi, gap: Gap): Promise<Change[]> {
	const { folderId, since, watch, rows, isCertain } = gap;
	const updated =
		(!isCertain && (await updatedBehind(api, folderId, since))) || (await updatedSince(api, folderId, since));
	remember(api, updated);
	const isCovered = coverage(rows);
	const uncovered = updated.filter((record) => !isCovered(record));
	if (!isCertain && uncovered.length === 0) return [];
	if (watch.fields.length > 0) {
		const narrow = await whole(
			async (limit) => await api.recordChanges(folderId, { since, limit, fields: watch.fields }),
		);
		const known = new Set(rows.map(({ id }) => id));
		const more = narrow.rows.filter(({ id }) => !known.has(id)).flatMap((row) => changeOf(row, watch));
		if (narrow.capped === 'no') return more;
		const told = new Set(
			[...rows, ...narrow.rows]
				.filter(({ fields }) => watch.fields.some((name) => Object.hasOwn(fields, name)))
				.map(({ recordId }) => recordId),
		);
		return [
			...more,
			...updated.filter(({ recordId }) => !told.has(recordId)).flatMap((record) => guessed(record, watch, since)),
		];
	}
	if (watch.actions.includes('DELETE')) return marked(rows, watch);
	return uncovered.flatMap((record) => guessed(record, watch, since));
}

/**
 * The records updated after a time, in one request, from a list that goes back behind it: so nothing in between was left out.
 * Undefined where it does not show that.
 */
async function updatedBehind(api: NetHuntApi, folderId: string, since: string): Promise<NetHuntRecord[] | undefined> {
	const { rows } = await api.updatedRecords(folderId, { limit: FIRST_LIMIT });
	const goesBack = !isOldestFirst(rows.map(timeOf)) && rows.some((record) => timeOf(record) <= since);
	return goesBack ? rows.filter((record) => timeOf(record) > since) : undefined;
}

/** When even this list is cut off, or may be, the folder's records are looked through by their own time of change. */
async function updatedSince(api: NetHuntApi, folderId: string, since: string): Promise<NetHuntRecord[]> {
	const updated = await whole(async (limit) => await api.updatedRecords(folderId, { since, limit }));
	if (updated.capped === 'no') return updated.rows;
	const all = await whole(async (limit) => await api.searchRecords(folderId, '', limit));
	const known = new Set(updated.rows.map(({ recordId }) => recordId));
	return [...updated.rows, ...all.rows.filter((record) => !known.has(record.recordId) && timeOf(record) > since)];
}

const timeOf = ({ updatedAt, createdAt }: NetHuntRecord): string => updatedAt ?? createdAt ?? '';

/** Whether a row tells of a record's last change; rows come oldest first. */
function coverage(rows: readonly RecordChange[]): (record: NetHuntRecord) => boolean {
	const newest = new Map(rows.map(({ recordId, time }) => [recordId, Date.parse(time)]));
	return (record) => (newest.get(record.recordId) ?? -Infinity) >= Date.parse(timeOf(record)) - SAME_MOMENT_MS;
}

function guessed(record: NetHuntRecord, { event, actions, fields }: Watch, since: string): Change[] {
	const { recordId, createdAt } = record;
	const occurredAt = timeOf(record);
	const isNew = createdAt !== undefined && createdAt > since;
	const onlyCreated = isNew && createdAt === occurredAt;
	if (occurredAt === '' || (onlyCreated && !actions.includes('CREATE'))) return [];
	const values = fields.filter((name) => Object.hasOwn(record.fields, name));
	if (fields.length > 0 && values.length === 0) return [];
	const changes = Object.fromEntries(
		values.map((name) => [name, { ...(isNew && { from: null }), to: record.fields[name] }]),
	);
	return [
		{
			id: `${recordId}|${occurredAt}`,
			recordId,
			event,
			occurredAt,
			...(values.length > 0 && { changes }),
			about: { reconciled: true },
		},
	];
}

/** Deletions leave no record to look at; the oldest one that is known says that older ones may be missing. */
function marked(rows: readonly RecordChange[], watch: Watch): Change[] {
	const [oldest] = rows.flatMap((row) => changeOf(row, watch));
	return oldest ? [{ ...oldest, about: { ...oldest.about, incomplete: INCOMPLETE } }] : [];
}

export const INCOMPLETE =
	'NetHunt gave only the newest entries of its list: older ones since the last poll are missing.';
