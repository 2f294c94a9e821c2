import type { IDataObject, IExecuteFunctions, INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

import { NetHuntApi as Credential } from '../../../credentials/NetHuntApi.credentials';
import { NetHunt } from '../../../nodes/NetHunt/NetHunt.node';
import { NetHuntTrigger } from '../../../nodes/NetHunt/NetHuntTrigger.node';
import type { NetHuntApi } from '../../../nodes/NetHunt/api';
import { openNetHunt } from '../../../nodes/NetHunt/open';
import { sandboxUser, startNetHunt, type NetHuntSimulator } from '../../../sandbox/nethunt';
import { wireHost } from '../../support/wireHost';

export const DEALS = '65a0c0ffee0000000000f001';
export const ACME = '65a0c0ffee0000000000a001';
export const BOLT = '65a0c0ffee0000000000a002';
export const START = '2026-02-01T10:00:00.000Z';

/** A folder of deals with every kind of field, and two records made a day before the clock's time. */
export async function startWorld(): Promise<NetHuntSimulator> {
	const sim = await startNetHunt({ clock: START });
	fill(sim);
	return sim;
}

export function fill(sim: NetHuntSimulator): void {
	sim.reset();
	sim.clock.set(START);
	sim.seed({
		folders: [
			{
				id: DEALS,
				name: 'Deals',
				fields: [
					'Name',
					{ name: 'Status', kind: 'select', options: ['New', 'Negotiation', 'Won', 'Lost', 'On  hold'] },
					{ name: 'Amount', kind: 'number' },
					{ name: 'Email', multiple: true },
					{ name: 'Tags', multiple: true },
					{ name: 'Close date', kind: 'date' },
					{ name: 'Owner', kind: 'user' },
					{ name: 'Urgent', kind: 'boolean' },
				],
				records: [
					{
						id: ACME,
						createdAt: '2026-01-31T10:00:00.000Z',
						fields: {
							Name: 'Acme',
							Status: 'Negotiation',
							Amount: 1200,
							Email: ['a@acme.example'],
							Tags: ['big', 'old'],
						},
					},
					{
						id: BOLT,
						createdAt: '2026-01-31T10:00:00.000Z',
						fields: { Name: 'Bolt', Status: 'New', Amount: 10, Email: ['b@bolt.example', 'c@bolt.example'] },
					},
				],
			},
			{ name: 'Contacts', fields: ['Name'] },
		],
		gmailThreads: ['18c2f0a1b2c3d4e5'],
	});
}

export interface HostMore {
	values?: IDataObject;
	timeoutMs?: number;
	parameters?: IDataObject;
	timezone?: string;
}

export function hostFor(sim: NetHuntSimulator, { values, ...more }: HostMore = {}) {
	const { emailAddress, apiKey } = sandboxUser();
	const typed = { email: emailAddress, apiKey, baseUrl: sim.url, requestsPerSecond: 0, ...values };
	return wireHost({ credential: new Credential(), values: typed as never, ...more });
}

export const apiFor = async (sim: NetHuntSimulator, more?: HostMore): Promise<NetHuntApi> =>
	await openNetHunt(hostFor(sim, more));

export interface Executed {
	rows: IDataObject[];
	hints: string[];
}

/** Runs an operation of the action node over items, as n8n would. */
export async function execute(
	sim: NetHuntSimulator,
	parameters: IDataObject,
	items: IDataObject[] = [{}],
	more: HostMore & { continueOnFail?: boolean } = {},
): Promise<Executed> {
	const hints: string[] = [];
	const host = hostFor(sim, { ...more, parameters });
	Object.assign(host, {
		getInputData: (): INodeExecutionData[] => items.map((json) => ({ json })),
		continueOnFail: () => more.continueOnFail === true,
		addExecutionHints: (...lines: Array<{ message: string }>) =>
			void hints.push(...lines.map(({ message }) => message)),
	});
	const [output] = await new NetHunt().execute.call(host as IExecuteFunctions);
	return { rows: output!.map(({ json }) => json), hints };
}

/** A trigger node that is polled by hand; every run succeeds unless the test says otherwise. */
export class Trigger {
	readonly memory: IDataObject = {};
	readonly reported: Error[] = [];
	private readonly node = new NetHuntTrigger();
	private items: IDataObject[] = [];
	status: 'success' | 'error' = 'success';
	mode: 'trigger' | 'manual' = 'trigger';
	private static count = 0;
	private readonly id = `wf${++Trigger.count}`;

	constructor(
		private readonly sim: NetHuntSimulator,
		readonly parameters: IDataObject,
	) {}

	/** The items that a poll delivers. */
	async poll(): Promise<IDataObject[]> {
		this.items = [];
		const result = await this.node.poll.call(this.context());
		await new Promise((resolve) => setImmediate(resolve));
		return [...this.items, ...(result ?? []).flat().map(({ json }) => json)];
	}

	/** How many requests a poll costs, and what it delivers. */
	async counted(): Promise<{ items: IDataObject[]; requests: number }> {
		this.sim.requests.clear();
		const items = await this.poll();
		return { items, requests: this.sim.requests.count() };
	}

	private context(): IPollFunctions {
		const parameters = { startWith: 'now', options: {}, folder: DEALS, ...this.parameters };
		const host = hostFor(this.sim, { parameters });
		Object.assign(host, {
			getMode: () => this.mode,
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

const MINUTE = 60_000;

/** What the tests of triggers start from: a deal's status becomes Won. */
export const triggersOf = (sim: NetHuntSimulator) => ({
	won: (more: IDataObject = {}) =>
		new Trigger(sim, { triggerOn: 'fieldBecameValue', field: 'Status', values: ['Won'], ...more }),
	/** A trigger that has begun, a minute ago by NetHunt's clock. */
	async begun(trigger: Trigger): Promise<Trigger> {
		expect(await trigger.poll()).toEqual([]);
		sim.clock.advance(MINUTE);
		return trigger;
	},
});

export const idsOf = (items: IDataObject[]) => items.map(({ id }) => id);

export const changesOf = (item: IDataObject | undefined) =>
	item?.changes as Record<string, { from?: unknown; to: unknown }>;

/** By-name rows from an object: fixed values. */
export const rowsOf = (fields: Record<string, unknown>, edit?: string): IDataObject[] =>
	Object.entries(fields).map(
		([field, value]) => ({ field, from: 'value', value, ...(edit && { edit }) }) as IDataObject,
	);

export const byName = (...rows: IDataObject[]): IDataObject => ({ mapBy: 'name', fieldsByName: { rows } });

/** The error that a piece of work ends in. */
export const failure = async (work: Promise<unknown>): Promise<Error & { description?: string }> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Error) => error,
	);
