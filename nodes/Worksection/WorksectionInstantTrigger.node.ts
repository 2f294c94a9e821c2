import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { triggerLookups } from './triggerLookups';
import { webhookProperties } from './webhookFields';

export class WorksectionInstantTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Worksection Instant Trigger',
		name: 'worksectionInstantTrigger',
		icon: { light: 'file:worksection.svg', dark: 'file:worksection.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].join(", ").replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Starts the workflow at once when Worksection tells of an event by webhook',
		defaults: { name: 'Worksection Instant Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'worksectionApi', required: true, displayOptions: { show: { authentication: ['apiKey'] } } },
			{ name: 'worksectionOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		// The check call may be a GET; n8n opens the addresses in this order, so that both are open when the second one registers.
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'worksection' },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'worksection' },
		],
		properties: [
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'API Key', value: 'apiKey', description: "With the account's key, as its owner" },
					{ name: 'OAuth2', value: 'oAuth2', description: 'As the member who signs in' },
				],
				default: 'apiKey',
			},
			...webhookProperties,
		],
	};

	methods = triggerLookups;

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await (await import('./registration')).isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await (await import('./registration')).register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await (await import('./registration')).unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await (await import('./webhook')).receive(this);
	}
}
