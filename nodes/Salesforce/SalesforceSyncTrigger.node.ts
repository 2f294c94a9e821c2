import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { triggerProperties } from '../shared/watch/describe';
import { pollerFor } from '../shared/watch/poll';
import { signInTest } from './credentialTest';
import { feeds } from './feeds';
import { openWatch } from './openWatch';
import { triggerLookups } from './triggerLookups';
import { withOutput } from './watch/params';

const cost: INodeProperties = {
	displayName:
		'A poll without news is one API request. Every 5 minutes makes 288 a day, of the 15,000 or more that an organisation has. Formulas and fields of parents do not count as a change of the record that shows them.',
	name: 'cost',
	type: 'notice',
	default: '',
};

export class SalesforceSyncTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Salesforce Sync Trigger',
		name: 'salesforceSyncTrigger',
		icon: { light: 'file:salesforce.svg', dark: 'file:salesforce.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Starts the workflow when records of a Salesforce object are created, changed or deleted',
		defaults: { name: 'Salesforce Sync Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'salesforceSyncApi', required: true, testedBy: 'signInTest' }],
		properties: [cost, ...withOutput(triggerProperties(feeds))],
	};

	methods = { ...triggerLookups, credentialTest: { signInTest } };

	poll = pollerFor(feeds, openWatch);
}
