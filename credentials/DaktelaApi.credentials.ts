import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

const shown = (signIn: string) => ({ show: { signIn: [signIn] } });

/** Sign-in with a user's access token, or with user name and password (daktela.md 2). Tested by the Daktela node. */
export class DaktelaApi implements ICredentialType {
	name = 'daktelaApi';

	displayName = 'Daktela API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-sync/n8n-nodes-crm-sync/blob/main/docs/daktela.md';

	icon: Icon = { light: 'file:../nodes/Daktela/daktela.svg', dark: 'file:../nodes/Daktela/daktela.dark.svg' };

	properties: INodeProperties[] = [
		{
			displayName: 'Instance URL',
			name: 'instanceUrl',
			type: 'string',
			required: true,
			default: 'https://INSTANCE.daktela.com',
			placeholder: 'e.g. https://mycompany.daktela.com',
			description: 'The address at which you open Daktela',
		},
		{
			displayName: 'Sign In With',
			name: 'signIn',
			type: 'options',
			options: [
				{ name: 'Access Token', value: 'token', description: 'Does not end, and can be withdrawn by itself' },
				{ name: 'User Name and Password', value: 'login', description: 'n8n signs in and renews the token by itself' },
			],
			default: 'token',
			description: 'Either way n8n may do what this user may do in Daktela',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: shown('token'),
			description: 'In Daktela: Manage, Users, the user, Access token',
		},
		{
			displayName: 'User Name',
			name: 'username',
			type: 'string',
			required: true,
			default: '',
			displayOptions: shown('login'),
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: shown('login'),
		},
		{
			displayName: 'Token Header',
			name: 'headerName',
			type: 'options',
			options: [
				{ name: 'X-AUTH-TOKEN', value: 'X-AUTH-TOKEN', description: 'Right for nearly every version' },
				{
					name: 'X-AUTH-TOKEN-OPENAPI',
					value: 'X-AUTH-TOKEN-OPENAPI',
					description: 'Named by the newest API description',
				},
			],
			default: 'X-AUTH-TOKEN',
			description: 'Choose the other one if Daktela refuses a token that is certainly right',
		},
		{
			displayName: 'Time Zone',
			name: 'timezone',
			type: 'string',
			default: 'Europe/Prague',
			placeholder: 'e.g. Europe/Prague',
			description: "IANA name of the zone in which Daktela writes times. Used where Daktela's answers do not tell it.",
		},
		{
			displayName: 'Event Secret',
			name: 'eventSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for the Daktela Instant Trigger: a secret that you make up and give to the events in Daktela, which send it as a header',
		},
		{
			displayName: 'Event Secret Header',
			name: 'eventHeader',
			type: 'string',
			default: 'X-Webhook-Secret',
			description: 'Name of the header in which events of Daktela send the Event Secret',
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: 10,
			description: 'Most requests that this n8n process begins in a second with this credential. 0 means no limit.',
		},
		{
			displayName: 'Concurrent Requests',
			name: 'concurrentRequests',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 16 },
			default: 4,
			description: 'Most requests that are under way at once with this credential',
		},
	];

	/** For the HTTP Request node; the nodes of this package sign their requests themselves. */
	authenticate: IAuthenticate = async (
		{ accessToken, signIn, headerName }: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	) => {
		if (signIn === 'login') throw new Error('The HTTP Request node needs a Daktela credential with an access token.');
		const header = String(headerName || 'X-AUTH-TOKEN');
		return { ...options, headers: { ...options.headers, [header]: String(accessToken).trim() } };
	};
}
