import type {
	IAllExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { Fault } from './fault';
import { governorFor, retryDelay, waitFor, type Governor, type Pace } from './pace';
import { faultOfNetwork, faultOfStatus, parseJson } from './replies';
import { secretsIn, withoutSecrets } from './secrets';
import { settled } from './settled';

/** Any place of n8n from which a vendor is called. */
export type Host = IAllExecuteFunctions | IPollFunctions | ILoadOptionsFunctions | IHookFunctions | IWebhookFunctions;

export interface WireRequest {
	method: IHttpRequestMethods;
	/** Path below the base address; parts that come from data are encoded by the caller with `encodeURIComponent`. */
	path: string;
	/** Ready query parameters in order; a name may repeat. */
	query?: ReadonlyArray<readonly [string, string]>;
	headers?: Record<string, string>;
	/** The exact bytes or text to send. */
	body?: string | Buffer;
	timeoutMs?: number;
	/** Whether sending it twice does no harm. Default: GET and HEAD only. */
	repeatable?: boolean;
	/** What is being done, in words that fit after "could not": `read the changes of folder Deals`. */
	doing: string;
}

export interface WireReply {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
	/** The body as text. */
	text: string;
	/** The vendor's clock when it answered, in epoch milliseconds (Date header, whole seconds). */
	serverTime?: number;
}

export interface WireOptions {
	/** The vendor's name for messages. */
	vendor: string;
	/** n8n's name of the credential type that signs the requests. */
	credential: string;
	/** From the credential; without a trailing slash. */
	baseUrl: string;
	/** Whose requests are spaced together, such as the account's address. */
	account: string;
	pace: Pace;
	/** The vendor's reading of a reply: a fault, or undefined when it is a good one. Default: by HTTP status. */
	judge?: (reply: WireReply, request: WireRequest) => Fault | undefined;
	/** Tries in all for one request, the first included. */
	attempts?: number;
	/** Epoch milliseconds after which nothing is waited for any more (poll budget). */
	deadline?: number;
	/** Set for credentials whose 401 n8n itself answers with a new token (OAuth2, preAuthentication). */
	refreshes?: boolean;
}

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;
const LONGEST_REPLY = 64 * 1024 * 1024;

/** The only caller of n8n's authenticated request helper: paced, retried where that is safe, every failure a named fault. */
export class Wire {
	private readonly governor: Governor;
	/** What this wire has cost so far, for reports and hints. */
	readonly spent = { requests: 0, waitedMs: 0 };

	constructor(
		private readonly host: Host,
		readonly options: WireOptions,
	) {
		checkAddress(options);
		this.governor = governorFor(`${options.vendor} ${options.account}`, options.pace);
	}

	/** Sends a request. @throws Fault */
	async send(request: WireRequest): Promise<WireReply> {
		return await this.tries(request, (reply) => reply);
	}

	/** Sends a request and reads its JSON answer; a read is repeated while its answer is unreadable. @throws Fault */
	async json(request: WireRequest): Promise<{ data: unknown; reply: WireReply }> {
		return await this.tries(request, (reply) => ({ data: parseJson(reply, this.options.vendor, request), reply }));
	}

	private async tries<T>(request: WireRequest, read: (reply: WireReply) => T): Promise<T> {
		const attempts = this.options.attempts ?? ATTEMPTS;
		const repeatable = request.repeatable ?? (request.method === 'GET' || request.method === 'HEAD');
		for (let attempt = 1; ; attempt++) {
			const outcome = await settled(async () => read(await this.once(request)));
			if ('value' in outcome) return outcome.value;
			const fault = outcome.error;
			if (!(fault instanceof Fault)) throw fault;
			const delay = retryDelay(fault, { attempt, attempts, repeatable }, Math.random());
			if (delay === undefined || this.tooLate(delay)) throw await this.withoutSecrets(fault);
			if (fault.kind === 'rateLimited') this.governor.pause(delay);
			this.spent.waitedMs += delay;
			await waitFor(delay, this.signal());
		}
	}

	private async once(request: WireRequest): Promise<WireReply> {
		const { result, waitedMs } = await this.governor.run(async () => {
			this.spent.requests++;
			return await settled(async () => await this.call(request));
		}, this.signal());
		this.spent.waitedMs += waitedMs;
		if ('error' in result) {
			this.signal()?.throwIfAborted();
			throw faultOfNetwork(result.error, this.options.vendor, request);
		}
		const fault = this.judge(result.value, request);
		if (fault) throw fault;
		return result.value;
	}

	private judge(reply: WireReply, request: WireRequest): Fault | undefined {
		if (reply.body.length > LONGEST_REPLY) {
			return new Fault(
				'unreadable',
				`${this.options.vendor} sent more than ${LONGEST_REPLY >> 20} MB when asked to ${request.doing}.`,
				{
					advice: 'Ask for fewer records at once.',
				},
			);
		}
		return this.options.judge ? this.options.judge(reply, request) : faultOfStatus(reply, this.options.vendor, request);
	}

	private async call(request: WireRequest): Promise<WireReply> {
		const options: IHttpRequestOptions = {
			method: request.method,
			url: addressOf(this.options.baseUrl, request),
			headers: { Accept: 'application/json', ...request.headers },
			body: request.body,
			encoding: 'arraybuffer',
			returnFullResponse: true,
			// OAuth2 renews its token only when n8n sees the 401 as an error.
			ignoreHttpStatusErrors: this.options.refreshes ? { ignore: true, except: [401] } : true,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			timeout: request.timeoutMs ?? TIMEOUT_MS,
			json: false,
		};
		const raw = (await this.host.helpers.httpRequestWithAuthentication.call(
			this.host,
			this.options.credential,
			options,
		)) as {
			statusCode: number;
			headers: Record<string, unknown>;
			body: unknown;
		};
		return readReply(raw);
	}

	private async withoutSecrets(fault: Fault): Promise<Fault> {
		const read = await settled(async () => await this.host.getCredentials(this.options.credential));
		const secrets = 'value' in read ? secretsIn(read.value) : [];
		const message = withoutSecrets(fault.message, secrets);
		if (message === fault.message) return fault;
		const { kind, field, status, retryAfterMs, effect } = fault;
		const advice = withoutSecrets(fault.advice, secrets);
		return new Fault(kind, message, { advice, field, status, retryAfterMs, effect });
	}

	private tooLate(delayMs: number): boolean {
		return this.options.deadline !== undefined && Date.now() + delayMs > this.options.deadline;
	}

	private signal(): AbortSignal | undefined {
		return 'getExecutionCancelSignal' in this.host ? this.host.getExecutionCancelSignal() : undefined;
	}
}

function readReply(raw: { statusCode: number; headers: Record<string, unknown>; body: unknown }): WireReply {
	const body = toBuffer(raw.body);
	const headers = Object.fromEntries(
		Object.entries(raw.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	const serverTime = Date.parse(headers.date ?? '');
	let text: string | undefined;
	return {
		status: raw.statusCode,
		headers,
		body,
		get text() {
			return (text ??= body.toString('utf8'));
		},
		...(Number.isFinite(serverTime) && { serverTime }),
	};
}

function toBuffer(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	if (body instanceof ArrayBuffer) return Buffer.from(body);
	if (body === undefined || body === null) return Buffer.alloc(0);
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function addressOf(baseUrl: string, { path, query }: WireRequest): string {
	if (!query?.length) return baseUrl + path;
	const pairs = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
	return `${baseUrl}${path}${path.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** A secret travels only encrypted, except to this very machine (the sandbox). */
function checkAddress({ baseUrl, vendor }: WireOptions): void {
	if (!URL.canParse(baseUrl)) {
		throw new Fault('misconfigured', `The address of ${vendor} in the credential is not a web address.`, {
			advice: 'Enter it in full, beginning with https://.',
		});
	}
	const url = new URL(baseUrl);
	if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname))) return;
	throw new Fault('misconfigured', `The address of ${vendor} in the credential must begin with https://.`, {
		advice: 'Plain http is accepted for this machine only (localhost).',
	});
}
