/** How a call of Daktela's API travels: address, envelope, clock, errors (daktela.md 1 to 3). */
import type { IDataObject } from 'n8n-workflow';

import type { Wire, WireRequest } from '../shared/http';
import { parseJson } from '../shared/replies';
import { withoutSecrets } from '../shared/secrets';
import { settled } from '../shared/settled';
import { isoOf, isZone } from '../shared/when';
import type { Access } from './access';
import { complaintsOf, refusal, VENDOR } from './errors';
import type { Pair } from './query';
import * as schema from './schema';

export const BASE_PATH = '/api/v6';
const TIMEOUT_MS = 60_000;

/** What Daktela's clock showed when it answered. */
export interface Clock {
	/** As Daktela writes it, local: `2024-05-06 10:11:12`. */
	local?: string;
	/** The same as ISO UTC; by the Date header where Daktela told no time. */
	at?: string;
	/** IANA name of the zone in which it writes times. */
	zone: string;
}

export interface Call {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Below `/api/v6`, its parts encoded: `/contacts.json`. */
	path: string;
	query?: readonly Pair[];
	body?: IDataObject;
	/** In words that fit after "could not": `read contacts`. */
	doing: string;
	/** Whether sending it twice does no harm. */
	repeatable?: boolean;
}

export class DaktelaClient {
	/** The zone that Daktela's newest answer told. */
	private told?: string;
	private asking?: Promise<unknown>;
	private readonly gate: Gate;

	constructor(
		protected readonly wire: Wire,
		readonly access: Access,
	) {
		this.gate = new Gate(access.concurrentRequests);
	}

	get spent() {
		return this.wire.spent;
	}

	/** How many requests may be under way at once. */
	get concurrency(): number {
		return this.access.concurrentRequests;
	}

	/** IANA name of the zone in which Daktela writes times; asks Daktela if nothing it answered so far has told it. */
	async zone(): Promise<string> {
		if (this.told === undefined) await (this.asking ??= settled(async () => await this.whoim()));
		return this.told ?? this.access.zone;
	}

	/** The user whose token this is. */
	async whoim(): Promise<IDataObject> {
		const doing = 'tell who is signed in';
		const { result } = await this.ask({ method: 'GET', path: '/whoim.json', doing });
		return typeof result === 'object' && result !== null ? (result as IDataObject) : {};
	}

	/** What the clock shows now. */
	async now(): Promise<Clock> {
		const { clock } = await this.ask({ method: 'GET', path: '/whoim.json', doing: 'tell the time' });
		return clock;
	}

	/** Reads. @throws Fault, also when `error` is filled in a good answer */
	protected async ask(call: Call): Promise<{ result: unknown; clock: Clock }> {
		const request = requestOf(call);
		const { data, reply } = await this.gate.run(async () => await this.wire.json(request));
		const { error, result, ...meta } = schema.readEnvelope(data, call.doing);
		await this.refuse(error, call, reply.status);
		return { result, clock: this.clockOf(meta, reply.serverTime) };
	}

	/** Writes. An answer may be empty (daktela.md 3): then the result is undefined. */
	protected async tell(call: Call): Promise<unknown> {
		const request = requestOf(call);
		const reply = await this.gate.run(async () => await this.wire.send(request));
		if (reply.body.length === 0 || reply.text.trim() === '') return undefined;
		const { error, result, ...meta } = schema.readEnvelope(parseJson(reply, VENDOR, request), call.doing, 'unknown');
		await this.refuse(error, call, reply.status);
		this.noteZone(meta);
		return result ?? undefined;
	}

	/** The gate for requests that are sent in another way. */
	protected async through<T>(work: () => Promise<T>): Promise<T> {
		return await this.gate.run(work);
	}

	/** A refusal in a good answer. Its words may quote what signed the request, as those that the wire sees. */
	private async refuse(error: unknown, { doing, path }: Call, status: number): Promise<void> {
		const complaints = complaintsOf({ error });
		if (complaints.length === 0) return;
		const { secrets = [] } = (await this.wire.options.signing?.sign()) ?? {};
		const hidden = complaints.map((one) => ({ ...one, text: withoutSecrets(one.text, secrets) }));
		throw refusal(hidden, doing, status, path);
	}

	private noteZone({ _timezone: zone }: Partial<schema.Envelope>): void {
		if (zone && zone !== this.told && isZone(zone)) this.told = zone;
	}

	private clockOf(meta: Partial<schema.Envelope>, date?: number): Clock {
		this.noteZone(meta);
		const { _time: local } = meta;
		const inZone = this.told ?? this.access.zone;
		const at = local ? timeIn(local, inZone) : undefined;
		const header = date === undefined ? undefined : new Date(date).toISOString();
		return { zone: inZone, ...(at && local && { local }), ...((at ?? header) && { at: at ?? header }) };
	}
}

function timeIn(local: string, zone: string): string | undefined {
	try {
		return isoOf(local, zone);
	} catch {
		return undefined;
	}
}

function requestOf({ method, path, query, body, doing, repeatable }: Call): WireRequest {
	const content = body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
	return {
		method,
		path: BASE_PATH + path,
		...(query && query.length > 0 && { query }),
		...content,
		...(repeatable !== undefined && { repeatable }),
		timeoutMs: TIMEOUT_MS,
		doing,
	};
}

/** Holds back what cannot be sent yet, so that only waiting for the vendor's pace counts as waiting. */
class Gate {
	private running = 0;
	private readonly waiting: Array<() => void> = [];

	constructor(private readonly width: number) {}

	async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.running >= this.width) await new Promise<void>((resolve) => this.waiting.push(resolve));
		else this.running++;
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.running--;
		}
	}
}
