import type { Changes } from '../changes';
import { Refusal, type Field, type Login } from '../model';
import { idOf } from '../ids';
import type { SalesforceStore } from '../store';
import type { SalesforceSwitches } from '../switches';
import type { Table } from '../table';
import { keyIn, nameIn, upserted } from '../upsert';
import type { Json, Source, Writer } from '../write';
import { parseCsv } from './csv';

export const OPERATIONS = ['insert', 'update', 'upsert', 'delete', 'hardDelete'] as const;
export const DELIMITERS = { COMMA: ',', SEMICOLON: ';', TAB: '\t', PIPE: '|', CARET: '^', BACKQUOTE: '`' } as const;
export const LINE_ENDS = { LF: '\n', CRLF: '\r\n' } as const;

export interface Job {
	readonly id: string;
	readonly login: Login;
	readonly table: Table;
	readonly operation: (typeof OPERATIONS)[number];
	/** Of an upsert. */
	readonly external: Field | undefined;
	readonly delimiter: keyof typeof DELIMITERS;
	readonly lineEnding: keyof typeof LINE_ENDS;
	readonly version: string;
	readonly createdAt: number;
	state: 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';
	changedAt: number;
	csv: string;
	/** Asked for its state since the upload ended. */
	polls: number;
	/** Why it failed. */
	error: string | null;
	header: string[];
	done: Array<{ id: string; created: boolean; cells: string[] }>;
	failed: Array<{ id: string; error: string; cells: string[] }>;
	unprocessed: string[][];
}

/** The next job stops with this message after this many rows. */
interface Break {
	readonly afterRows: number;
	readonly message: string;
}

/** Ingest jobs of Bulk API 2.0 (salesforce.md 3). They run when the simulator's clock says so. */
export class BulkJobs {
	readonly jobs = new Map<string, Job>();
	private breaks: Break[] = [];
	private number = 0;

	constructor(
		private readonly store: SalesforceStore,
		private readonly switches: SalesforceSwitches,
		private readonly writer: Writer,
		private readonly changes: Changes,
	) {}

	clear(): void {
		this.jobs.clear();
		this.breaks = [];
	}

	breakNext(after: Break): void {
		this.breaks.push(after);
	}

	open(job: Pick<Job, 'login' | 'table' | 'operation' | 'external' | 'delimiter' | 'lineEnding' | 'version'>): Job {
		const now = this.store.now();
		const rows = { header: [], done: [], failed: [], unprocessed: [] };
		const state = { state: 'Open' as const, csv: '', polls: 0, error: null, createdAt: now, changedAt: now };
		const opened: Job = { ...job, ...rows, ...state, id: idOf('750', ++this.number) };
		this.jobs.set(opened.id, opened);
		return opened;
	}

	/** Runs the jobs whose time has come; `evenEarly` those that wait too. */
	settle(evenEarly = false): void {
		const { bulkMs, bulkPolls } = this.switches;
		for (const job of this.jobs.values()) {
			if (job.state !== 'UploadComplete' && job.state !== 'InProgress') continue;
			const isDue = this.store.now() >= job.changedAt + bulkMs || (bulkPolls > 0 && job.polls >= bulkPolls);
			if (isDue || evenEarly) this.run(job);
		}
	}

	private run(job: Job): void {
		try {
			this.process(job);
		} catch (error) {
			if (!(error instanceof Error)) throw error;
			job.state = 'Failed';
			job.error = error.message;
		}
	}

	private process(job: Job): void {
		const rows = this.rowsOf(job);
		const broken = this.breaks.shift();
		const end = broken ? Math.min(rows.length, broken.afterRows) : rows.length;
		const source: Source = { by: job.login.id, from: 'csv' };
		const seen = new Set<string>();
		for (const cells of rows.slice(0, end)) this.save(job, cells, seen, source);
		job.unprocessed = rows.slice(end);
		if (broken) throw new Error(broken.message);
		job.state = 'JobComplete';
	}

	private rowsOf(job: Job): string[][] {
		if ((job.lineEnding === 'CRLF') !== job.csv.includes('\r\n'))
			throw new Error('InvalidBatch : LineEnding is invalid on user data.');
		const [header = [], ...rows] = parseCsv(job.csv, DELIMITERS[job.delimiter]);
		const unknown = header.find((name) => !name.includes('.') && !job.table.field(name));
		if (unknown !== undefined) throw new Error(`InvalidBatch : Field name not found : ${unknown}`);
		job.header = header;
		return rows;
	}

	private save(job: Job, cells: string[], seen: Set<string>, source: Source): void {
		const record: Json = {};
		for (const [at, name] of job.header.entries()) {
			const cell = cells[at] ?? '';
			if (cell !== '' || this.switches.bulkEmptyCell === 'clears') record[name] = cell === '' ? '#N/A' : cell;
		}
		try {
			const { id, created } = this.saved(job, record, seen, source);
			job.done.push({ id, created, cells });
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			const fields = error.fields.length ? error.fields.join(', ') : '';
			job.failed.push({
				id: String(record[nameIn(record, 'Id')] ?? ''),
				error: `${error.code}:${error.message}:${fields} --`,
				cells,
			});
		}
	}

	private saved(job: Job, record: Json, seen: Set<string>, source: Source): { id: string; created: boolean } {
		const { table, operation, external } = job;
		if (operation === 'insert') return { id: this.writer.insert(table, record, source).id, created: true };
		if (operation === 'upsert') {
			const key = keyIn(record, external!);
			if (key !== undefined && seen.has(key))
				throw new Refusal(400, 'DUPLICATE_VALUE', `Duplicate external id specified: ${key}`, [external!.name]);
			if (key !== undefined) seen.add(key);
			const { row, created } = upserted(this.writer, table, external!, record, source);
			return { id: row.id, created };
		}
		const { [nameIn(record, 'Id')]: id, ...rest } = record;
		const row = this.store.row(id);
		if (!row || row.object !== table.name || row.unshared)
			throw new Refusal(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['Id']);
		if (operation === 'update') this.writer.update(row, rest, source);
		else this.writer.remove(row, source);
		if (operation === 'hardDelete') this.changes.purge(this.store.row(row.id)!);
		return { id: row.id, created: false };
	}
}
