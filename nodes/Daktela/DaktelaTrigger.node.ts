import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { triggerProperties } from '../shared/watch/describe';
import { pollerFor } from '../shared/watch/poll';
import { credentialTest } from './connection';
import { feeds } from './feeds';
import { openDaktela } from './open';
import { triggerLookups } from './watch/lookups';

export class DaktelaTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Daktela Trigger',
		name: 'daktelaTrigger',
		icon: { light: 'file:daktela.svg', dark: 'file:daktela.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["kind"] + ": " + $parameter["triggerOn"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Starts the workflow when something happens in Daktela. Needs no public address.',
		defaults: { name: 'Daktela Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'daktelaApi', required: true, testedBy: 'daktelaConnection' }],
		properties: triggerProperties(feeds),
	};

	methods = { ...triggerLookups, credentialTest };

	poll = pollerFor(feeds, openDaktela);
}
