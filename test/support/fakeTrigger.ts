import type { IDataObject, INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

import type { Budget, Change, Delivered, Feed, Start } from '../../nodes/shared/watch/feed';
import { pollerFor } from '../../nodes/shared/watch/poll';
import { forgetRuns } from '../../nodes/shared/watch/runs';
import type { TimeCursor } from '../../nodes/shared/watch/cursor';

/** A vendor's log of changes; each entry becomes visible at its own moment, which may be later than the time it carries. */
export interface Entry {
	id: string;
	recordId: string;
	/** Epoch milliseconds by the vendor's clock. */
	time: number;
	/** When reads begin to show it. */
	visibleAt: number;
	to: string;
	from?: string;
}

export class Vendor {
	entries: Entry[] = [];
	now = Date.parse('2026-02-01T00:00:00Z');
	reads = 0;
	completes = 0;
	broken = false;

	add(entry: Partial<Entry> & { recordId: string }): Entry {
		const whole = { id: `c${this.entries.length}`, time: this.now, visibleAt: this.now, to: 'Won', ...entry };
		this.entries.push(whole);
		return whole;
	}
}

export const OVERLAP_MS = 60_000;

/** A feed over the vendor's log, written as a room would write it. */
export const logFeed = (more: Partial<Feed<Vendor, object, TimeCursor>> = {}): Feed<Vendor, object, TimeCursor> => ({
	name: 'Record Changed',
	value: 'recordChanged',
	description: 'When a record changes',
	fields: [],
	overlapMs: OVERLAP_MS,
	async start(vendor, _params, start: Start) {
		const now = new Date(vendor.now).toISOString();
		const visible = vendor.entries.filter(({ visibleAt }) => visibleAt <= vendor.now);
		const seen = visible.map(({ id, time }) => ({ id, occurredAt: new Date(time).toISOString() }));
		if (start.from === 'now') return { cursor: { time: now }, seen };
		return { cursor: { time: start.from === 'date' ? start.date : new Date(0).toISOString() } };
	},
	async read(vendor, _params, cursor, budget: Budget) {
		vendor.reads++;
		if (vendor.broken) throw new Error('The vendor is down.');
		const since = Date.parse(cursor.time);
		const found = vendor.entries
			.filter(({ visibleAt, time }) => visibleAt <= vendor.now && time > since)
			.sort((a, b) => a.time - b.time);
		const edge = found[budget.limit - 1]?.time ?? Infinity;
		const cut = found.filter(({ time }) => time <= edge);
		const changes: Change[] = cut.map(({ id, recordId, time, to, from }) => ({
			id,
			recordId,
			event: 'recordChanged',
			occurredAt: new Date(time).toISOString(),
			changes: { Status: { ...(from !== undefined && { from }), to } },
		}));
		const newest = cut.at(-1)?.time ?? since;
		return {
			changes,
			next: { time: new Date(Math.max(newest, since)).toISOString() },
			more: cut.length < found.length,
		};
	},
	async complete(vendor, _params, changes) {
		vendor.completes++;
		return changes.map((change): Delivered => ({ ...change, record: { id: change.recordId } }));
	},
	async sample() {
		return [];
	},
	...more,
});

/** One run that a poll began; the test decides how it ends. */
export interface BegunRun {
	items: IDataObject[];
	end(status: 'success' | 'error' | 'waiting' | 'lost', cause?: string, context?: object): Promise<void>;
}

/** A trigger node in an n8n that saves static data as the chosen engine does. */
export class FakeTrigger {
	memory: IDataObject = {};
	database: string = '{}';
	runs: BegunRun[] = [];
	reported: Error[] = [];
	parameters: Record<string, unknown> = { triggerOn: 'recordChanged', startWith: 'now', options: {} };
	mode: 'trigger' | 'manual' = 'trigger';
	timezone = 'UTC';
	private context: IPollFunctions;

	constructor(
		private readonly vendor: Vendor,
		private readonly feeds: Array<Feed<Vendor, never, never>>,
		private readonly engine: 'default' | 'durable' = 'default',
	) {
		this.context = this.newContext();
	}

	async poll(): Promise<INodeExecutionData[][] | null> {
		if (this.engine === 'durable') {
			this.memory = JSON.parse(this.database) as IDataObject;
			this.context = this.newContext();
		}
		const result = await pollerFor(this.feeds, async () => this.vendor).call(this.context);
		if (result) this.emit(result);
		else if (this.engine === 'durable') this.save();
		return result;
	}

	/** The process dies: what was only in memory is gone, and no run that was under way is heard of again. */
	restart(): void {
		forgetRuns();
		this.memory = JSON.parse(this.database) as IDataObject;
		this.runs = [];
		this.context = this.newContext();
	}

	private emit(data: INodeExecutionData[][], done?: { resolve(run?: IRun): void; reject(error: Error): void }): void {
		this.save();
		this.runs.push({
			items: data[0]!.map(({ json }) => json),
			async end(status, cause, context) {
				if (status === 'lost') done?.reject(new Error('The worker is gone.'));
				else {
					const error = { failure: cause && { cause }, context };
					done?.resolve({ status, data: { resultData: { error } } } as never);
				}
				await new Promise((resolve) => setImmediate(resolve));
			},
		});
	}

	private save(): void {
		this.database = JSON.stringify(this.memory);
	}

	private newContext(): IPollFunctions {
		const node = { id: 'node1', name: 'Trigger', credentials: { api: { id: '1' } } };
		return {
			getMode: () => this.mode,
			getWorkflow: () => ({ id: 'wf1', name: 'Test', active: true }),
			getNode: () => node,
			getTimezone: () => this.timezone,
			getNodeParameter: (name: string, fallback: unknown) => this.parameters[name] ?? fallback,
			getWorkflowStaticData: () => this.memory,
			getPollBudgetMs: () => 30_000,
			helpers: { createDeferredPromise: deferred },
			__emit: (data: INodeExecutionData[][], _response: unknown, done: never) => this.emit(data, done),
			__emitError: (error: Error) => void this.reported.push(error),
		} as unknown as IPollFunctions;
	}
}

function deferred<T>() {
	let resolve!: (value: T) => void;
	let reject!: (error: Error) => void;
	const promise = new Promise<T>((yes, no) => {
		resolve = yes;
		reject = no;
	});
	return { promise, resolve, reject };
}
