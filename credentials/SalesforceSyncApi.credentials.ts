import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

const shownFor = (...signIn: string[]) => ({ show: { signIn } });

/** Salesforce shows it only after asking for a code, as it does with the secret. */
const consumerKey: INodeProperties = {
	displayName: 'Consumer Key',
	name: 'consumerKey',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	required: true,
	description: 'In Salesforce: Setup, App Manager, the app, Manage Consumer Details',
};

export class SalesforceSyncApi implements ICredentialType {
	name = 'salesforceSyncApi';

	displayName = 'Salesforce Sync API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-sync/n8n-nodes-crm-sync/blob/main/docs/salesforce.md';

	icon: Icon = {
		light: 'file:../nodes/Salesforce/salesforce.svg',
		dark: 'file:../nodes/Salesforce/salesforce.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'Sign In With',
			name: 'signIn',
			type: 'options',
			options: [
				{
					name: 'Client Credentials (Recommended)',
					value: 'clientCredentials',
					description: 'The app signs in by itself, as the user chosen in it',
				},
				{
					name: 'JWT Bearer',
					value: 'jwtBearer',
					description: 'With a private key whose certificate was uploaded to the app',
				},
				{
					name: 'User Name, Password and Security Token',
					value: 'password',
					description:
						'For apps that exist already, and until Winter 2027 only. Switched off in organisations made since Summer 2023.',
				},
			],
			default: 'clientCredentials',
			description: 'How n8n proves who it is',
		},
		{
			displayName: 'Instance URI',
			name: 'instanceUri',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://yourname.my.salesforce.com',
			description: 'The address at which you open Salesforce. A Lightning address will do as well.',
		},
		{
			displayName: 'User Name',
			name: 'userName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. sync@yourcompany.example',
			displayOptions: shownFor('jwtBearer', 'password'),
			description: 'With which you sign in to Salesforce',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: shownFor('password'),
		},
		{
			displayName: 'Security Token',
			name: 'securityToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: shownFor('password'),
			description:
				'In Salesforce: Settings, Reset My Security Token; it comes by email. Not needed from trusted networks. This way to sign in ends with Winter 2027.',
		},
		consumerKey,
		{
			displayName: 'Consumer Secret',
			name: 'consumerSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: shownFor('clientCredentials', 'password'),
			description: 'Stands below the Consumer Key',
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: shownFor('jwtBearer'),
			placeholder: '-----BEGIN PRIVATE KEY-----',
			description: 'The whole RSA key file without passphrase. Lost line breaks do no harm.',
		},
		{
			displayName: 'Audience',
			name: 'audience',
			type: 'string',
			default: '',
			displayOptions: shownFor('jwtBearer'),
			placeholder: 'e.g. https://login.salesforce.com',
			description: 'Whom the signed token is for. Empty means the Instance URI, which is right for all new apps.',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'string',
			default: '62.0',
			description: 'Version of the REST API that is asked for',
		},
		{
			displayName: 'Requests at Once',
			name: 'requestsAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 25 },
			default: 5,
			description: 'Most requests that this n8n process has under way at a time with this account',
		},
	];
}
