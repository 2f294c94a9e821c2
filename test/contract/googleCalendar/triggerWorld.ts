import type { IDataObject, INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

import { GoogleCalendarSyncTrigger } from '../../../nodes/GoogleCalendar/GoogleCalendarSyncTrigger.node';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { hostFor, MEETINGS, type HostMore } from './roomWorld';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A trigger node that is polled by hand; every run succeeds unless the test says otherwise. */
export class Trigger {
	memory: IDataObject = {};
	reported: Error[] = [];
	readonly node = new GoogleCalendarSyncTrigger();
	status: 'success' | 'error' = 'success';
	/** Why runs fail, where they do. */
	error: object = {};
	mode: 'trigger' | 'manual' = 'trigger';
	budgetMs = 30_000;
	private items: IDataObject[] = [];
	private static count = 0;
	private readonly id = `google${++Trigger.count}`;

	constructor(
		private readonly sim: GoogleCalendarSimulator,
		readonly parameters: IDataObject = {},
		private readonly more: HostMore = {},
	) {}

	/** The items that a poll delivers. */
	async poll(): Promise<IDataObject[]> {
		this.items = [];
		const result = await this.node.poll.call(this.context());
		await new Promise((resolve) => setImmediate(resolve));
		return [...this.items, ...(result ?? []).flat().map(({ json }) => json)];
	}

	/** Polls until nothing more comes. One that finds all it may owe still under way reads nothing, so one alone is no end. */
	async drained(): Promise<IDataObject[]> {
		const all: IDataObject[] = [];
		for (let empty = 0; empty < 2;) {
			const items = await this.poll();
			empty = items.length === 0 ? empty + 1 : 0;
			all.push(...items);
		}
		return all;
	}

	/** What a poll asks of Google, in order, without its sign-in, and what it delivers. */
	async counted(): Promise<{ items: IDataObject[]; asked: string[] }> {
		this.sim.requests.clear();
		const items = await this.poll();
		const asked = this.sim.requests.entries.map(({ action = '' }) => action);
		return { items, asked: asked.filter((action) => action !== 'token') };
	}

	/** A trigger that has begun, a minute ago by Google's clock. */
	async begun(): Promise<this> {
		expect(await this.poll()).toEqual([]);
		this.sim.clock.advance(MINUTE);
		return this;
	}

	/** As after a restart with what n8n had stored: through JSON. */
	restore(stored: string): void {
		this.memory = JSON.parse(stored) as IDataObject;
	}

	private context(): IPollFunctions {
		const parameters = {
			triggerOn: 'eventCreatedUpdatedOrDeleted',
			calendarsOf: 'chosen',
			calendars: [MEETINGS],
			startWith: 'now',
			options: {},
			...this.parameters,
		};
		const host = hostFor(this.sim, { ...this.more, parameters });
		Object.assign(host, {
			getNode: () => ({
				id: 'trigger',
				name: 'Google Calendar Sync Trigger',
				type: 'n8n-nodes-crm-sync.googleCalendarSyncTrigger',
				parameters,
				credentials: { googleCalendarSyncApi: { id: '1' } },
			}),
			getMode: () => this.mode,
			getWorkflow: () => ({ id: this.id, name: 'Test', active: true }),
			getWorkflowStaticData: () => this.memory,
			getPollBudgetMs: () => this.budgetMs,
			__emit: (data: INodeExecutionData[][], _answer: unknown, done?: { resolve(run: IRun): void }) => {
				this.items.push(...data.flat().map(({ json }) => json));
				const { error } = this;
				done?.resolve({ status: this.status, data: { resultData: { error } } } as never);
			},
			__emitError: (error: Error) => void this.reported.push(error),
		});
		Object.assign(host.helpers, {
			createDeferredPromise: <T>() => {
				let resolve!: (value: T) => void;
				return { promise: new Promise<T>((done) => (resolve = done)), resolve: (value: T) => resolve(value) };
			},
		});
		return host as unknown as IPollFunctions;
	}
}

/** `eventCreated Offer` for each item, by the title of its event or, where that is gone, its ID. */
export const told = (items: readonly IDataObject[]): string[] =>
	items.map(({ event, record, id }) => `${String(event)} ${String((record as IDataObject).summary ?? id)}`).sort();
