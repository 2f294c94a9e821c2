import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { propertiesOf } from '../shared/describe';
import { runnerFor } from '../shared/runner';
import { taskTest } from '../shared/sync/pairs/door';
import { tokenTest } from './credentialTest';
import { lookups } from './lookups';
import { openGoogleCalendar } from './open';
import { resources } from './resources';

export class GoogleCalendarSync implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Google Calendar Sync',
		name: 'googleCalendarSync',
		icon: { light: 'file:googleCalendar.svg', dark: 'file:googleCalendar.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Create and change events in Google Calendar, and keep tasks of another system in step with them',
		defaults: { name: 'Google Calendar Sync' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
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
			// Asked for where tasks are kept in step with events; the rest does without it.
			{
				name: 'streamsoftFirebirdApi',
				required: false,
				testedBy: 'streamsoftTest',
				displayOptions: { show: { resource: ['settings', 'twoWaySync'], tasksIn: ['Streamsoft'] } },
			},
		],
		properties: [
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'OAuth2', value: 'oAuth2', description: 'As the person who signs in by browser' },
					{ name: 'Refresh Tokens', value: 'token', description: 'With tokens of one or several Google accounts' },
				],
				default: 'token',
			},
			...propertiesOf(resources),
		],
	};

	methods = { ...lookups, credentialTest: { tokenTest, streamsoftTest: taskTest('Streamsoft') } };

	execute = runnerFor(resources, openGoogleCalendar);
}
