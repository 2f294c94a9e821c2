import type {
	IAllExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { addressOf, checkAddress } from './address';
import { Fault } from './fault';
import { governorFor, retryDelay, waitFor, type Governor, type Pace } from './pace';
import { faultOfNetwork, faultOfStatus, parseJson } from './replies';
import { secretsIn, withoutSecrets } from './secrets';
import { settled } from './settled';
import type { Signature, Signing } from './session';
import { readReply, streamOf, type RawReply, type WireStream } from './wireReply';

/** Any place of n8n from which a vendor is called. */
export type Host = IAllExecuteFunctions | IPollFunctions | ILoadOptionsFunctions | IHookFunctions | IWebhookFunctions;

export interface WireRequest {
	method: IHttpRequestMethods;
	/** Path below the base address; parts that come from data are encoded by the caller with `encodeURIComponent`. */
	path: string;
	/** Another address than the credential's, for this request. */
	baseUrl?: string;
	/** Sent without signing in: the sign-in itself. */
	anonymous?: boolean;
	/** Ready query parameters in order; a name may repeat. */
	query?: ReadonlyArray<readonly [string, string]>;
	headers?: Record<string, string>;
	/** The exact bytes or text to send. */
	body?: string | Buffer;
	timeoutMs?: number;
	/** Whether sending it twice does no harm. Default: GET and HEAD only. */
	repeatable?: boolean;
	/** How many requests the vendor counts it as, where it carries several. */
	cost?: number;
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
	/** For vendors with sessions: signs the requests in place of n8n, and once more when the vendor says 401. */
	signing?: Signing;
}

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;
const LONGEST_REPLY = 64 * 1024 * 1024;
const LONGEST_REFUSAL = 64 * 1024;

type Encoding = 'arraybuffer' | 'stream';

/** One try of a request. */
interface Attempt {
	signature?: Signature;
}

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
		return await this.tries(request, async (attempt) => await this.whole(request, attempt));
	}

	/** Sends a request and reads its JSON answer; a read is repeated while its answer is unreadable. @throws Fault */
	async json(request: WireRequest): Promise<{ data: unknown; reply: WireReply }> {
		return await this.tries(request, async (attempt) => {
			const reply = await this.whole(request, attempt);
			return { data: parseJson(reply, this.options.vendor, request), reply };
		});
	}

	/**
	 * Sends a request whose answer is read piece by piece as it comes, of any length. Refusals are read whole and judged
	 * like any reply. The request is repeated only while nothing of a good answer has come. @throws Fault, also while reading
	 */
	async stream(request: WireRequest): Promise<WireStream> {
		return await this.tries(request, async (attempt) => {
			const raw = await this.once(request, attempt, 'stream');
			const isGood = raw.statusCode >= 200 && raw.statusCode < 300;
			const stream = streamOf(raw, (error) => faultOfNetwork(error, this.options.vendor, request));
			if (isGood) return stream;
			const fault = this.judge(readReply({ ...raw, body: await stream.start(LONGEST_REFUSAL) }), request);
			throw fault ?? new Fault('unreadable', `${this.options.vendor} gave no answer to ${request.doing}.`);
		});
	}

	private async tries<T>(request: WireRequest, work: (attempt: Attempt) => Promise<T>): Promise<T> {
		const attempts = this.options.attempts ?? ATTEMPTS;
		const repeatable = request.repeatable ?? (request.method === 'GET' || request.method === 'HEAD');
		let renewed = false;
		for (let attempt = 1; ; attempt++) {
			const sent: Attempt = {};
			const outcome = await settled(async () => await work(sent));
			if ('value' in outcome) return outcome.value;
			const fault = outcome.error;
			if (!(fault instanceof Fault)) throw fault;
			if (!renewed && (await this.renews(fault, sent))) {
				renewed = true;
				attempt--;
				continue;
			}
			const delay = retryDelay(fault, { attempt, attempts, repeatable }, Math.random());
			if (delay === undefined || this.tooLate(delay)) throw await this.withoutSecrets(fault, sent);
			if (fault.kind === 'rateLimited') this.governor.pause(delay);
			this.spent.waitedMs += delay;
			await waitFor(delay, this.signal());
		}
	}

	/** Signs in anew where the vendor has refused the session. @throws Fault when it refuses the sign-in too */
	private async renews({ kind }: Fault, { signature }: Attempt): Promise<boolean> {
		const { signing } = this.options;
		return (
			kind === 'unauthorized' && signing !== undefined && signature !== undefined && (await signing.renew(signature))
		);
	}

	private async whole(request: WireRequest, attempt: Attempt): Promise<WireReply> {
		const reply = readReply(await this.once(request, attempt, 'arraybuffer'));
		const fault = this.judge(reply, request);
		if (fault) throw fault;
		return reply;
	}

	private async once(request: WireRequest, attempt: Attempt, encoding: Encoding): Promise<RawReply> {
		const { signing } = this.options;
		if (signing && !request.anonymous) attempt.signature = await signing.sign();
		const { result, waitedMs } = await this.governor.run(
			async () => {
				this.spent.requests++;
				return await settled(async () => await this.call(request, encoding, attempt.signature));
			},
			this.signal(),
			request.cost,
		);
		this.spent.waitedMs += waitedMs;
		if ('value' in result) return result.value;
		this.signal()?.throwIfAborted();
		throw faultOfNetwork(result.error, this.options.vendor, request);
	}

	private judge(reply: WireReply, request: WireRequest): Fault | undefined {
		const { vendor, judge } = this.options;
		if (reply.body.length > LONGEST_REPLY) {
			const message = `${vendor} sent more than ${LONGEST_REPLY >> 20} MB when asked to ${request.doing}.`;
			return new Fault('unreadable', message, { advice: 'Ask for fewer records at once.' });
		}
		return judge ? judge(reply, request) : faultOfStatus(reply, vendor, request);
	}

	private async call(request: WireRequest, encoding: Encoding, signature?: Signature): Promise<RawReply> {
		const baseUrl = request.baseUrl ?? signature?.baseUrl ?? this.options.baseUrl;
		checkAddress({ baseUrl, vendor: this.options.vendor });
		const options: IHttpRequestOptions = {
			method: request.method,
			url: addressOf(baseUrl, request),
			headers: { Accept: 'application/json', ...request.headers, ...signature?.headers },
			body: request.body,
			encoding,
			returnFullResponse: true,
			// OAuth2 renews its token only when n8n sees the 401 as an error.
			ignoreHttpStatusErrors: this.options.refreshes ? { ignore: true, except: [401] } : true,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			timeout: request.timeoutMs ?? TIMEOUT_MS,
			json: false,
		};
		const { helpers } = this.host;
		const answered =
			this.options.signing || request.anonymous
				? await helpers.httpRequest(options)
				: await helpers.httpRequestWithAuthentication.call(this.host, this.options.credential, options);
		return answered as RawReply;
	}

	private async withoutSecrets(fault: Fault, { signature }: Attempt): Promise<Fault> {
		const read = await settled(async () => await this.host.getCredentials(this.options.credential));
		const typed = 'value' in read ? secretsIn(read.value) : [];
		const secrets = [...typed, ...(signature?.secrets ?? [])];
		const message = withoutSecrets(fault.message, secrets);
		if (message === fault.message) return fault;
		const { kind, field, status, retryAfterMs, effect, waits, held } = fault;
		const advice = withoutSecrets(fault.advice, secrets);
		return new Fault(kind, message, { advice, field, status, retryAfterMs, effect, waits, held });
	}

	private tooLate(delayMs: number): boolean {
		return this.options.deadline !== undefined && Date.now() + delayMs > this.options.deadline;
	}

	private signal(): AbortSignal | undefined {
		return 'getExecutionCancelSignal' in this.host ? this.host.getExecutionCancelSignal() : undefined;
	}
}
