import type { SyncAction } from './types';

/** What happened to one record. */
export interface Outcome {
	action: SyncAction;
	/** What the record is recognised by on both sides. */
	key: string;
	/** Its id on the side that was written. */
	id?: string;
	/** Why, where the action alone does not say it. */
	message?: string;
}

export type Counts = Record<SyncAction, number>;

export interface ReportOptions {
	dryRun?: boolean;
	/** How many records are listed one by one. The rest is counted; failures and conflicts are listed first of all. */
	maxRecords?: number;
	/** Epoch milliseconds now. */
	now?: () => number;
}

/** A report as one plain item. A type, not an interface, so that n8n takes it for JSON. */
export type ReportItem = {
	summary: string;
	dryRun: boolean;
	counts: Counts;
	total: number;
	requests: number;
	waitedMs: number;
	startedAt: string;
	endedAt: string;
	records: Outcome[];
	/** How many records are counted above but not listed. */
	unlisted: number;
};

/** The order in which people want to read it. */
const ACTIONS: readonly SyncAction[] = ['created', 'updated', 'deleted', 'unchanged', 'skipped', 'conflict', 'failed'];
const TROUBLED: ReadonlySet<SyncAction> = new Set(['conflict', 'failed']);

const inWords = (action: SyncAction, count: number) =>
	`${count} ${action === 'conflict' ? (count === 1 ? 'conflict' : 'conflicts') : action}`;

function duration(ms: number): string {
	const seconds = Math.round(ms / 1000);
	return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** Collects what a run did. */
export class Report {
	readonly counts = Object.fromEntries(ACTIONS.map((action) => [action, 0])) as Counts;
	requests = 0;
	waitedMs = 0;
	private readonly startedAt: number;
	private endedAt?: number;
	private readonly now: () => number;
	private readonly maxRecords: number;
	private readonly dryRun: boolean;
	private readonly plain: { at: number; outcome: Outcome }[] = [];
	private readonly troubled: { at: number; outcome: Outcome }[] = [];

	constructor({ dryRun = false, maxRecords = 1000, now = Date.now }: ReportOptions = {}) {
		this.dryRun = dryRun;
		this.maxRecords = maxRecords;
		this.now = now;
		this.startedAt = now();
	}

	get total(): number {
		return ACTIONS.reduce((sum, action) => sum + this.counts[action], 0);
	}

	add(outcome: Outcome): void {
		const list = TROUBLED.has(outcome.action) ? this.troubled : this.plain;
		if (list.length < this.maxRecords) list.push({ at: this.total, outcome });
		this.counts[outcome.action]++;
	}

	/** Counts requests sent, and milliseconds spent waiting for leave to send them. */
	spend(requests: number, waitedMs = 0): void {
		this.requests += requests;
		this.waitedMs += waitedMs;
	}

	/** Stops the clock. Without it the run ends when the report is read. */
	end(): this {
		this.endedAt ??= this.now();
		return this;
	}

	/** One sentence, such as `12 created, 3 unchanged, 1 failed; 17 requests`. */
	summary(): string {
		const done = ACTIONS.filter((action) => this.counts[action] > 0).map((action) =>
			inWords(action, this.counts[action]),
		);
		const requests = `${this.requests} ${this.requests === 1 ? 'request' : 'requests'}`;
		const waited = this.waitedMs >= 1000 ? `, ${duration(this.waitedMs)} waited` : '';
		return `${this.dryRun ? 'Dry run: ' : ''}${done.join(', ') || 'nothing to do'}; ${requests}${waited}`;
	}

	toItem(): ReportItem {
		const troubled = this.troubled.slice(0, this.maxRecords);
		const listed = [...troubled, ...this.plain.slice(0, this.maxRecords - troubled.length)].sort((a, b) => a.at - b.at);
		return {
			summary: this.summary(),
			dryRun: this.dryRun,
			counts: { ...this.counts },
			total: this.total,
			requests: this.requests,
			waitedMs: this.waitedMs,
			startedAt: new Date(this.startedAt).toISOString(),
			endedAt: new Date(this.endedAt ?? this.now()).toISOString(),
			records: listed.map(({ outcome }) => outcome),
			unlisted: this.total - listed.length,
		};
	}
}
