import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { WorksectionApi as ApiKeyCredential } from '../../../credentials/WorksectionApi.credentials';
import { forgetRuns } from '../../../nodes/shared/watch/runs';
import { WorksectionTrigger } from '../../../nodes/Worksection/WorksectionTrigger.node';
import { startWorksection, type WorksectionSeed, type WorksectionSimulator } from '../../../sandbox/worksection';
import { harness, type Harness, type PolledTrigger, type PollingOptions } from '../../support/workflow';

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
}

export async function world(): Promise<World> {
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
	return { sandbox, n8n, credential, trigger };
}

/** The seeded account at its first moment, without the limit of one request a second. */
export function fresh({ sandbox }: World): void {
	forgetRuns();
	sandbox.reset();
	sandbox.clock.set(NOW);
	sandbox.switches.limiter = false;
	sandbox.seed(SEED);
}
