import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { triggerProperties } from '../shared/watch/describe';
import { pollerFor } from '../shared/watch/poll';
import { tokenTest } from './credentialTest';
import { feeds } from './feeds';
import { openWatch } from './openWatch';
import { triggerLookups } from './triggerLookups';

const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'OAuth2', value: 'oAuth2', description: 'As the person who signs in by browser' },
		{ name: 'Refresh Tokens', value: 'token', description: 'With tokens of one or several Google accounts' },
	],
	default: 'token',
};

const cost: INodeProperties = {
	displayName:
		'A poll that finds nothing is one request for each calendar. Changes of events outside Months Back and Months Forward of the credential are left out, and those of recurring ones unless chosen under Reading. Starts and ends count for each occurrence.',
	name: 'cost',
	type: 'notice',
	default: '',
};

export class GoogleCalendarSyncTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Google Calendar Sync Trigger',
		name: 'googleCalendarSyncTrigger',
		icon: { light: 'file:googleCalendar.svg', dark: 'file:googleCalendar.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Starts the workflow when events of Google calendars are created, changed or deleted, begin or end',
		defaults: { name: 'Google Calendar Sync Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'googleCalendarSyncApi',
				required: true,
				testedBy: 'tokenTest',
				displayOptions: { show: { authentication: ['token'] } },
			},
			{
				name: 'googleCalendarSyncOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
		],
		properties: [authentication, cost, ...triggerProperties(feeds)],
	};

	methods = { ...triggerLookups, credentialTest: { tokenTest } };

	poll = pollerFor(feeds, openWatch);
}
