import './environment';
import { AsyncLocalStorage } from 'node:async_hooks';
import { Container } from '@n8n/di';
import { PollContext, PollTriggerExecutor } from 'n8n-core';
import type { IDataObject, INode, INodeExecutionData, IPollFunctions, IRun, Workflow } from 'n8n-workflow';

import { forgetRuns } from '../../../nodes/shared/watch/runs';
import type { RunResult } from './runResult';
import { nodeOf, type Setting, type WorkflowJson } from './setting';

type Done = NonNullable<Parameters<IPollFunctions['__emit']>[2]>;

/** One emitted batch. The test decides how the run that n8n would begin with it ends. */
export class Batch {
	constructor(
		/** The items, as the rest of the workflow would get them. */
		readonly items: INodeExecutionData[],
		private readonly done: Done | undefined,
		private readonly execute: (items: INodeExecutionData[]) => Promise<RunResult>,
	) {}

	get json(): IDataObject[] {
		return this.items.map(({ json }) => json);
	}

	/** Whether the trigger wants to be told how the run ends. */
	get isConfirmed(): boolean {
		return this.done !== undefined;
	}

	async succeed(): Promise<void> {
		await this.end('success');
	}

	async fail(): Promise<void> {
		await this.end('error');
	}

	/** The run is put to wait (Wait node, form). */
	async wait(): Promise<void> {
		await this.end('waiting');
	}

	/** The run is never heard of again: in queue mode its worker died. */
	async lose(): Promise<void> {
		this.done?.reject(new Error('The worker is gone.'));
		await handlersHaveRun();
	}

	/** Runs the rest of the workflow with the items and tells the trigger how it ended. */
	async run(): Promise<RunResult> {
		const result = await this.execute(this.items);
		this.done?.resolve(result.run);
		await handlersHaveRun();
		return result;
	}

	private async end(status: IRun['status']): Promise<void> {
		this.done?.resolve({ status, finished: status === 'success' } as IRun);
		await handlersHaveRun();
	}
}

/** Microtasks only, so that it also ends under fake timers. */
async function handlersHaveRun(): Promise<void> {
	for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

/** What one poll did. */
export interface Polled {
	batches: Batch[];
	/** What went to the error workflow: set-aside records, and the error of a poll that failed. */
	reported: Error[];
}

export interface PollingOptions {
	/**
	 * n8n's durable poll cursors: every poll works on a copy of what the database holds; it is stored with the first
	 * emit, or at the end where nothing was emitted, and thrown away when the poll fails. Default: the copy lives in
	 * memory and is stored at emits only.
	 */
	durable?: boolean;
	/** What the trigger is told it may spend, in milliseconds. */
	budgetMs?: number;
}

interface Active {
	workflow: Workflow;
	node: INode;
	poll: (isActivation?: boolean) => Promise<void>;
}

interface Staged {
	data: IDataObject;
	seed: string;
}

/** An active workflow with a polling trigger, polled when the test says so. */
export class PolledTrigger {
	/** The trigger's static data as the database holds it (JSON). */
	database: string;
	private active: Active;
	private readonly staged = new AsyncLocalStorage<Staged>();
	private now: Polled = { batches: [], reported: [] };

	constructor(
		private readonly setting: Setting,
		private readonly json: WorkflowJson,
		private readonly name: string,
		private readonly options: PollingOptions,
	) {
		const data = json.staticData?.[`node:${name}`] ?? {};
		this.database = JSON.stringify(data);
		this.active = this.activated();
	}

	/** What the database holds for this trigger. */
	get stored(): IDataObject {
		return JSON.parse(this.database) as IDataObject;
	}

	/** One poll by n8n's clock. Its failure is in `reported`, since that is where n8n puts it. */
	async poll(): Promise<Polled> {
		// The durable engine builds workflow and context anew for every poll.
		if (this.options.durable) this.active = this.activated();
		return await this.collect(async () => await this.active.poll());
	}

	/**
	 * The poll that n8n does when the workflow is activated. Then it stores the static data; with durable cursors the poll works
	 * on a copy as always, and n8n itself keeps nothing of it.
	 * @throws whatever keeps the activation from happening
	 */
	async activate(): Promise<Polled> {
		const { workflow, node, poll } = this.active;
		const polled = await this.collect(async () => await workflow.expression.withIsolate(async () => await poll(true)));
		if (!this.options.durable) this.database = JSON.stringify(workflow.getStaticData('node', node));
		return polled;
	}

	/** A press of "Fetch Test Event": the sample goes through the rest of the workflow. */
	async test(): Promise<RunResult> {
		const workflow = this.setting.workflow(this.json, false, { [`node:${this.name}`]: this.stored });
		return await this.setting.execute(workflow, 'manual', { from: this.name });
	}

	/** The process dies and comes back: what was only in memory is gone, and nothing under way is heard of again. */
	restart(): void {
		forgetRuns();
		this.active = this.activated();
	}

	private async collect(poll: () => Promise<void>): Promise<Polled> {
		const polled: Polled = { batches: [], reported: [] };
		this.now = polled;
		await poll();
		return polled;
	}

	private activated(): Active {
		const workflow = this.setting.workflow(this.json, true, { [`node:${this.name}`]: this.stored });
		const node = nodeOf(workflow, this.name);
		const active: Active = { workflow, node, poll: async () => {} };
		const context = new PollContext(
			workflow,
			node,
			this.setting.additionalData(workflow, 'trigger'),
			'trigger',
			'activate',
			(data, _response, done) => this.emit(active, data, done),
			(error) => void this.now.reported.push(error),
			async () => this.commit(),
			async (poll) => await this.staging(poll),
			() => this.staged.getStore()?.data ?? workflow.getStaticData('node', node),
			this.options.budgetMs === undefined ? undefined : () => this.options.budgetMs!,
		);
		active.poll = Container.get(PollTriggerExecutor).create(workflow, node, context, () => this.active === active);
		return active;
	}

	private emit({ workflow, node }: Active, data: INodeExecutionData[][], done: Done | undefined): void {
		if (this.options.durable) this.commit();
		else if (workflow.staticData.__dataChanged === true) {
			this.database = JSON.stringify(workflow.getStaticData('node', node));
			workflow.staticData.__dataChanged = false;
		}
		const execute = async (items: INodeExecutionData[]) => {
			const begun = this.setting.workflow(this.json, true);
			return await this.setting.execute(begun, 'trigger', { from: this.name, items: [items] });
		};
		this.now.batches.push(new Batch(data[0] ?? [], done, execute));
	}

	private async staging<T>(poll: () => Promise<T>): Promise<T> {
		if (!this.options.durable) return await poll();
		return await this.staged.run({ data: this.stored, seed: this.database }, poll);
	}

	private commit(): void {
		const staged = this.staged.getStore();
		if (!staged) return;
		const data = JSON.stringify(staged.data);
		if (data !== staged.seed) this.database = staged.seed = data;
	}
}
