import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

const SCOPES = [
	'projects_read',
	'projects_write',
	'tasks_read',
	'tasks_write',
	'costs_read',
	'costs_write',
	'tags_read',
	'tags_write',
	'comments_read',
	'comments_write',
	'files_read',
	'files_write',
	'users_read',
	'users_write',
	'administrative',
];

const SIGN_IN = '$self["signInUrl"].trim().replace(/[/]+$/, "")';

/**
 * Sign-in as one member. Worksection renews access at an address of its own and gives a new refresh token each time
 * (worksection.md 1.4), while n8n renews at the address where it got the first token. See `preAuthentication`.
 */
export class WorksectionOAuth2Api implements ICredentialType {
	name = 'worksectionOAuth2Api';

	displayName = 'Worksection OAuth2 API';

	extends = ['oAuth2Api'];

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
			default: '',
			placeholder: 'e.g. https://studio.worksection.com',
			description: 'The address at which you open Worksection. Empty means the account you sign in to.',
		},
		{
			displayName: 'Sign-In URL',
			name: 'signInUrl',
			type: 'string',
			required: true,
			default: 'https://worksection.com',
			description: 'Where members allow access. Change it only for a test system.',
		},
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `={{ ${SIGN_IN} + "/oauth2/authorize" }}`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{ ${SIGN_IN} + ($self["renewAt"] === "refresh" ? "/oauth2/refresh" : "/oauth2/token") }}`,
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: SCOPES.join(','),
			description:
				'What n8n may do, with commas between. Leave out what your app in Worksection does not allow; instant triggers need "administrative".',
		},
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		{
			displayName: 'Renew Access At',
			name: 'renewAt',
			type: 'options',
			options: [
				{
					name: 'Both Addresses',
					value: 'both',
					description:
						'The address for tokens first, then the one for refreshing. Right for signing in, and normally for ever.',
				},
				{
					name: 'Refresh Address Only',
					value: 'refresh',
					description:
						'Only if access ends after a day: choose it after signing in, and go back to Both Addresses before you sign in again',
				},
			],
			default: 'both',
			description: 'Where n8n asks for new access when the old one has ended',
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

	/**
	 * n8n calls this before each request, and once more between its own renewal and storing what came of it, under its
	 * lock for this credential. If the renewal was refused (with HTTP 200 and an `error`, worksection.md 1.4), it is made
	 * here at the refresh address; n8n then stores the new tokens.
	 */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		const token = (credentials.oauthTokenData ?? {}) as IDataObject;
		if (!wasJustRefused(token)) return {};
		const signIn = String(credentials.signInUrl).trim().replace(/\/+$/, '');
		const answer = (await this.helpers.httpRequest({
			method: 'POST',
			url: `${signIn}/oauth2/refresh`,
			body: new URLSearchParams({
				client_id: String(credentials.clientId),
				client_secret: String(credentials.clientSecret),
				grant_type: 'refresh_token',
				refresh_token: String(token.refresh_token),
			}),
			json: true,
			timeout: 30_000,
		})) as IDataObject | undefined;
		if (typeof answer?.access_token !== 'string') {
			const message = 'Worksection did not renew the access. Open the credential and connect the account again.';
			throw Object.assign(new Error(message), { httpCode: '401' });
		}
		const kept = { ...token };
		delete kept.error;
		delete kept.errorDescription;
		return {
			oauthTokenData: { ...kept, ...answer, n8n_expires_at: expiryOf(answer.expires_in ?? token.expires_in) },
		};
	}
}

const expiryOf = (seconds: unknown): string => String(Date.now() + Number(seconds) * 1000);

/**
 * n8n stamps the time of expiry when it has renewed; only in that moment is it a full period away. An `error` without a
 * fresh stamp was stored earlier, by a sign-in that failed, and tokens renewed then would not be stored.
 */
function wasJustRefused({ error, refresh_token, expires_in, n8n_expires_at }: IDataObject): boolean {
	if (error === undefined || !refresh_token) return false;
	return Math.abs(Number(expiryOf(expires_in)) - Number(n8n_expires_at)) < 10_000;
}
