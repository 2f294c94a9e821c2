import { Fault } from '../shared/fault';
import type { Wire, WireReply, WireRequest } from '../shared/http';
import { settledNow } from '../shared/settled';
import type { ZodType } from '../shared/vendor';
import { codeOf, faultOf } from './errors';
import { read } from './schema';
import type { Answered, Asked, Sender } from './sdk';

/** What the replies tell besides their data. */
export class Meter {
	/** API requests of the organisation in the last 24 hours, from `Sforce-Limit-Info` (salesforce.md 5). */
	usage?: { used: number; limit: number };
	/** Salesforce's clock at the latest reply, epoch milliseconds, whole seconds. */
	serverTime?: number;
	/** Set once the day's requests are used up: then nothing more is sent in this run. */
	usedUp?: Fault;

	judge(reply: WireReply, request: WireRequest): Fault | undefined {
		const { headers, serverTime } = reply;
		const [, used, limit] = /api-usage=(\d+)\/(\d+)/.exec(headers['sforce-limit-info'] ?? '') ?? [];
		if (used !== undefined) this.usage = { used: Number(used), limit: Number(limit) };
		if (serverTime !== undefined) this.serverTime = serverTime;
		const fault = faultOf(reply, request);
		if (fault?.kind === 'quotaExhausted' && codeOf(fault) === 'REQUEST_LIMIT_EXCEEDED') this.usedUp = fault;
		return fault;
	}
}

export interface Setting {
	/** Such as `62.0`. */
	version: string;
	meter: Meter;
	/** Waits, unless the run is cancelled or its time is up: then it throws. */
	wait(ms: number): Promise<void>;
}

/** How a call is described and, where it writes, whether it may be sent twice. */
export interface Call {
	/** As in WireRequest. */
	doing: string;
	repeatable?: boolean;
	timeoutMs?: number;
}

/** Queries and collections of Salesforce may take up to two minutes. */
const TIMEOUT_MS = 120_000;

/** Paths of Bulk API 2.0 that answer with CSV. */
const ROWS = /\/(successfulResults|failedResults|unprocessedrecords)$/i;

/** How this room asks Salesforce: everything of jsforce travels on Wire. */
export class SalesforceClient {
	private readonly known = new Map<string, Promise<unknown>>();

	constructor(
		private readonly wire: Wire,
		private readonly setting: Setting,
	) {}

	get spent() {
		return this.wire.spent;
	}

	/** API requests of the organisation in the last 24 hours, as the latest reply told. */
	get usage(): { used: number; limit: number } | undefined {
		return this.setting.meter.usage;
	}

	/** Salesforce's clock at the latest reply, epoch milliseconds; undefined before the first one. */
	get serverTime(): number | undefined {
		return this.setting.meter.serverTime;
	}

	get version(): string {
		return this.setting.version;
	}

	async wait(ms: number): Promise<void> {
		await this.setting.wait(ms);
	}

	/** Asks once in the life of this client; for what does not change within a run. */
	protected once<T>(key: string, ask: () => Promise<T>): Promise<T> {
		const known = this.known.get(key) as Promise<T> | undefined;
		if (known) return known;
		const asked = ask();
		this.known.set(key, asked);
		asked.catch(() => this.known.delete(key));
		return asked;
	}

	/** Sends a request of ours to a path below the version: `/composite/sobjects`. @throws Fault */
	protected async ask<T>(
		schema: ZodType<T>,
		request: Pick<WireRequest, 'method' | 'path' | 'query'> & { data?: object },
		call: Call,
	): Promise<T> {
		const { method, path, query, data } = request;
		const answered = await this.json({
			method,
			path: `/services/data/v${this.version}${path}`,
			...(query && { query }),
			...(data && { body: JSON.stringify(data), headers: { 'Content-Type': 'application/json' } }),
			...sendingOf(call),
		});
		return readAs(schema, answered.data, method, call);
	}

	/** A jsforce connection for one call; its replies are checked before jsforce sees them. */
	protected async connection<T>(schema: ZodType<T>, call: Call) {
		const { connect } = await import('./sdk');
		let serverTime: number | undefined;
		const sender: Sender = {
			json: async (asked) => {
				const { data, reply } = await this.json({ ...requestOf(asked), ...sendingOf(call) });
				serverTime = reply.serverTime;
				return readAs(schema, data, asked.method, call);
			},
			text: async (asked) => await this.bare(schema, asked, call),
		};
		return { connection: connect(this.version, sender), serverTime: () => serverTime };
	}

	/** Sends text to a path below the version; nothing is read from the answer. @throws Fault */
	protected async put(path: string, body: string, call: Call): Promise<void> {
		this.mayGoOn();
		const headers = { 'Content-Type': 'text/csv' };
		const full = `/services/data/v${this.version}${path}`;
		await this.wire.send({ method: 'PUT', path: full, body, headers, ...sendingOf(call) });
	}

	/** For jsforce's bulk calls, which read the body themselves; only their lists of rows are no JSON. */
	private async bare<T>(schema: ZodType<T>, asked: Asked, call: Call): Promise<Answered> {
		const request = { ...requestOf(asked), ...sendingOf(call) };
		if (ROWS.test(asked.path)) {
			this.mayGoOn();
			const { status, headers, text } = await this.wire.send(request);
			return { status, headers, text };
		}
		const { data, reply } = await this.json(request);
		readAs(schema, data, asked.method, call);
		return { status: reply.status, headers: reply.headers, text: reply.text };
	}

	private async json(request: WireRequest): Promise<{ data: unknown; reply: WireReply }> {
		this.mayGoOn();
		return await this.wire.json(request);
	}

	private mayGoOn(): void {
		if (this.setting.meter.usedUp) throw this.setting.meter.usedUp;
	}
}

const sendingOf = ({ doing, repeatable, timeoutMs = TIMEOUT_MS }: Call) => ({
	doing,
	timeoutMs,
	...(repeatable !== undefined && { repeatable }),
});

const requestOf = ({ method, path, headers, body }: Asked) => ({
	method: method as WireRequest['method'],
	path,
	headers,
	...(body !== undefined && { body }),
});

/** A write was done once Salesforce answers with 2xx, so an answer that cannot be read leaves its effect unknown. */
function readAs<T>(schema: ZodType<T>, data: unknown, method: string, { doing }: Call): T {
	const outcome = settledNow(() => read(schema, data, doing));
	if ('value' in outcome) return outcome.value;
	const { error } = outcome;
	throw method === 'GET' || !(error instanceof Fault)
		? error
		: new Fault(error.kind, error.message, { effect: 'unknown' });
}
