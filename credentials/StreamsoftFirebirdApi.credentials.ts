import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

/** The database of Streamsoft Pro or Prestiż, which is a Firebird (streamsoft.md 2). The test is in the node: it speaks no HTTP. */
export class StreamsoftFirebirdApi implements ICredentialType {
	name = 'streamsoftFirebirdApi';

	displayName = 'Streamsoft Firebird API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-sync/n8n-nodes-crm-sync/blob/main/docs/streamsoft.md';

	icon: Icon = {
		light: 'file:../nodes/Streamsoft/streamsoft.svg',
		dark: 'file:../nodes/Streamsoft/streamsoft.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName:
				'Use a database user of its own with rights on the needed tables only, never SYSDBA, and keep the port of the database off the internet. Texts are sent as UTF-8 whatever character set the database has.',
			name: 'advice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Product',
			name: 'product',
			type: 'options',
			options: [
				{
					name: 'Streamsoft Prestiż',
					value: 'prestiz',
					description: 'Its database is usually in C:\\PRESTIZ\\BAZA',
				},
				{
					name: 'Streamsoft Pro',
					value: 'pro',
					description: 'The path of its database is shown when it is opened, or known to the administrator',
				},
			],
			default: 'prestiz',
			description: 'Both are reached in the same way',
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 192.168.1.10',
			description: 'Name or IP address of the computer that the Firebird server runs on',
		},
		{
			displayName: 'Port',
			name: 'port',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 65535 },
			default: 3050,
		},
		{
			displayName: 'Database',
			name: 'database',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. C:\\PRESTIZ\\BAZA\\FIRMA.FB',
			description: 'Path of the database file as its server sees it, or its alias',
		},
		{
			displayName: 'User Name',
			name: 'userName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. N8N',
			description: 'User of the Firebird server, which is not an operator of Streamsoft',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'Role',
			name: 'role',
			type: 'string',
			default: '',
			description: 'Role of that user in the database, if its rights come from one',
		},
		{
			displayName: 'Time Zone',
			name: 'timezone',
			type: 'string',
			default: 'Europe/Warsaw',
			description: 'Where the clock times of the tasks were entered, as an IANA name',
		},
		{
			displayName: 'Wire Encryption',
			name: 'wireEncryption',
			type: 'options',
			options: [
				{ name: 'Auto', value: 'auto', description: 'Encrypted where the server can' },
				{ name: 'Off', value: 'off', description: 'For servers that refuse it, in a trusted network only' },
				{
					name: 'Required',
					value: 'required',
					description: 'No connection without it. Needs Firebird 3 or newer with Srp.',
				},
			],
			default: 'auto',
			description: 'Whether what travels between n8n and the database is encrypted',
		},
		{
			displayName: 'Schema Profile (JSON)',
			name: 'schemaProfile',
			type: 'json',
			default: '{}',
			description:
				'Which tables and columns hold the tasks, where they differ from the usual names. The node finds out what a database has with Schema: Explore and checks a profile with Schema: Check.',
		},
	];
}
