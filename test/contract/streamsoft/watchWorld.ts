import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	IPollFunctions,
	IRun,
} from 'n8n-workflow';

import { pollerFor } from '../../../nodes/shared/watch/poll';
import { feeds } from '../../../nodes/Streamsoft/feeds';
import { openWatch } from '../../../nodes/Streamsoft/openWatch';
import { forgetLists } from '../../../nodes/Streamsoft/watch/database';
import { startStreamsoft, type StreamsoftSimulator, type StreamsoftSwitches } from '../../../sandbox/streamsoft';
import { wireHost } from '../../support/wireHost';
import { credentialFor } from './world';

export const ANNA = 10001;
export const PIOTR = 10002;
export const MEETING = 10001;
export const VISIT = 10002;
/** Is not marked for synchronisation. */
export const CALL = 10003;

/** A wall clock time, so many days from today: the database's clock is the machine's. */
export function clock(days: number, time = '10:00:00'): string {
	return `${new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10)} ${time}`;
}

export const people = {
	operators: [
		{ id: ANNA, login: 'ANNA', name: 'Anna Nowakowska' },
		{ id: PIOTR, login: 'PIOTR', name: 'Piotr Zieliński' },
		{ id: 10003, login: 'DAWNY', name: 'Były Pracownik', active: false },
	],
	types: [
		{ id: MEETING, name: 'Spotkanie', synchronised: true },
		{ id: VISIT, name: 'Wizyta referencyjna', synchronised: true },
		{ id: CALL, name: 'Telefon', synchronised: false },
	],
	features: [
		{ id: 10017, name: 'Etap' },
		{ id: 10022, name: 'Budżet' },
	],
	contractors: [{ id: 10007, name: 'ALFA' }],
};

export const task = (id: number, more: object = {}) => ({
	id,
	type: MEETING,
	operator: ANNA,
	subject: `Zadanie ${id}`,
	start: clock(5),
	end: clock(5, '11:00:00'),
	...more,
});

export const schemas: Array<Pick<StreamsoftSwitches, 'schema'>> = [{ schema: 'plain' }, { schema: 'modified' }];

/** A database for the tests of the describe that it is made in, with tasks 1 to 3 before each. */
export class ThreeTasks {
	sim!: StreamsoftSimulator;

	constructor(switches: Partial<StreamsoftSwitches>) {
		beforeAll(async () => {
			this.sim = await startStreamsoft({ switches });
			await this.sim.seed(people);
		});
		beforeEach(async () => {
			forgetLists();
			const { tasks } = await this.sim.store.state();
			for (const { id } of tasks) await this.sim.act.deleteTask({ task: id });
			for (const id of [1, 2, 3]) await this.sim.act.addTask(task(id));
		});
		afterAll(async () => await this.sim.close());
	}

	async begun(parameters: IDataObject = {}): Promise<Trigger> {
		return await new Trigger(this.sim, parameters).begun();
	}
}

export const hostFor = (sim: StreamsoftSimulator, more: { parameters?: IDataObject; credential?: IDataObject } = {}) =>
	wireHost({
		credential: { name: 'streamsoftFirebirdApi' },
		values: credentialFor(sim, more.credential) as ICredentialDataDecryptedObject,
		parameters: more.parameters,
		timezone: 'Europe/Warsaw',
	});

/** A trigger that is polled by hand; every run succeeds unless the test says otherwise. */
export class Trigger {
	readonly memory: IDataObject = {};
	readonly reported: Error[] = [];
	status: 'success' | 'error' = 'success';
	mode: 'trigger' | 'manual' = 'trigger';
	budgetMs = 30_000;
	private items: IDataObject[] = [];
	private static count = 0;
	private readonly id = `streamsoft${++Trigger.count}`;
	private readonly node = pollerFor(feeds, openWatch);

	constructor(
		private readonly sim: StreamsoftSimulator,
		readonly parameters: IDataObject = {},
		private readonly credential: IDataObject = {},
	) {}

	async poll(): Promise<IDataObject[]> {
		this.items = [];
		const result = await this.node.call(this.context());
		await new Promise((resolve) => setImmediate(resolve));
		return [...this.items, ...(result ?? []).flat().map(({ json }) => json)];
	}

	/** Polls until nothing more comes. */
	async drained(): Promise<IDataObject[]> {
		const all: IDataObject[] = [];
		for (let empty = 0; empty < 2;) {
			const items = await this.poll();
			empty = items.length === 0 ? empty + 1 : 0;
			all.push(...items);
		}
		return all;
	}

	async begun(): Promise<this> {
		expect(await this.poll()).toEqual([]);
		return this;
	}

	private context(): IPollFunctions {
		const parameters = { triggerOn: 'taskCreatedUpdatedOrDeleted', startWith: 'now', options: {}, ...this.parameters };
		const host = hostFor(this.sim, { parameters, credential: this.credential });
		Object.assign(host, {
			getMode: () => this.mode,
			getWorkflow: () => ({ id: this.id, name: 'Test', active: true }),
			getWorkflowStaticData: () => this.memory,
			getPollBudgetMs: () => this.budgetMs,
			__emit: (data: INodeExecutionData[][], _: unknown, done?: { resolve(run: IRun): void }) => {
				this.items.push(...data[0]!.map(({ json }) => json));
				done?.resolve({ status: this.status, data: { resultData: { error: {} } } } as unknown as IRun);
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
		return host as unknown as IPollFunctions;
	}
}

export const told = (items: IDataObject[]): string[] =>
	items.map(({ event, id, left }) => `${String(event)} ${String(id)}${left ? ` left ${String(left)}` : ''}`).sort();
export const recordOf = (item: IDataObject | undefined) => item?.record as IDataObject;
