import { createHash, createHmac } from 'node:crypto';
import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

/** Sign-in with the account's API key. Every request is signed over the very text that is sent (worksection.md 1.1, 1.2). */
export class WorksectionApi implements ICredentialType {
	name = 'worksectionApi';

	displayName = 'Worksection API';

	documentationUrl = 'https://github.com/n8n-nodes-crm-sync/n8n-nodes-crm-sync/blob/main/docs/worksection.md';

	icon: Icon = {
		light: 'file:../nodes/Worksection/worksection.svg',
		dark: 'file:../nodes/Worksection/worksection.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'Account URL',
			name: 'accountUrl',
			type: 'string',
			required: true,
			default: 'https://ACCOUNT.worksection.com',
			placeholder: 'e.g. https://studio.worksection.com',
			description: 'The address at which you open Worksection, your own domain included',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'In Worksection: Account > API > Show API Key. Only the owner of the account sees it.',
		},
		{
			displayName: 'Signature',
			name: 'scheme',
			type: 'options',
			options: [
				{
					name: 'Header (HMAC-SHA256)',
					value: 'hmac',
					description: 'As the official client libraries sign since 2026. Choose it if the other one is refused.',
				},
				{
					name: 'Parameter (MD5)',
					value: 'md5',
					description: 'As the documentation describes it. Works on every account.',
				},
			],
			default: 'md5',
			description: 'How requests prove that they know the key',
		},
		{
			displayName: 'Time Zone',
			name: 'timezone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/Kyiv',
			description: "Time zone of the Worksection account, as an IANA name. Empty means the workflow's own.",
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: 1,
			description: 'Worksection accepts one request per second and account. 0 means no limit.',
		},
	];

	authenticate: IAuthenticate = async (credentials, options) =>
		credentials.scheme === 'hmac' ? signedByHeader(credentials, options) : signedByHash(credentials, options);

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ (($credentials.accountUrl.trim().startsWith("http") ? "" : "https://") + $credentials.accountUrl.trim()).split("/").slice(0, 3).join("/") }}',
			url: '/api/admin/v2/?action=get_project_groups',
			method: 'POST',
		},
		rules: [
			rule('message', 'Too many requests', 'Worksection is busy with other requests of this account. Press Retry.'),
			rule(
				'status_code',
				2,
				'Worksection did not accept the API key. Copy it again from Account > API, or try the other Signature.',
			),
			rule(
				'status',
				'error',
				'Worksection answered, but refused to list the project folders. Check the rights of the key.',
			),
			rule('status', undefined, 'There is no Worksection at this address. Check the Account URL.'),
			code(401, 'Worksection did not accept the API key. Copy it again from Account > API.'),
			code(403, 'Worksection does not allow this API key to be used. Ask the owner of the account.'),
			code(404, 'There is no Worksection account at this address. Check the Account URL.'),
			code(429, 'Worksection is busy with other requests of this account. Press Retry.'),
		] as ICredentialTestRequest['rules'],
	};
}

const rule = (key: string, value: unknown, message: string) => ({
	type: 'responseSuccessBody',
	properties: { key, value, message },
});

const code = (value: number, message: string) => ({ type: 'responseCode', properties: { value, message } });

/**
 * `hash` is the md5 of all parameters, in the writing and order in which they are sent, with the key after them; it is the
 * last parameter (worksection.md 1.1). A form carries them in its body; an upload, in its address.
 */
function signedByHash({ apiKey }: ICredentialDataDecryptedObject, options: IHttpRequestOptions): IHttpRequestOptions {
	const { body, url } = options;
	const key = String(apiKey).trim();
	if (typeof body === 'string' && body !== '') return { ...options, body: withHash(body, key) };
	const at = url.indexOf('?');
	return { ...options, url: `${url.slice(0, at + 1)}${withHash(url.slice(at + 1), key)}` };
}

/** n8n may hand over a request that is signed already, when it repeats one. */
function withHash(parameters: string, key: string): string {
	const plain = parameters.replace(/&hash=[0-9a-f]{32}$/, '');
	return `${plain}&hash=${createHash('md5')
		.update(plain + key, 'utf8')
		.digest('hex')}`;
}

/** The signature covers the name of the action and the time in seconds (worksection.md 1.2). */
function signedByHeader({ apiKey }: ICredentialDataDecryptedObject, options: IHttpRequestOptions): IHttpRequestOptions {
	const action = /[?&]action=([^&]*)/.exec(options.url)?.[1] ?? '';
	const time = Math.floor(Date.now() / 1000);
	const signature = createHmac('sha256', String(apiKey).trim()).update(`${action}:${time}`, 'utf8').digest('hex');
	const headers = { ...options.headers, Authorization: `Admin ${time}_${signature}` };
	return { ...options, headers };
}
