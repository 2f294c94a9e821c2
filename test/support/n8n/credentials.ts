import './environment';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { ICredentialsHelper, NodeHelpers } from 'n8n-workflow';

type Data = ICredentialDataDecryptedObject;

/** n8n's own parents of OAuth2 credentials, as far as a request needs them. */
const OAUTH2 = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	properties: [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'string', default: '' },
		{ displayName: 'Access Token URL', name: 'accessTokenUrl', type: 'string', default: '' },
		{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '' },
		{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', default: '' },
		{ displayName: 'Scope', name: 'scope', type: 'string', default: '' },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'string', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
		{ displayName: 'Token Data', name: 'oauthTokenData', type: 'json', default: {} },
	],
} as ICredentialType;

/**
 * Credentials kept in memory: their defaults filled in, requests signed and sessions renewed as n8n does it
 * (n8n's `credentials-helper.ts`). A node's credential is found by the name of its type.
 */
export class Credentials extends ICredentialsHelper {
	private readonly types: ReadonlyMap<string, ICredentialType>;
	/** Every write n8n would have made to its database, for tests of token renewal. */
	readonly saved: Array<{ type: string; data: Data }> = [];

	constructor(
		types: readonly ICredentialType[],
		private readonly stored: Record<string, Data>,
	) {
		super();
		this.types = new Map([OAUTH2, ...types].map((type) => [type.name, type]));
	}

	get names(): string[] {
		return Object.keys(this.stored);
	}

	typeOf(name: string): ICredentialType {
		const type = this.types.get(name);
		if (!type) throw new Error(`The harness was given no credential type "${name}".`);
		return type;
	}

	getParentTypes(name: string): string[] {
		const parents = this.types.get(name)?.extends ?? [];
		return parents.flatMap((parent) => [parent, ...this.getParentTypes(parent)]);
	}

	getCredentialsProperties(name: string): INodeProperties[] {
		const { extends: parents = [], properties } = this.typeOf(name);
		const all: INodeProperties[] = [];
		for (const parent of parents) NodeHelpers.mergeNodeProperties(all, this.getCredentialsProperties(parent));
		NodeHelpers.mergeNodeProperties(all, properties);
		return all;
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async getCredentials(details: INodeCredentialsDetails, type: string) {
		const getData = () => structuredClone(this.dataOf(type));
		return { ...details, type, data: undefined, getData } as never;
	}

	async getDecrypted(
		_data: IWorkflowExecuteAdditionalData,
		_node: INodeCredentialsDetails,
		type: string,
	): Promise<Data> {
		const data = this.dataOf(type);
		const withDefaults = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			data as never,
			true,
			false,
			null,
			null,
		) as Data;
		return { ...withDefaults, ...(data.oauthTokenData !== undefined && { oauthTokenData: data.oauthTokenData }) };
	}

	async updateCredentials(_details: INodeCredentialsDetails, type: string, data: Data): Promise<void> {
		this.stored[type] = structuredClone(data);
		this.saved.push({ type, data });
	}

	async updateCredentialsOauthTokenData(details: INodeCredentialsDetails, type: string, data: Data): Promise<void> {
		await this.updateCredentials(details, type, { ...this.dataOf(type), oauthTokenData: data.oauthTokenData! });
	}

	async authenticate(
		credentials: Data,
		typeName: string,
		request: IHttpRequestOptions,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeOf(typeName);
		if (!authenticate) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		const resolved = (value: unknown): string => {
			if (typeof value !== 'string' || !value.startsWith('=')) return value as string;
			const keys = { $credentials: credentials } as never;
			return String(workflow!.expression.getSimpleParameterValue(node!, value, 'internal', keys, undefined, '') || '');
		};
		const target = request as unknown as Record<string, Record<string, unknown>>;
		for (const [part, entries] of Object.entries(authenticate.properties)) {
			target[part] ??= {};
			for (const [key, value] of Object.entries(entries as object)) target[part][resolved(key)] = resolved(value);
		}
		return request;
	}

	/** Signs in when there is no session yet, or when the vendor has just refused the one there is. */
	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: Data,
		typeName: string,
		node: INode,
		expired: boolean,
	): Promise<Data | undefined> {
		const { preAuthentication, properties } = this.typeOf(typeName);
		const session = properties.find(({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable)?.name;
		if (!preAuthentication || session === undefined) return undefined;
		if (credentials[session] !== '' && !expired) return undefined;
		const renewed = (await preAuthentication.call(helpers, credentials)) as Data;
		const details = node.credentials?.[typeName];
		if (renewed[session] === undefined || !details) return undefined;
		await this.updateCredentials(details, typeName, { ...this.dataOf(typeName), ...renewed });
		return Object.assign(credentials, renewed);
	}

	async runPreAuthentication(helpers: IHttpRequestHelper, credentials: Data, typeName: string) {
		return (await this.typeOf(typeName).preAuthentication?.call(helpers, credentials)) as Data | undefined;
	}

	private dataOf(type: string): Data {
		const data = this.stored[type];
		if (!data) throw new Error(`The harness was given no credential "${type}".`);
		return data;
	}
}
