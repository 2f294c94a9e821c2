import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { sandboxUser, startSalesforce, type SalesforceSimulator } from '../../../sandbox/salesforce';
import { harness, installed, type Harness, type HarnessOptions, type RunResult } from '../../support/workflow';

export const LATENCY_MS = 20;
export const TYPE = 'n8n-nodes-crm-sync.salesforceSync';
/** The external ID of the sandbox. */
export const KEY = 'Daktela_Key__c';

const FIELDS = { [KEY]: 'key', FirstName: 'person.first', LastName: 'person.last', Email: 'email', Title: 'title' };

/** Create or Update by external ID, five fields mapped by name. */
export const upsert: INodeParameters = {
	resource: 'record',
	operation: 'upsert',
	object: { __rl: true, mode: 'id', value: 'Contact' },
	externalId: KEY,
	mapBy: 'name',
	fieldsByName: { rows: Object.entries(FIELDS).map(([field, path]) => ({ field, from: 'path', path })) },
	// Never by a bulk job, however many there are.
	options: { bulkAbove: 0 },
};

/** @param title what makes the same people differ from those of the time before */
export const people = (count: number, title = 'Clerk'): IDataObject[] =>
	Array.from({ length: count }, (_, at) => ({
		key: `p${String(at + 1).padStart(6, '0')}`,
		person: { first: 'Ada', last: `Person ${at + 1}` },
		email: `person${at + 1}@people.example`,
		title,
	}));

/** Salesforce, and the built package on n8n's engine, in this process. */
export interface Org {
	sim: SalesforceSimulator;
	n8n: Harness;
	/** Runs the node over items. @throws the error of the run */
	upsert(items: IDataObject[]): Promise<RunResult>;
	close(): Promise<void>;
}

/** @param more further nodes and credentials, such as n8n's own */
export async function startOrg(
	more: (sim: SalesforceSimulator) => Partial<HarnessOptions> | Promise<Partial<HarnessOptions>> = () => ({}),
): Promise<Org> {
	const sim = await startSalesforce({ latencyMs: LATENCY_MS });
	const { consumerKey, consumerSecret } = sandboxUser();
	const typed = { signIn: 'clientCredentials', instanceUri: sim.url, consumerKey, consumerSecret };
	const { nodes, credentialTypes } = await installed();
	const added = await more(sim);
	const n8n = await harness({
		nodes: { ...nodes, ...added.nodes },
		credentialTypes: [...credentialTypes, ...(added.credentialTypes ?? [])],
		credentials: { salesforceSyncApi: typed, ...added.credentials },
	});
	return {
		sim,
		n8n,
		async upsert(items) {
			const result = await n8n.runNode({ type: TYPE, parameters: upsert }, items);
			if (result.error) throw result.error;
			return result;
		},
		async close() {
			await n8n.dispose();
			await sim.close();
		},
	};
}

/** Requests that wrote collections. */
export const collections = (sim: SalesforceSimulator): number => sim.requests.count({ path: '/composite/sobjects' });

/** Seconds that a piece of work takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
	const from = performance.now();
	await work();
	return (performance.now() - from) / 1000;
}

/** A session, as a script would ask for it. */
export async function signIn(sim: SalesforceSimulator): Promise<string> {
	const { consumerKey, consumerSecret } = sandboxUser();
	const body = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: consumerKey,
		client_secret: consumerSecret,
	});
	const answer = await fetch(`${sim.url}/services/oauth2/token`, { method: 'POST', body });
	return ((await answer.json()) as { access_token: string }).access_token;
}
