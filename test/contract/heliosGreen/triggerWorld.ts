import type { IDataObject, INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

import { HeliosGreenTrigger } from '../../../nodes/HeliosGreen/HeliosGreenTrigger.node';
import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { contacts, hostFor, type HostMore } from './world';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const JANA = 1201;
export const PETR = 1202;
export const ALENA = 1203;

/** A trigger node over contacts that is polled by hand; every run succeeds unless the test says otherwise. */
export class Trigger {
	readonly memory: IDataObject = {};
	readonly reported: Error[] = [];
	readonly node = new HeliosGreenTrigger();
	status: 'success' | 'error' = 'success';
	/** Why runs fail, where they do. */
	error: object = {};
	mode: 'trigger' | 'manual' = 'trigger';
	budgetMs = 30_000;
	private items: IDataObject[] = [];
	private static count = 0;
	private readonly id = `helios${++Trigger.count}`;

	constructor(
		private readonly sim: HeliosGreenSimulator,
		readonly parameters: IDataObject = {},
		private readonly more: HostMore = {},
	) {}

	/** The items that a poll delivers; it must leave no session behind. */
	async poll(): Promise<IDataObject[]> {
		this.items = [];
		try {
			const result = await this.node.poll.call(this.context());
			await new Promise((resolve) => setImmediate(resolve));
			return [...this.items, ...(result ?? []).flat().map(({ json }) => json)];
		} finally {
			expect(this.sim.act.endSessions().ended).toBe(0);
		}
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

	/** What a poll asks of Helios, in order, and what it delivers. */
	async counted(): Promise<{ items: IDataObject[]; asked: Array<string | undefined> }> {
		this.sim.requests.clear();
		const items = await this.poll();
		return { items, asked: this.sim.requests.entries.map(({ action }) => action) };
	}

	/** A trigger that has begun, a minute ago by the clock of Helios. */
	async begun(): Promise<this> {
		expect(await this.poll()).toEqual([]);
		this.sim.clock.advance(MINUTE);
		return this;
	}

	context(): IPollFunctions {
		const parameters = {
			triggerOn: 'rowAddedOrChanged',
			folder: String(contacts.folder),
			template: String(contacts.template),
			startWith: 'now',
			options: {},
			...this.parameters,
		};
		const host = hostFor(this.sim, { ...this.more, parameters });
		Object.assign(host, {
			getMode: () => this.mode,
			getWorkflow: () => ({ id: this.id, name: 'Test', active: true }),
			getWorkflowStaticData: () => this.memory,
			getPollBudgetMs: () => this.budgetMs,
			__emit: (data: INodeExecutionData[][], _: unknown, done?: { resolve(run: IRun): void }) => {
				this.items.push(...data[0]!.map(({ json }) => json));
				done?.resolve({ status: this.status, data: { resultData: { error: this.error } } } as unknown as IRun);
			},
			__emitError: (error: Error) => void this.reported.push(error),
		});
		Object.assign(host.helpers, {
			createDeferredPromise: () => {
				let resolve!: (value: unknown) => void;
				const promise = new Promise((yes) => (resolve = yes));
				return { promise, resolve, reject: () => {} };
			},
		});
		return host as IPollFunctions;
	}
}

export const idsOf = (items: IDataObject[]) => items.map(({ id }) => Number(id));
export const eventsOf = (items: IDataObject[]) => items.map(({ event, id }) => `${String(event)} ${String(id)}`);
export const recordOf = (item: IDataObject | undefined) => item?.record as IDataObject;
export const changesOf = (item: IDataObject | undefined) =>
	item?.changes as Record<string, { from?: unknown; to: unknown }> | undefined;

/** What the trigger remembers of its place. */
export const cursorOf = (trigger: Trigger) => (trigger.memory.crmSync as { cursor: IDataObject }).cursor;
