import type { BrowseRequest, HeliosRow } from '../../../nodes/HeliosGreen/api';
import type { Cursor } from '../../../nodes/HeliosGreen/watch/place';
import type { WatchApi } from '../../../nodes/HeliosGreen/watch/reading';
import { startAt } from '../../../nodes/HeliosGreen/watch/start';
import { watchOf, type EventKind, type TriggerParams } from '../../../nodes/HeliosGreen/watch/watched';
import { HeliosWatch } from '../../../nodes/HeliosGreen/watch/watching';
import type { Change, Start } from '../../../nodes/shared/watch/feed';

export const ZONE = 'Europe/Prague';
const SUMMER_MS = 2 * 60 * 60_000;

export interface Row {
	name: string;
	updated: string | null;
	state: string;
}

/** A template with as many rows as a test likes, read the way that the reference tells. */
export class Template {
	rows = new Map<string, Row>();
	/** Epoch milliseconds by the clock of Helios. */
	now = Date.parse('2026-05-04T08:00:00Z');
	byDay = true;
	/** What it says there are, where that is not what it gives. */
	total: number | undefined;
	/** Whether it tells its time, and how many rows there are. */
	tellsTime = true;
	tellsTotal = true;
	pageSize = 5_000;
	reads = 0;

	get wall(): string {
		return new Date(this.now + SUMMER_MS).toISOString().slice(0, 19).replace('T', ' ');
	}

	put(name: string, state: string, updated: string | null = this.wall): void {
		this.rows.set(name, { name, state, updated });
	}

	readonly api: WatchApi = {
		zone: ZONE,
		toIso: (text) => new Date(`${text.slice(0, 10)}T${text.slice(11) || '00:00:00'}+02:00`).toISOString(),
		close: async () => {},
		columns: async () => [],
		browse: (request) => this.browse(request),
	};

	private async *browse({
		conditions = [],
		sort = [],
		onInfo,
	}: BrowseRequest): AsyncGenerator<HeliosRow, void, undefined> {
		this.reads++;
		const [condition] = conditions;
		const given = (row: Row) =>
			condition?.operator === 'equal' ? row.name === condition.value : this.isGiven(row, condition?.value);
		const rows = [...this.rows.values()].filter(given);
		const keyOf = ({ updated, name }: Row) => `${sort.length > 0 ? (updated ?? '') : ''} ${name}`;
		rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
		const names = ['name', 'updated', 'state'];
		const columns = names.map((name) => ({ name, type: name === 'updated' ? 'dateTime' : 'string', label: name }));
		const told = {
			...(this.tellsTotal && { total: this.total ?? rows.length }),
			...(this.tellsTime && { startedAt: this.wall }),
			answeredAt: new Date(this.now).toISOString(),
		};
		for (const [index, row] of rows.entries()) {
			if (index % this.pageSize === 0) onInfo?.({ columns, ...told });
			yield { title: null, account: null, ...row };
		}
		if (rows.length === 0) onInfo?.({ columns, ...told });
	}

	private isGiven({ updated }: Row, since: string | undefined): boolean {
		if (since === undefined) return true;
		if (updated === null) return false;
		return this.byDay ? updated.slice(0, 10) >= since.slice(0, 10) : updated >= since;
	}
}

export const watching = (event: EventKind, params: Partial<TriggerParams> = {}) =>
	watchOf(event, { folder: '1', template: '2', updatedColumn: 'updated', ...params });

export interface Polling {
	limit?: number;
	pages?: number;
	deadline?: number;
}

/** A trigger over a template, without n8n. */
export class Watcher {
	cursor!: Cursor;

	constructor(
		private readonly template: Template,
		private readonly event: EventKind = 'rowAddedOrChanged',
		private readonly params: Partial<TriggerParams> = {},
	) {}

	async start(start: Start = { from: 'now' }): Promise<this> {
		const { cursor } = await startAt(this.template.api, watching(this.event, this.params), start);
		this.cursor = stored(cursor);
		return this;
	}

	/** One poll: pages until there is no more, or so many. */
	async poll({ limit = 1_000, pages = 1_000, deadline = Infinity }: Polling = {}): Promise<Change[]> {
		const poll = new HeliosWatch(this.template.api);
		const changes: Change[] = [];
		let [cursor, more] = [this.cursor, true];
		for (let page = 0; more && page < pages; page++) {
			const read = await poll.readAfter(watching(this.event, this.params), cursor, { limit, deadline });
			changes.push(...read.changes);
			cursor = read.next;
			more = read.more === true;
		}
		await poll.close();
		this.cursor = stored(cursor);
		return changes;
	}
}

/** As n8n keeps it. */
const stored = (cursor: Cursor): Cursor => JSON.parse(JSON.stringify(cursor)) as Cursor;

export const told = (changes: readonly Change[]) => changes.map(({ event, recordId }) => `${event} ${recordId}`);
