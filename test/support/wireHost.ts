import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';

import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	INode,
	IRequestOptionsSimplifiedAuth,
} from 'n8n-workflow';

import type { Host } from '../../nodes/shared/http';

export interface WireHostOptions {
	/** The credential class whose `authenticate` signs the requests. */
	credential: Pick<ICredentialType, 'name' | 'authenticate'>;
	/** What a person typed into it. */
	values: ICredentialDataDecryptedObject;
	/** Overrides the time-out that the client asks for, so that a hanging vendor costs milliseconds. */
	timeoutMs?: number;
	/** Values of node parameters, for lookups; locators by their plain value. */
	parameters?: IDataObject;
	/** The workflow's time zone. Default UTC. */
	timezone?: string;
	signal?: AbortSignal;
}

/** The least of n8n that a room's client needs: it signs a request as n8n would and really sends it. */
export function wireHost(options: WireHostOptions): Host {
	const { credential, values, parameters = {}, timezone = 'UTC', signal } = options;
	const node = {
		id: 'n1',
		name: 'Node',
		type: 'n8n-nodes-crm-sync.test',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const parameter = (name: string, ...more: unknown[]) =>
		name.split('.').reduce<unknown>((at, key) => (at as IDataObject | undefined)?.[key], parameters) ??
		more.find((one) => typeof one !== 'number' && !isReadOption(one));
	const host = {
		getNode: () => node as unknown as INode,
		getCredentials: async () => values,
		getTimezone: () => timezone,
		getNodeParameter: parameter,
		getCurrentNodeParameter: parameter,
		getCurrentNodeParameters: () => parameters,
		...(signal && { getExecutionCancelSignal: () => signal }),
		helpers: {
			async httpRequestWithAuthentication(name: string, request: IHttpRequestOptions) {
				if (name !== credential.name)
					throw new Error(`Asked for credential "${name}", but "${credential.name}" is there.`);
				const signed = await sign(credential, values, { ...request, headers: { ...request.headers } });
				return await send({ ...signed, timeout: options.timeoutMs ?? signed.timeout });
			},
			async httpRequest(request: IHttpRequestOptions) {
				return await send({ ...request, timeout: options.timeoutMs ?? request.timeout });
			},
		},
	};
	return host as unknown as Host;
}

const isReadOption = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && 'extractValue' in value;

async function sign(
	{ authenticate }: WireHostOptions['credential'],
	values: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	if (!authenticate) return request;
	if (typeof authenticate === 'function') return await authenticate(values, request);
	const { auth, headers, qs, body } = filledIn(authenticate.properties, values) as IRequestOptionsSimplifiedAuth;
	return {
		...request,
		...(auth && { auth: auth as IHttpRequestOptions['auth'] }),
		headers: { ...request.headers, ...headers },
		...(qs && { qs: { ...request.qs, ...qs } }),
		...(body && { body: { ...(request.body as IDataObject), ...(body as IDataObject) } }),
	};
}

/** Replaces `{{$credentials.name}}` in expressions, which is all that a credential's `authenticate` should use. */
function filledIn(value: unknown, values: ICredentialDataDecryptedObject): unknown {
	if (typeof value === 'string' && value.startsWith('=')) {
		return value
			.slice(1)
			.replace(/\{\{\s*\$credentials\.(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? ''));
	}
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filledIn(inner, values)]));
}

interface FullReply {
	statusCode: number;
	headers: IncomingMessage['headers'];
	body: Buffer | IncomingMessage;
}

/** Fails as n8n's helper does: with the network's error code, and with the status where statuses are not ignored. */
async function send(request: IHttpRequestOptions): Promise<FullReply> {
	const { url, method = 'GET', headers, auth, body, qs, timeout, encoding } = request;
	const address = new URL(url);
	for (const [name, value] of Object.entries(qs ?? {})) address.searchParams.append(name, String(value));
	const payload = body === undefined || Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
	const options: RequestOptions = {
		method,
		headers: {
			...(headers as Record<string, string>),
			...(payload !== undefined && { 'content-length': Buffer.byteLength(payload as string) }),
		},
		...(auth && { auth: `${auth.username}:${auth.password}` }),
	};
	const reply = await new Promise<FullReply>((resolve, reject) => {
		const sent = (address.protocol === 'https:' ? httpsRequest : httpRequest)(address, options, (answer) => {
			if (encoding === 'stream')
				return resolve({ statusCode: answer.statusCode ?? 0, headers: answer.headers, body: answer });
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => void chunks.push(chunk));
			answer.on('error', reject);
			answer.on('end', () =>
				resolve({ statusCode: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
			);
		});
		const timer = setTimeout(
			() => sent.destroy(Object.assign(new Error('timeout exceeded'), { code: 'ECONNABORTED' })),
			timeout ?? 30_000,
		);
		sent.on('close', () => clearTimeout(timer));
		sent.on('error', reject);
		sent.end(payload);
	});
	return checked(reply, request);
}

function checked(reply: FullReply, { ignoreHttpStatusErrors: ignored }: IHttpRequestOptions): FullReply {
	const isError = reply.statusCode < 200 || reply.statusCode >= 300;
	const passes = ignored === true || (typeof ignored === 'object' && !ignored.except?.includes(reply.statusCode));
	if (!isError || passes) return reply;
	throw Object.assign(new Error(`Request failed with status code ${reply.statusCode}`), {
		httpCode: String(reply.statusCode),
	});
}
