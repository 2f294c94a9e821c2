/** A table of tasks in memory, and a trigger that polls it. */
import type { Fault } from '../../../nodes/shared/fault';
import type { Change, Delivered } from '../../../nodes/shared/watch/feed';
import type { FullRow } from '../../../nodes/Streamsoft/sync/convert';
import type { Cursor } from '../../../nodes/Streamsoft/watch/place';
import { withRecords } from '../../../nodes/Streamsoft/watch/records';
import type { Names } from '../../../nodes/Streamsoft/watch/row';
import type { Snapshot, TaskSource } from '../../../nodes/Streamsoft/watch/source';
import { startAt } from '../../../nodes/Streamsoft/watch/start';
import { watchOf, type EventKind, type TriggerParams } from '../../../nodes/Streamsoft/watch/watched';
import { StreamsoftWatch } from '../../../nodes/Streamsoft/watch/watching';
import { isIn, windowOf } from '../../../nodes/Streamsoft/watch/window';

const EMPTY: FullRow = {
	id: 0,
	operatorId: 1,
	typeId: 11,
	subject: '',
	description: '',
	place: '',
	start: '2026-07-01 10:00:00',
	end: '2026-07-01 11:00:00',
	allDay: false,
	done: false,
	cancelled: false,
	contractorId: null,
	personId: null,
	contractor: null,
	person: null,
	modifiedAt: null,
	features: [],
};

export class TaskTable implements TaskSource {
	readonly zone = 'Europe/Warsaw';
	readonly rows = new Map<number, FullRow>();
	readonly operators = new Set([1, 2]);
	readonly types = new Set([11, 12]);
	now = Date.parse('2026-07-01T08:00:00Z');
	/** Queries so far, by what they asked. */
	readonly asked: string[] = [];
	/** Called before each row is given. */
	onRow: (row: FullRow) => void = () => {};
	onLook: () => void = () => {};

	put(id: number, part: Partial<FullRow> = {}): void {
		this.rows.set(id, { ...(this.rows.get(id) ?? { ...EMPTY, id }), ...part });
	}

	identityNow = 'Streamsoft FIRMA ZDARZENIE.ID_ZDARZENIE';

	async identity(): Promise<string> {
		return await Promise.resolve(this.identityNow);
	}

	async snapshot({ monthsBack, monthsForward, operators, types, features }: Parameters<TaskSource['snapshot']>[0]) {
		this.asked.push('snapshot');
		const window = windowOf(new Date(this.now).toISOString().slice(0, 10), monthsBack, monthsForward);
		const whose = operators.length > 0 ? new Set(operators.map(Number)) : new Set(this.operators);
		const kinds = types.length > 0 ? new Set(types.map(Number)) : new Set(this.types);
		const rows = [...this.rows.values()]
			.filter((row) => whose.has(row.operatorId!) && kinds.has(row.typeId!) && isIn(window, row))
			.map((row) => (features ? row : { ...row, features: [] }));
		const { onRow } = this;
		async function* given() {
			for (const row of rows) {
				onRow(row);
				yield [row];
			}
		}
		const snapshot: Snapshot = {
			time: new Date(this.now).toISOString(),
			window,
			operators: whose,
			types: kinds,
			rows: given(),
		};
		return await Promise.resolve(snapshot);
	}

	async byIds(ids: readonly number[]): Promise<Map<number, FullRow>> {
		this.asked.push('ids');
		this.onLook();
		const found = ids.flatMap((id) => this.rows.get(id) ?? []);
		return await Promise.resolve(new Map(found.map((row) => [row.id, row])));
	}

	async hasTasks(): Promise<boolean> {
		return await Promise.resolve(this.rows.size > 0);
	}

	async names(): Promise<Names> {
		return await Promise.resolve({
			operators: new Map([
				['1', 'Anna Nowakowska'],
				['2', 'Jan Kowalski'],
			]),
			types: new Map([
				['11', 'Spotkanie'],
				['12', 'Telefon'],
			]),
			features: new Map([
				['21', 'Etap'],
				['22', 'Budżet'],
			]),
		});
	}

	async close(): Promise<void> {}
}

export class Watcher {
	cursor: Cursor = { time: '', round: 0, rows: '' };

	constructor(
		readonly table: TaskTable,
		readonly event: EventKind,
		readonly params: TriggerParams = {},
	) {}

	async start(from: 'now' | 'everything' = 'now'): Promise<this> {
		({ cursor: this.cursor } = await startAt(this.table, watchOf(this.event, this.params), { from }));
		return this;
	}

	/** One poll, which may be cut short after so many pages. */
	async poll(limit = 1_000, pages = Infinity, deadline = Infinity): Promise<Change[]> {
		const watching = new StreamsoftWatch(this.table);
		const all: Change[] = [];
		for (let page = 0; page < pages; page++) {
			const watch = watchOf(this.event, this.params);
			const { changes, next, more } = await watching.readAfter(watch, this.cursor, { limit, deadline });
			all.push(...changes);
			this.cursor = next;
			if (!more) break;
		}
		await watching.close();
		this.table.now += 60_000;
		// What n8n keeps is JSON.
		this.cursor = JSON.parse(JSON.stringify(this.cursor)) as Cursor;
		return all;
	}

	async delivered(changes: Change[]): Promise<Delivered[]> {
		return await withRecords(new StreamsoftWatch(this.table), changes);
	}
}

export const told = (changes: readonly Change[]): string[] =>
	changes.map(
		({ event, recordId, about }) => `${event} ${recordId}${about?.left ? ` left ${String(about.left)}` : ''}`,
	);

export const ALL: EventKind = 'taskCreatedUpdatedOrDeleted';

export const filled = (...ids: number[]): TaskTable => {
	const table = new TaskTable();
	for (const id of ids) table.put(id, { subject: `task ${id}` });
	return table;
};

/** What a piece of work ends in, where it fails. */
export const fault = async (work: Promise<unknown>): Promise<Fault | undefined> =>
	await work.then(
		() => undefined,
		(error: Fault) => error,
	);
