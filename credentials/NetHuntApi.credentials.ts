import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

export class NetHuntApi implements ICredentialType {
	name = 'netHuntApi';

	displayName = 'NetHunt CRM API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-sync/n8n-nodes-crm-sync/blob/main/docs/nethunt.md';

	icon: Icon = { light: 'file:../nodes/NetHunt/nethunt.svg', dark: 'file:../nodes/NetHunt/nethunt.dark.svg' };

	properties: INodeProperties[] = [
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. name@email.com',
			default: '',
			required: true,
			description: 'The address with which you sign in to NetHunt',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'In NetHunt: Settings, Apps and Other Integrations, API Key, Generate',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://nethunt.com',
			description: 'Leave as it is, unless a proxy or the sandbox stands in for NetHunt',
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 10,
			description: 'Most requests that this n8n process sends in a second with this account. 0 means no limit.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { auth: { username: '={{$credentials.email}}', password: '={{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.baseUrl}}', url: '/api/v1/zapier/triggers/auth-test' },
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'NetHunt does not know this email with this API key. Generate a new key in NetHunt and paste it here.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The key is right, but NetHunt does not allow its API to this account. Check that the plan includes the API.',
				},
			},
			{
				type: 'responseCode',
				properties: { value: 404, message: 'NetHunt is not at this address. Check the base URL.' },
			},
			{
				type: 'responseCode',
				properties: {
					value: 429,
					message: 'NetHunt asks to slow down, or the quota of API calls is used up. Try again later.',
				},
			},
			{
				type: 'responseCode',
				properties: { value: 500, message: 'NetHunt is not available at the moment. Try again later.' },
			},
		],
	};
}
