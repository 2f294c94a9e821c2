import type { IDataObject, INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

import { longId } from '../../../nodes/Salesforce/ids';
import { SalesforceSyncTrigger } from '../../../nodes/Salesforce/SalesforceSyncTrigger.node';
import { sandboxUser, startSalesforce, type SalesforceSimulator } from '../../../sandbox/salesforce';
import { wireHost } from '../../support/wireHost';

export const START = '2026-02-01T10:00:00.000Z';
export const MINUTE = 60_000;
export const BAKERY = longId('001Sb00000demo1');
export const ADA = longId('003Sb00000demo1');
export const TOM = longId('003Sb00000demo2');

export async function startWorld(): Promise<SalesforceSimulator> {
	const sim = await startSalesforce({ clock: START });
	fill(sim);
	return sim;
}

/** An account with two contacts, made an hour before the clock's time. */
export function fill(sim: SalesforceSimulator): void {
	sim.reset();
	sim.clock.set(START);
	sim.seed({
		objects: [
			{
				name: 'Contact',
				fields: [
					{ name: 'Stage__c', type: 'picklist', options: ['New', 'Negotiation', 'Won', 'Lost'] },
					{ name: 'Interests__c', type: 'multipicklist', options: ['Bread', 'Cakes', 'Tea'] },
					{ name: 'Score__c', type: 'double' },
					{ name: 'Vip__c', type: 'boolean' },
					{ name: 'Notes__c', type: 'textarea', length: 32000 },
				],
			},
		],
		records: [
			{ object: 'Account', id: BAKERY, fields: { Name: 'Bakery', Industry: 'Food' } },
			contact(ADA, 'Ada', { Stage__c: 'Negotiation', AccountId: BAKERY, Email: 'ada@bakery.example' }),
			contact(TOM, 'Tom', { Stage__c: 'Won' }),
		],
	});
}

const contact = (id: string, LastName: string, fields: object) => ({
	object: 'Contact',
	id,
	fields: { LastName, ...fields },
});

/** Sessions live as long as the process, so each file and world signs in by itself. */
export function hostFor(sim: SalesforceSimulator, parameters: IDataObject = {}) {
	const { consumerKey, consumerSecret } = sandboxUser();
	const values = { signIn: 'clientCredentials', instanceUri: sim.url, consumerKey, consumerSecret };
	return wireHost({ credential: { name: 'salesforceSyncApi' }, values, parameters });
}

/** A trigger node that is polled by hand; every run succeeds unless the test says otherwise. */
export class Trigger {
	memory: IDataObject = {};
	readonly reported: Array<Error & { description?: string | null }> = [];
	private readonly node = new SalesforceSyncTrigger();
	private items: IDataObject[] = [];
	status: 'success' | 'error' = 'success';
	mode: 'trigger' | 'manual' = 'trigger';
	/** Milliseconds that a poll may spend; 0: a single reading. */
	budgetMs = 45_000;
	private static count = 0;
	private readonly id = `wf${++Trigger.count}`;

	constructor(
		private readonly sim: SalesforceSimulator,
		readonly parameters: IDataObject,
	) {}

	/** The items that a poll delivers. */
	async poll(): Promise<IDataObject[]> {
		this.items = [];
		const result = await this.node.poll.call(this.context());
		await new Promise((resolve) => setImmediate(resolve));
		// n8n keeps the state as JSON.
		this.memory = JSON.parse(JSON.stringify(this.memory)) as IDataObject;
		return [...this.items, ...(result ?? []).flat().map(({ json }) => json)];
	}

	/** How many requests to the API a poll costs, and what it delivers. */
	async counted(): Promise<{ items: IDataObject[]; requests: number }> {
		this.sim.requests.clear();
		const items = await this.poll();
		return { items, requests: this.sim.requests.count() };
	}

	/** All that is delivered until nothing more comes. */
	async drain(): Promise<IDataObject[]> {
		const all: IDataObject[] = [];
		for (let more = await this.poll(); more.length > 0; more = await this.poll()) all.push(...more);
		return all;
	}

	private context(): IPollFunctions {
		const parameters = {
			startWith: 'now',
			options: {},
			object: 'Contact',
			columns: ['LastName', 'Email'],
			parentColumns: '',
			...this.parameters,
		};
		const host = hostFor(this.sim, parameters);
		Object.assign(host, {
			getMode: () => this.mode,
			getPollBudgetMs: () => this.budgetMs,
			getWorkflow: () => ({ id: this.id, name: 'Test', active: true }),
			getWorkflowStaticData: () => this.memory,
			__emit: (data: INodeExecutionData[][], _: unknown, done: { resolve(run: IRun): void }) => {
				this.items.push(...data[0]!.map(({ json }) => json));
				done.resolve({ status: this.status } as IRun);
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

export const triggersOf = (sim: SalesforceSimulator) => ({
	won: (more: IDataObject = {}) =>
		new Trigger(sim, { triggerOn: 'fieldBecameValue', field: 'Stage__c', values: ['Won'], ...more }),
	on: (triggerOn: string, more: IDataObject = {}) => new Trigger(sim, { triggerOn, ...more }),
	/** A trigger that has begun, a minute ago by Salesforce's clock. */
	async begun(trigger: Trigger): Promise<Trigger> {
		expect(await trigger.poll()).toEqual([]);
		sim.clock.advance(MINUTE);
		return trigger;
	},
	/** Lets enough time pass for what was done to be told. */
	settle: () => void sim.clock.advance(10_000),
});

export const idsOf = (items: IDataObject[]) => items.map(({ id }) => id);

export const changesOf = (item: IDataObject | undefined) =>
	item?.changes as Record<string, { from?: unknown; to: unknown }> | undefined;

/** The error that a piece of work ends in. */
export const failure = async (work: Promise<unknown>): Promise<Error & { description?: string }> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Error) => error,
	);
