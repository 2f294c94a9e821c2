import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

import { WorksectionApi as ApiKeyCredential } from '../../../credentials/WorksectionApi.credentials';
import { forgetRuns } from '../../../nodes/shared/watch/runs';
import type { WorksectionApi } from '../../../nodes/Worksection/api';
import { openWorksection } from '../../../nodes/Worksection/open';
import { WorksectionTrigger } from '../../../nodes/Worksection/WorksectionTrigger.node';
import { startWorksection, type WorksectionSeed, type WorksectionSimulator } from '../../../sandbox/worksection';
import { harness, type Harness, type Polled, type PolledTrigger, type PollingOptions } from '../../support/workflow';
import { wireHost } from '../../support/wireHost';

export const TRIGGER = 'n8n-nodes-crm-sync.worksectionTrigger';
export const NOW = '2026-02-10T12:00:30Z';
export const MINUTE = 60_000;

const SEED: WorksectionSeed = {
	account: { apiKey: 'sandbox-admin-key', timeZone: 'Europe/Kyiv' },
	members: [
		{ id: 3001, email: 'owner@studio.example', firstName: 'Olha', lastName: 'Owner', role: 'owner' },
		{ id: 3002, email: 'ann@studio.example', firstName: 'Ann', lastName: 'Hill' },
	],
	tagGroups: [
		{ title: 'Stage', type: 'status', tags: ['To Do', 'In Work', 'Accepted'] },
		{ title: 'Kind', tags: ['Urgent'] },
	],
	customFields: [{ id: 901, type: 'text', name: 'Contract', options: ['A', 'B'] }],
	projects: [
		{ id: 26, title: 'Sales' },
		{ id: 27, title: 'Support' },
	],
};

export interface World {
	sandbox: WorksectionSimulator;
	n8n: Harness;
	credential: ICredentialDataDecryptedObject;
	trigger(parameters: INodeParameters, options?: PollingOptions): PolledTrigger;
	/** Writes by API, as the owner of the key. */
	client(): Promise<WorksectionApi>;
}

async function world(): Promise<World> {
	const sandbox = await startWorksection({ clock: NOW });
	const credential: ICredentialDataDecryptedObject = {
		accountUrl: sandbox.url,
		apiKey: 'sandbox-admin-key',
		requestsPerSecond: 0,
		timezone: 'Europe/Kyiv',
	};
	const n8n = await harness({
		nodes: { [TRIGGER]: new WorksectionTrigger() },
		credentialTypes: [new ApiKeyCredential()],
		credentials: { worksectionApi: credential },
		engine: 'legacy',
	});
	const trigger: World['trigger'] = (parameters, options) =>
		n8n.polled({ nodes: [{ name: 'Trigger', type: TRIGGER, parameters }] }, 'Trigger', options);
	const client = async () =>
		await openWorksection(wireHost({ credential: new ApiKeyCredential(), values: credential as never }));
	return { sandbox, n8n, credential, trigger, client };
}

/** The seeded account at its first moment, without the limit of one request a second. */
function fresh({ sandbox }: World): void {
	forgetRuns();
	sandbox.reset();
	sandbox.clock.set(NOW);
	sandbox.switches.limiter = false;
	sandbox.seed(SEED);
}

/** The account of a test file, as new before each of its tests. */
export function account(): World {
	const at = {} as World;
	beforeAll(async () => void Object.assign(at, await world()));
	afterAll(async () => {
		await at.n8n.dispose();
		await at.sandbox.close();
	});
	beforeEach(() => fresh(at));
	return at;
}

export const items = ({ batches }: Polled): IDataObject[] => batches.flatMap(({ json }) => json);
export const titles = (told: readonly IDataObject[]) => told.map(({ record }) => (record as IDataObject).name);
export const actions = ({ sandbox }: World): string[] => sandbox.requests.entries.map(({ action }) => action ?? '');

export const polls = (at: World) => ({
	/** A trigger that was activated, at which nothing was waiting. */
	active: async (parameters: IDataObject): Promise<PolledTrigger> => {
		const trigger = at.trigger(parameters as never);
		expect(items(await trigger.activate())).toEqual([]);
		return trigger;
	},
	/** A poll five minutes later, whose runs succeed. */
	next: async (trigger: PolledTrigger, ms = 5 * MINUTE): Promise<IDataObject[]> => {
		at.sandbox.clock.advance(ms);
		const polled = await trigger.poll();
		for (const batch of polled.batches) await batch.succeed();
		expect(polled.reported).toEqual([]);
		return items(polled);
	},
});
