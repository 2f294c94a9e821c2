import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { triggerProperties } from '../shared/watch/describe';
import { pollerFor } from '../shared/watch/poll';
import { feeds } from './feeds';
import { lookups } from './lookups';
import { openNetHunt } from './open';

const quota: INodeProperties = {
	displayName:
		'Set Poll Times to every 5 minutes, not every minute: an idle poll is one request to NetHunt, one with news usually two. Every 5 minutes makes about 8,640 requests in 30 days, every minute 43,200, and a plan may allow only 10,000 a month.',
	name: 'quota',
	type: 'notice',
	default: '',
};

export class NetHuntTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'NetHunt CRM Trigger',
		name: 'netHuntTrigger',
		icon: { light: 'file:nethunt.svg', dark: 'file:nethunt.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Starts the workflow when something happens in NetHunt CRM',
		defaults: { name: 'NetHunt CRM Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'netHuntApi', required: true }],
		properties: [quota, ...triggerProperties(feeds)],
	};

	methods = lookups;

	poll = pollerFor(feeds, openNetHunt);
}
