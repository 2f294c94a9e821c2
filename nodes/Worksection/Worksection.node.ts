import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { propertiesOf } from '../shared/describe';
import { runnerFor } from '../shared/runner';
import { lookups } from './lookups';
import { openWorksection } from './open';
import { resources } from './resources';

export class Worksection implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Worksection',
		name: 'worksection',
		icon: { light: 'file:worksection.svg', dark: 'file:worksection.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Create and change tasks, projects, comments and costs in Worksection',
		defaults: { name: 'Worksection' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
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
			...propertiesOf(resources),
		],
	};

	methods = lookups;

	execute = runnerFor(resources, openWorksection);
}
