import type { IDataObject, IExecuteFunctions, ILoadOptionsFunctions, INodeExecutionData } from 'n8n-workflow';

import { openSalesforce } from '../../../nodes/Salesforce/open';
import { SalesforceSync } from '../../../nodes/Salesforce/SalesforceSync.node';
import { sandboxUser, startSalesforce, type SalesforceSimulator } from '../../../sandbox/salesforce';
import { wireHost } from '../../support/wireHost';

export const START = '2026-02-01T10:00:00.000Z';
export const BAKERY = '001Sb00000demo1IAA';
export const KEY = 'Daktela_Key__c';

export async function startWorld(): Promise<SalesforceSimulator> {
	const sim = await startSalesforce({ clock: START });
	fill(sim);
	return sim;
}

/** One account, and nothing else but what a test adds. */
export function fill(sim: SalesforceSimulator): void {
	sim.reset();
	sim.clock.set(START);
	sim.seed({
		records: [
			{
				object: 'Account',
				id: '001Sb00000demo1',
				fields: { Name: 'Blue Harbor Bakery', Industry: 'Food', [KEY]: 'acc-1' },
			},
		],
	});
}

/** As many contacts as asked for, with keys `c000001` and so on; returns nothing, the keys say it all. */
export const grow = (sim: SalesforceSimulator, count: number): void => {
	sim.seed({ grow: [{ object: 'Contact', count, fields: { LastName: 'Grown {n}', [KEY]: 'c{n}', Title: 'Clerk' } }] });
};

export interface HostMore {
	values?: IDataObject;
	parameters?: IDataObject;
	timezone?: string;
	timeoutMs?: number;
}

export const typed = (sim: SalesforceSimulator, values: IDataObject = {}): IDataObject => {
	const { username, password, securityToken, consumerKey, consumerSecret } = sandboxUser();
	return {
		signIn: 'clientCredentials',
		instanceUri: sim.url,
		userName: username,
		password,
		securityToken,
		consumerKey,
		consumerSecret,
		...values,
	};
};

export function hostFor(sim: SalesforceSimulator, { values, ...more }: HostMore = {}) {
	return wireHost({ credential: { name: 'salesforceSyncApi' }, values: typed(sim, values) as never, ...more });
}

export const apiFor = async (sim: SalesforceSimulator, more?: HostMore) => await openSalesforce(hostFor(sim, more));

export interface Executed {
	rows: IDataObject[];
	hints: string[];
}

/** Runs an operation of the action node over items, as n8n would. */
export async function execute(
	sim: SalesforceSimulator,
	parameters: IDataObject,
	items: IDataObject[] = [{}],
	more: HostMore & { continueOnFail?: boolean } = {},
): Promise<Executed> {
	const hints: string[] = [];
	const host = hostFor(sim, { ...more, parameters: { options: {}, simplify: true, dryRun: false, ...parameters } });
	Object.assign(host, {
		getInputData: (): INodeExecutionData[] => items.map((json) => ({ json })),
		continueOnFail: () => more.continueOnFail === true,
		addExecutionHints: (...lines: Array<{ message: string }>) =>
			void hints.push(...lines.map(({ message }) => message)),
	});
	const [output] = await new SalesforceSync().execute.call(host as IExecuteFunctions);
	return { rows: output!.map(({ json }) => json), hints };
}

/** Rows by name that take each field from the key of the same name in the item. */
export const fromItem = (...fields: string[]): IDataObject => ({
	mapBy: 'name',
	fieldsByName: { rows: fields.map((field) => ({ field, from: 'path', path: `["${field}"]` })) },
});

export const fixed = (fields: Record<string, unknown>): IDataObject => ({
	mapBy: 'name',
	fieldsByName: {
		rows: Object.entries(fields).map(([field, value]) => ({ field, from: 'value', value }) as IDataObject),
	},
});

export const upsert = (fields: string[], more: IDataObject = {}): IDataObject => ({
	resource: 'record',
	operation: 'upsert',
	object: 'Contact',
	externalId: KEY,
	...fromItem(...fields),
	...more,
});

/** Contacts with keys `c000001` and so on. */
export const contacts = (count: number, more: IDataObject = {}): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({
		[KEY]: `c${String(index + 1).padStart(6, '0')}`,
		LastName: `Person ${index + 1}`,
		...more,
	}));

export const lookup = async <T>(
	sim: SalesforceSimulator,
	ask: (this: ILoadOptionsFunctions, filter?: string) => Promise<T>,
	parameters: IDataObject = {},
	filter?: string,
): Promise<T> => await ask.call(hostFor(sim, { parameters }) as ILoadOptionsFunctions, filter);

/** Requests for collections of records. */
export const collections = (sim: SalesforceSimulator): number => sim.requests.count({ path: '/composite/sobjects' });

/** The values of every living record of an object. */
export const living = (sim: SalesforceSimulator, object = 'Contact'): IDataObject[] =>
	[...sim.store.table(object)!.rows()]
		.filter(({ deletedAt }) => deletedAt === 0)
		.map(({ id, values }) => ({ ...values, Id: id }) as IDataObject);

export const byKey = (sim: SalesforceSimulator, key: string, object = 'Contact'): IDataObject | undefined =>
	living(sim, object).find((values) => values[KEY] === key);

/** The error that a piece of work ends in. */
export const failure = async (work: Promise<unknown>): Promise<Error & { description?: string }> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Error) => error,
	);
