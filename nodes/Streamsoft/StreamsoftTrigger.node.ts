import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { triggerProperties } from '../shared/watch/describe';
import { pollerFor } from '../shared/watch/poll';
import { credentialTest } from './connection';
import { feeds } from './feeds';
import { openWatch } from './openWatch';
import { triggerLookups } from './triggerLookups';

const window: INodeProperties = {
	displayName:
		'Each poll reads the tasks of the window in one query and compares them with what the last one saw. A task counts as created when this trigger meets it for the first time, and as deleted when the database does not know its ID any more.',
	name: 'window',
	type: 'notice',
	default: '',
};

export class StreamsoftTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Streamsoft Trigger',
		name: 'streamsoftTrigger',
		icon: { light: 'file:streamsoft.svg', dark: 'file:streamsoft.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description:
			'Starts the workflow when tasks of the Streamsoft CRM (Pro or Prestiż) are created, updated or deleted',
		defaults: { name: 'Streamsoft Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'streamsoftFirebirdApi', required: true, testedBy: 'streamsoftTest' }],
		properties: [window, ...triggerProperties(feeds)],
	};

	methods = { ...triggerLookups, credentialTest };

	poll = pollerFor(feeds, openWatch);
}
