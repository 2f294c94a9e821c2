import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

import { DaktelaApi as Credential } from '../../../credentials/DaktelaApi.credentials';
import { DaktelaInstantTrigger } from '../../../nodes/Daktela/DaktelaInstantTrigger.node';
import { DaktelaTrigger } from '../../../nodes/Daktela/DaktelaTrigger.node';
import { forgetRuns } from '../../../nodes/shared/watch/runs';
import { sandboxUser, startDaktela, type DaktelaSeed, type DaktelaSimulator } from '../../../sandbox/daktela';
import {
	harness,
	type Harness,
	type Polled,
	type PolledTrigger,
	type PollingOptions,
	type ReceivingTrigger,
} from '../../support/workflow';

export const TRIGGER = 'n8n-nodes-crm-sync.daktelaTrigger';
export const INSTANT = 'n8n-nodes-crm-sync.daktelaInstantTrigger';
export const SECRET = 'an example of a secret';
export const NOW = '2026-02-10T09:00:30Z';
export const MINUTE = 60_000;
const LONG_AGO = '2025-06-01T08:00:00Z';

const SEED: DaktelaSeed = {
	crmDatabases: [
		{
			name: 'default',
			title: 'Default',
			customFields: {
				contacts: [
					{ name: 'email', title: 'E-mail', type: 'EMAIL', multiple: true },
					{ name: 'number', title: 'Phone', type: 'PHONE', multiple: true },
					{ name: 'level', title: 'Level', type: 'SELECTBOX', items: ['silver', 'gold'] },
					{ name: 'tags', title: 'Tags', type: 'MULTISELECTBOX', multiple: true, items: ['vip', 'old', 'new'] },
				],
			},
		},
		{ name: 'partners', title: 'Partners', customFields: { contacts: ['vat'] } },
	],
	crmRecordsTypes: [
		{ name: 'orders', title: 'Orders' },
		{ name: 'cases', title: 'Cases' },
	],
	ticketsCategories: [{ name: 'support', title: 'Support' }],
	users: [{ name: 'jana', title: 'Jana' }],
	accounts: [{ name: 'acme', title: 'Acme', database: 'default', created: LONG_AGO }],
	contacts: [
		{
			name: 'ann',
			title: 'Ann Hill',
			lastname: 'Hill',
			database: 'default',
			customFields: { level: 'silver', tags: ['old'] },
			created: LONG_AGO,
		},
		{
			name: 'bob',
			title: 'Bob Bolt',
			lastname: 'Bolt',
			database: 'default',
			customFields: { level: 'gold' },
			created: LONG_AGO,
		},
	],
};

export interface World {
	sandbox: DaktelaSimulator;
	n8n: Harness;
	trigger(parameters: INodeParameters, options?: PollingOptions): PolledTrigger;
	instant(parameters?: INodeParameters): ReceivingTrigger;
	/** Sets fields of the credential for what follows. */
	credential(values: ICredentialDataDecryptedObject): void;
	typed(): ICredentialDataDecryptedObject;
}

async function world(): Promise<World> {
	const sandbox = await startDaktela({ clock: NOW });
	const usual: ICredentialDataDecryptedObject = {
		instanceUrl: sandbox.url,
		signIn: 'token',
		accessToken: sandboxUser().token,
		headerName: 'X-AUTH-TOKEN',
		requestsPerSecond: 0,
		timezone: 'Europe/Prague',
		eventHeader: 'X-Webhook-Secret',
		eventSecret: SECRET,
	};
	const typed = { ...usual };
	const n8n = await harness({
		nodes: { [TRIGGER]: new DaktelaTrigger(), [INSTANT]: new DaktelaInstantTrigger() },
		credentialTypes: [new Credential()],
		credentials: { daktelaApi: typed },
		engine: 'legacy',
	});
	return {
		sandbox,
		n8n,
		trigger: (parameters, options) =>
			n8n.polled({ nodes: [{ name: 'Trigger', type: TRIGGER, parameters }] }, 'Trigger', options),
		instant: (parameters = {}) => n8n.receiving({ nodes: [{ name: 'Instant', type: INSTANT, parameters }] }, 'Instant'),
		credential: (values) => void Object.assign(typed, usual, values),
		typed: () => typed,
	};
}

/** The seeded instance at its first moment. */
function fresh({ sandbox, credential }: World): void {
	forgetRuns();
	credential({});
	sandbox.reset();
	sandbox.clock.set(NOW);
	sandbox.seed(SEED);
}

/** The instance of a test file, as new before each of its tests. */
export function instance(): World {
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
export const idsOf = (told: readonly IDataObject[]) => told.map(({ id }) => id);
export const deliveryOf = (item: IDataObject | undefined) => (item?.delivery as IDataObject | undefined)?.id;

export const polls = (at: World) => ({
	/** A trigger that was activated, at which nothing was waiting; a minute ago. */
	active: async (parameters: IDataObject): Promise<PolledTrigger> => {
		const trigger = at.trigger(parameters as never);
		expect(items(await trigger.activate())).toEqual([]);
		at.sandbox.clock.advance(MINUTE);
		return trigger;
	},
	/** A poll some minutes later, whose runs succeed. */
	next: async (trigger: PolledTrigger, ms = 5 * MINUTE): Promise<IDataObject[]> => {
		at.sandbox.clock.advance(ms);
		const polled = await trigger.poll();
		for (const batch of polled.batches) await batch.succeed();
		expect(polled.reported).toEqual([]);
		return items(polled);
	},
});
