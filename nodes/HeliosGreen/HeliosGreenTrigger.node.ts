import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { triggerProperties } from '../shared/watch/describe';
import { pollerFor } from '../shared/watch/poll';
import { credentialTest } from './connection';
import { feeds } from './feeds';
import { openWatch } from './openWatch';
import { triggerLookups } from './triggerLookups';

const cost: INodeProperties = {
	displayName:
		'Each poll signs in, reads what was changed since the beginning of the day (the whole template where Updated Column is empty), and signs off, so that no licence stays taken. A row counts as added when this trigger meets it for the first time.',
	name: 'cost',
	type: 'notice',
	default: '',
};

export class HeliosGreenTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Helios Green Trigger',
		name: 'heliosGreenTrigger',
		icon: { light: 'file:heliosGreen.svg', dark: 'file:heliosGreen.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Starts the workflow when rows of a Helios Green (Nephrite) template are added or changed',
		defaults: { name: 'Helios Green Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'heliosGreenApi', required: true, testedBy: 'heliosGreenTest' }],
		properties: [cost, ...triggerProperties(feeds)],
	};

	methods = { ...triggerLookups, credentialTest };

	poll = pollerFor(feeds, openWatch);
}
