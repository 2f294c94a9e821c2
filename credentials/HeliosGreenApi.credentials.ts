import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

/** What LogOn of the service gate asks for (helios-green.md 1.1, 4). The node signs in and off by itself. */
export class HeliosGreenApi implements ICredentialType {
	name = 'heliosGreenApi';

	displayName = 'Helios Green API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-sync/n8n-nodes-crm-sync/blob/main/docs/helios-green.md';

	icon: Icon = {
		light: 'file:../nodes/HeliosGreen/heliosGreen.svg',
		dark: 'file:../nodes/HeliosGreen/heliosGreen.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'Service-Gate Address',
			name: 'serviceGateAddress',
			type: 'string',
			required: true,
			default: 'https://HOST/APPLICATION/servicegate.asmx',
			placeholder: 'e.g. https://helios.company.example/Production/servicegate.asmx',
			description: 'Address of the service gate, with or without servicegate.asmx at its end',
		},
		{
			displayName: 'Database Profile',
			name: 'databaseProfile',
			type: 'string',
			required: true,
			default: '',
			description: 'Name of the database profile, as it is set up on the application server',
		},
		{
			displayName: 'User Name',
			name: 'userName',
			type: 'string',
			required: true,
			default: '',
			description: 'User of Helios Green who may use the service gate',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Password of that user',
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'string',
			default: 'CZ',
			description: 'Language of messages, as two characters',
		},
		{
			displayName: 'Sign-in Options',
			name: 'options',
			type: 'string',
			default: '',
			description: 'Sent as the options of the sign-in, such as the name of another configuration. Usually empty.',
		},
		{
			displayName: 'Time Zone',
			name: 'timezone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/Prague',
			description: "Time zone of the Helios server, as an IANA name. Empty means the workflow's own.",
		},
		{
			displayName: 'Timeout in Minutes',
			name: 'timeoutMinutes',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 10,
			description: 'How long to wait for the answer to one message. Functions may take long.',
		},
	];
}
