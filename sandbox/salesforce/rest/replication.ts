import { Refusal, type Row } from '../model';
import { wireTime } from '../schema/fields';
import type { Table } from '../table';
import { tableOf, type Call, type Endpoint } from './call';

const MINUTE = 60_000;
const DAY = 86_400_000;
const UPDATED_DAYS = 30;
const DELETED_DAYS = 15;

/** `…/updated/?start=&end=` (salesforce.md 2.2). */
export const getUpdated: Endpoint = (call) => {
	const table = tableOf(call, call.parts[0]!);
	const { start, end } = spanOf(call, UPDATED_DAYS, 0);
	const ids: string[] = [];
	for (const row of stamped(table, start, end)) if (row.deletedAt === 0 && !row.unshared) ids.push(row.id);
	demandCount(call, ids.length);
	return { json: { ids, latestDateCovered: covered(call, end) } };
};

/** `…/deleted/?start=&end=`: from the delete log, which outlives the recycle bin. */
export const getDeleted: Endpoint = (call) => {
	const table = tableOf(call, call.parts[0]!);
	const { start, end } = spanOf(call, DELETED_DAYS, MINUTE);
	const earliest = call.store.now() - DELETED_DAYS * DAY;
	const log = call.deleteLog;
	if (start < log.purgedBefore) throw problem('the delete log does not reach back to startDate');
	const deleted = log.of(table).filter(({ at }) => at >= start && at <= end);
	demandCount(call, deleted.length);
	return {
		json: {
			deletedRecords: deleted.map(({ id, at }) => ({ id, deletedDate: wireTime(at) })),
			earliestDateAvailable: wireTime(Math.max(earliest, log.purgedBefore)),
			latestDateCovered: covered(call, end),
		},
	};
};

/** Rows whose SystemModstamp lies in the span, both ends included. */
function* stamped(table: Table, start: number, end: number): Iterable<Row> {
	const index = table.sorted('SystemModstamp');
	for (let at = index.position(start, ''); at < index.length; at++) {
		const row = index.at(at);
		if (row.systemModstamp > end) return;
		yield row;
	}
}

/** Seconds are cut off both ends. `gap` is what must lie between them, in milliseconds. */
function spanOf({ request, store }: Call, days: number, gap: number): { start: number; end: number } {
	const [start, end] = ['start', 'end'].map((name) => {
		const text = request.query.get(name) ?? '';
		const time = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
		if (Number.isNaN(time)) throw new Refusal(400, 'INVALID_REPLICATION_DATE', `${name}: '${text}' is no date-time`);
		return time;
	}) as [number, number];
	if (end - start <= gap) throw problem('endDate must be later than startDate by more than a minute');
	if (start < store.now() - days * DAY) throw problem(`startDate cannot be more than ${days} days ago`);
	return { start: Math.floor(start / MINUTE) * MINUTE, end: Math.floor(end / MINUTE) * MINUTE };
}

const problem = (message: string) => new Refusal(400, 'INVALID_REPLICATION_DATE', message);

function demandCount({ switches }: Call, count: number): void {
	if (count > switches.replicationIdLimit)
		throw new Refusal(
			400,
			'EXCEEDED_ID_LIMIT',
			`more than ${switches.replicationIdLimit} ids in this time; ask for less`,
		);
}

/** Behind the clock, and behind every write that is not committed yet. */
function covered({ store, switches }: Call, end: number): string {
	const settled = Math.min(store.now() - switches.replicationLagSeconds * 1000, store.oldestInFlight() - 1);
	return wireTime(Math.floor(Math.min(end, settled) / 1000) * 1000);
}
