import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { daktelaDemo, daktelaStory, sandboxUser, startDaktela } from '../../../sandbox/daktela';
import { harness, installed, type HarnessOptions, type RunResult } from '../../support/workflow';
import { companiesOf, startHelios, typedFor } from './helios';
import { LATENCY_MS, people, startOrg } from './org';

/** Something that is done with so many records; the vendor holds as many. */
export interface Flow {
	/** Once over all records. */
	run(): Promise<void>;
	/** Requests since this was asked before. */
	requests(): number;
	close(): Promise<void>;
}

interface Counted {
	requests: { count(): number; clear(): void };
	close(): Promise<void>;
}

const flowOf = (sim: Counted, run: () => Promise<void>, close: () => Promise<void>): Flow => ({
	run,
	requests() {
		const count = sim.requests.count();
		sim.requests.clear();
		return count;
	},
	close,
});

/** Contacts of Salesforce created at first and updated from then on, never in bulk jobs. */
export async function salesforceUpserts(size: number): Promise<Flow> {
	const org = await startOrg();
	let title = 0;
	return flowOf(
		org.sim,
		async () => check(await org.upsert(people(size, `Title ${++title}`)), size),
		async () => await org.close(),
	);
}

/** Contacts of Daktela compared with items that are the same, so that nothing is written. */
export async function daktelaUnchanged(size: number): Promise<Flow> {
	const sim = await startDaktela({ latencyMs: LATENCY_MS });
	sim.seed({ ...daktelaDemo(), contacts: [], tickets: [], crmRecords: [], activities: [] });
	sim.act.grow({ count: size, prefix: PREFIX, start: 1 });
	const credential = { instanceUrl: sim.url, signIn: 'token', accessToken: sandboxUser().token, requestsPerSecond: 0 };
	const n8n = await harness({ ...(await installed()), credentials: { daktelaApi: credential } });
	const items = Array.from({ length: size }, (_, at) => contactOf(at + 1));
	return flowOf(
		sim,
		async () => {
			const result = await n8n.runNode({ type: 'n8n-nodes-crm-sync.daktela', parameters: unchanged }, items);
			check(result, size);
			const changed = result.json('Node').find(({ sync }) => (sync as IDataObject).action !== 'unchanged');
			if (changed) throw new Error(`A contact was changed: ${JSON.stringify(changed.sync)}`);
		},
		async () => void (await Promise.all([n8n.dispose(), sim.close()])),
	);
}

const PREFIX = 'grown_';

const contactOf = (n: number): IDataObject => ({
	key: PREFIX + String(n).padStart(6, '0'),
	name: `Person No ${n}`,
	email: `person${n}@example.com`,
});

const unchanged: INodeParameters = {
	resource: 'contact',
	operation: 'upsert',
	database: { __rl: true, mode: 'list', value: daktelaStory.database },
	mapBy: 'name',
	fieldsByName: {
		rows: Object.entries({ name: 'key', title: 'name', 'customFields.email': 'email' }).map(([field, path]) => ({
			field,
			from: 'path',
			path,
		})),
	},
	matchOn: ['name'],
};

/** Rows of a template as the items of the node. */
export async function heliosBrowse(size: number): Promise<Flow> {
	const sim = await startHelios(size);
	const given: HarnessOptions = { ...(await installed()), credentials: { heliosGreenApi: typedFor(sim) as never } };
	const n8n = await harness(given);
	const parameters = { resource: 'template', operation: 'getMany', ...companiesOf, returnAll: true };
	return flowOf(
		sim,
		async () => check(await n8n.runNode({ type: 'n8n-nodes-crm-sync.heliosGreen', parameters }), size),
		async () => void (await Promise.all([n8n.dispose(), sim.close()])),
	);
}

/** @throws Error where the run has failed or an item is missing */
function check(result: RunResult, size: number): void {
	if (result.error) throw result.error;
	const made = result.items('Node').length;
	if (made !== size) throw new Error(`${made} items came of ${size}.`);
}
