import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { credentialTest } from './connection';
import { webhookProperties } from './webhook/fields';

export class DaktelaInstantTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Daktela Instant Trigger',
		name: 'daktelaInstantTrigger',
		icon: { light: 'file:daktela.svg', dark: 'file:daktela.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].join(", ").replace(/_/g, " ") }}',
		description: 'Starts the workflow at once when an event of Daktela calls its address',
		defaults: { name: 'Daktela Instant Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'daktelaApi', required: true, testedBy: 'daktelaConnection' }],
		// An event may also be told in the address alone.
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'daktela', ndvHideUrl: true },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'daktela' },
		],
		properties: webhookProperties,
	};

	methods = { credentialTest };

	/** Daktela has no way to register an address: a person pastes it there. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await (await import('./webhook/receive')).checkSetup(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await (await import('./webhook/receive')).receive(this);
	}
}
