import { Refusal, type Row } from '../model';
import { run } from '../soql';
import type { Writer } from '../soql/select';
import type { Call, Endpoint } from './call';

const SMALLEST = 200;
const LARGEST = 2000;

const queryWith =
	(all: boolean): Endpoint =>
	(call) => {
		const soql = call.request.query.get('q') ?? '';
		if (soql === '') throw new Refusal(400, 'MALFORMED_QUERY', 'SOQL statements cannot be empty or null');
		const { rows, write } = run(call.store, call.switches, soql, all);
		if (!write) return { json: { totalSize: rows.length, done: true, records: [] } };
		const size = pageSizeOf(call);
		if (rows.length <= size) return { json: page(call, rows, write) };
		const cursor = call.locators.open({ login: call.login, rows, write, size });
		return { json: { ...page(call, rows.slice(0, size), write, rows.length), ...next(call, cursor.id, size) } };
	};

/** Rows below and above those of the recycle bin; `query` leaves deleted ones out (salesforce.md 2). */
export const query = queryWith(false);
export const queryAll = queryWith(true);

/** A page after the first, by the locator at the end of nextRecordsUrl. */
export const queryMore: Endpoint = (call) => {
	const { cursor, from } = call.locators.find(call.parts[0]!, call.login);
	const to = Math.min(cursor.rows.length, from + cursor.size);
	const rows = cursor.rows.slice(from, to);
	const current = call.switches.locatorRows === 'current';
	const told = current ? rows.flatMap((row) => call.store.row(row.id) ?? []) : rows;
	const answer = page(call, told, cursor.write, cursor.rows.length);
	if (to === cursor.rows.length) return { json: { ...answer, done: true } };
	return { json: { ...answer, ...next(call, cursor.id, to) } };
};

const page = (call: Call, rows: readonly Row[], write: Writer, totalSize = rows.length) => ({
	totalSize,
	done: totalSize === rows.length,
	records: rows.map((row) => write(row, call.version)),
});

const next = ({ version }: Call, id: string, from: number) => ({
	done: false,
	nextRecordsUrl: `/services/data/v${version}/query/${id}-${from}`,
});

function pageSizeOf({ request, switches }: Call): number {
	const header = String(request.headers['sforce-query-options'] ?? '');
	const asked = Number(/batchSize\s*=\s*(\d+)/i.exec(header)?.[1] ?? NaN);
	if (Number.isNaN(asked) || switches.batchSizeHint === 'ignored') return switches.pageSize;
	const size = Math.min(LARGEST, Math.max(SMALLEST, asked));
	return switches.batchSizeHint === 'undercut' ? Math.ceil(size * 0.75) : size;
}
