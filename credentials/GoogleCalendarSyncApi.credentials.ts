import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

import {
	apiAddress,
	months,
	operators,
	requestsPerMinute,
	tokenAddress,
} from '../nodes/GoogleCalendar/credentialFields';

/** Sign-in with refresh tokens: one for all operators, or some with a Google account of their own. */
export class GoogleCalendarSyncApi implements ICredentialType {
	name = 'googleCalendarSyncApi';

	displayName = 'Google Calendar Sync API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-sync/n8n-nodes-crm-sync/blob/main/docs/google-calendar.md';

	icon: Icon = {
		light: 'file:../nodes/GoogleCalendar/googleCalendar.svg',
		dark: 'file:../nodes/GoogleCalendar/googleCalendar.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 123456789012-abc.apps.googleusercontent.com',
			description: 'In the Google Cloud console: Clients, the OAuth client',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Stands beside the Client ID',
		},
		{
			displayName: 'Default Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Of the Google account that holds the calendars of all operators without a token of their own. Made with this Client ID.',
		},
		...months,
		operators('Whose events are synchronised. Not needed for nodes that name a calendar themselves.', [
			{
				displayName: 'Token From Configuration',
				name: 'tokenFromConfiguration',
				type: 'boolean',
				default: true,
				description:
					'Whether the Default Refresh Token is used. Otherwise the operator has a token under Operator Tokens.',
			},
		]),
		{
			displayName: 'Operator Tokens',
			name: 'operatorTokens',
			type: 'json',
			typeOptions: { password: true },
			default: '',
			placeholder: '{"Anna Nowakowska": "refresh token"}',
			description: 'Refresh tokens of operators with a Google account of their own, by the operator as named above',
		},
		apiAddress,
		tokenAddress,
		requestsPerMinute('one token'),
	];
}
