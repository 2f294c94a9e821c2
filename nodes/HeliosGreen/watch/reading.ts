import { Fault } from '../../shared/fault';
import { settled, settledNow } from '../../shared/settled';
import { keyOf } from '../../shared/watch/memory';
import type { BrowseInfo, BrowseRequest, HeliosGreenApi, HeliosRow } from '../api';
import type { RowForm, WatchedRow } from './row';
import { serverTime, wallOf, type Wall } from './wall';
import { checkColumns, type Watch } from './watched';

/** The calls of the client that a trigger makes. */
export type WatchApi = Pick<HeliosGreenApi, 'browse' | 'columns' | 'close' | 'toIso' | 'zone'>;

/** A stream of a template's rows. Whoever stops early calls `close`. */
export class Reading {
	/** What was told with the last answer. */
	info: BrowseInfo | undefined;
	/** What the server's clock showed when it began, where it tells. */
	startedAt: Wall | undefined;
	/** The same by the header of its answer, ISO UTC. */
	answeredAt: string | undefined;
	/** Rows so far. */
	count = 0;
	private readonly rows: AsyncGenerator<HeliosRow, void, undefined>;
	private readonly inAnswer = new Set<string>();

	constructor(
		private readonly api: WatchApi,
		private readonly watch: Watch,
		private readonly form: RowForm,
		request: Partial<BrowseRequest> = {},
	) {
		this.rows = api.browse({ ...watch.request, ...request, onInfo: (info) => this.learn(info) });
	}

	/** The next row, or undefined at the end. @throws Fault */
	async next(): Promise<WatchedRow | undefined> {
		const outcome = await settled(async () => await this.rows.next());
		if ('error' in outcome) throw await this.explained(outcome.error);
		const { value: row } = outcome.value;
		if (!row) return undefined;
		this.count++;
		const read = settledNow(() => this.watched(row));
		if ('value' in read) return read.value;
		await this.close();
		throw read.error;
	}

	/** Whether no row is missing, as far as Helios tells how many there are. */
	get isWhole(): boolean {
		return this.count >= (this.info?.total ?? 0);
	}

	/** The server's time of this reading, ISO UTC; never before what it was last. */
	timeAfter(last: string): string {
		if (this.startedAt !== undefined) return serverTime(this.startedAt, this.api.zone, last);
		const { answeredAt = last } = this;
		return answeredAt > last ? answeredAt : last;
	}

	/** Refuses a name that another row bears, one that was not changed while these are read. @throws Fault */
	refuseTwo({ name, wall }: WatchedRow): void {
		if (wall !== undefined && this.startedAt !== undefined && wall < this.startedAt) throw two(this.watch, name);
	}

	async close(): Promise<void> {
		await settled(async () => await this.rows.return());
	}

	private learn(info: BrowseInfo): void {
		this.inAnswer.clear();
		if (!this.info) {
			checkColumns(this.watch, info.columns);
			this.form.learn(info.columns);
			this.startedAt = wallOf(info.startedAt, this.api.zone);
			this.answeredAt = info.answeredAt;
		}
		this.info = info;
	}

	private watched(row: HeliosRow): WatchedRow {
		const { request, aliases, byTime } = this.watch;
		const name = row.name === null ? '' : String(row.name);
		if (name === '') {
			const which = row.title === null ? '' : ` (${aliases.title}: "${shown(row.title)}")`;
			throw unusable(`A row of template ${request.template}${which} has nothing in "${aliases.name}".`);
		}
		if (this.inAnswer.has(name)) throw two(this.watch, name);
		this.inAnswer.add(name);
		const updated = byTime ? (row.updated ?? '') : '';
		const wall = wallOf(updated, this.api.zone);
		if (wall === undefined && updated !== '') throw noTime(this.watch, String(updated));
		return { name, key: keyOf(name), row, ...(wall !== undefined && { wall }) };
	}

	/** A column that is missing may be told in words that nobody understands. */
	private async explained(error: unknown): Promise<unknown> {
		const isRefused = error instanceof Fault && (error.kind === 'invalid' || error.kind === 'notFound');
		if (!isRefused || this.info) return error;
		const { folder, template } = this.watch.request;
		const columns = await settled(async () => await this.api.columns(folder, template, this.watch.request));
		if ('value' in columns) checkColumns(this.watch, columns.value);
		return error;
	}
}

const unusable = (message: string): Fault =>
	new Fault('misconfigured', message, {
		field: 'Name Column',
		advice: 'Name a column there that is filled and different in every row, such as the number of the record.',
	});

const shown = (value: unknown): string => String(value).slice(0, 60);

const two = ({ aliases, request }: Watch, name: string): Fault =>
	unusable(`Two rows of template ${request.template} have "${shown(name)}" in "${aliases.name}".`);

const noTime = ({ aliases, request }: Watch, value: string): Fault =>
	new Fault(
		'misconfigured',
		`Column "${aliases.updated}" of template ${request.template} has no time: "${value.slice(0, 40)}".`,
		{
			field: 'Updated Column',
			advice: 'Name a column there that holds a date with time, or leave it empty to have the rows compared.',
		},
	);
