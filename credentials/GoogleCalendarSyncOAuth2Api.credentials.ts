import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

import {
	apiAddress,
	months,
	operators,
	requestsPerMinute,
	tokenAddress,
} from '../nodes/GoogleCalendar/credentialFields';

/** Needed to list and to create calendars besides their events (google-calendar.md D). */
const SCOPE = 'https://www.googleapis.com/auth/calendar';

/** Sign-in by browser as one Google account; n8n keeps the tokens and renews them. */
export class GoogleCalendarSyncOAuth2Api implements ICredentialType {
	name = 'googleCalendarSyncOAuth2Api';

	displayName = 'Google Calendar Sync OAuth2 API';

	extends = ['oAuth2Api'];

	documentationUrl = 'https://github.com/n8n-nodes-crm-sync/n8n-nodes-crm-sync/blob/main/docs/google-calendar.md';

	icon: Icon = {
		light: 'file:../nodes/GoogleCalendar/googleCalendar.svg',
		dark: 'file:../nodes/GoogleCalendar/googleCalendar.dark.svg',
	};

	// n8n shows fields of its own parent type first; an address that nobody has to change does not belong above the Client ID.
	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: '={{ $self["signInAddress"].trim() }}',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: '={{ $self["renewalAddress"].trim() }}',
		},
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: SCOPE },
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: 'access_type=offline&prompt=consent',
		},
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		...months,
		operators(
			'Whose events are synchronised, all in calendars of this Google account. Not needed for nodes that name a calendar themselves.',
		),
		apiAddress,
		{
			displayName: 'Sign-In Address',
			name: 'signInAddress',
			type: 'string',
			required: true,
			default: 'https://accounts.google.com/o/oauth2/v2/auth',
			description: 'Where a person allows access. Change it only for a test system.',
		},
		{ ...tokenAddress, required: true },
		requestsPerMinute('this account'),
	];
}
