import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { triggerProperties } from '../shared/watch/describe';
import { pollerFor } from '../shared/watch/poll';
import { feeds } from './feeds';
import { openWatch } from './openWatch';
import { triggerLookups } from './triggerLookups';

export class WorksectionTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Worksection Trigger',
		name: 'worksectionTrigger',
		icon: { light: 'file:worksection.svg', dark: 'file:worksection.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Starts the workflow when something happens in Worksection. Needs no public address.',
		defaults: { name: 'Worksection Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'worksectionApi', required: true, displayOptions: { show: { authentication: ['apiKey'] } } },
			{ name: 'worksectionOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
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
			...triggerProperties(feeds),
		],
	};

	methods = triggerLookups;

	poll = pollerFor(feeds, openWatch);
}
