import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventKinds } from './eventKinds';
import { fill } from './eventTemplate';
import type { ResourceName } from './resources';
import type { DaktelaEvent } from './store';
import type { Origin, Row } from './types';
import { Showing } from './wire/show';
import { now, type What, type World } from './world';

/** An HTTP request of an Event, ready to be sent: later changes of the object do not change it. */
interface Parcel {
	kind: string;
	name: string;
	url: string;
	body: string;
}

interface Queue {
	pending: Parcel[];
	draining: boolean;
}

const usualBody = '{"event":"{{event}}","name":"{{name}}","data":{{data}}}';
const kept = 10_000;
/** How long the first waits for others, so that there is an order to reverse. */
const gatherMs = 50;

/** Sends what the Events ask for, one request at a time for each Event (daktela.md 8). */
export class EventSender {
	private readonly queues = new Map<string, Queue>();
	/** Ends with `clear`: what was under way then goes no further. */
	private round = new AbortController();
	private working = 0;
	private readonly idle: Array<() => void> = [];

	constructor(private readonly world: () => World) {}

	/** Called with an object as it is, before it goes away. */
	tell(what: What, resource: ResourceName, row: Row, { via }: Origin, changed: string[]): void {
		const { store, switches } = this.world();
		if (store.events.size === 0 || (via === 'api' && !switches.apiWritesFireEvents)) return;
		const kinds = eventKinds(switches, what, resource, row);
		for (const kind of kinds) this.fire(kind, row.name, () => this.dataOf(resource, row, changed));
	}

	/** Lets an event of this kind happen, whatever it is. */
	fire(kind: string, name: string, dataOf: () => unknown): void {
		const { store, switches } = this.world();
		const wanted = [...store.events.values()].filter(
			({ active, kinds }) => active && (kinds.includes('*') || kinds.includes(kind)),
		);
		if (wanted.length === 0) return;
		const data = dataOf();
		for (const event of wanted) {
			const values = { event: kind, name, data };
			const body =
				event.method === 'GET' ? '' : fill(event.body ?? usualBody, values, switches.eventEscapes ? 'json' : 'raw');
			this.put(event, { kind, name, url: fill(event.url, values, 'address'), body });
		}
	}

	/** Resolves when nothing is left to send. */
	settle(): Promise<void> {
		return this.working === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
	}

	/** Forgets what waits and cuts off what is under way. */
	clear(): void {
		this.round.abort();
		this.round = new AbortController();
		this.queues.clear();
	}

	private dataOf(resource: ResourceName, row: Row, changed: string[]): unknown {
		const { eventData } = this.world().switches;
		const showing = new Showing(this.world());
		if (eventData === 'none') return {};
		if (eventData === 'changed') return showing.row(resource, row, changed);
		const shown = eventData === 'flat' ? showing.flat(resource, row) : showing.row(resource, row);
		delete shown._sys;
		return shown;
	}

	private put(event: DaktelaEvent, parcel: Parcel): void {
		const queue = this.queues.get(event.id) ?? { pending: [], draining: false };
		this.queues.set(event.id, queue);
		queue.pending.push(parcel);
		if (queue.draining) return;
		queue.draining = true;
		this.working++;
		const holdMs = this.world().switches.eventOrder === 'reversed' ? gatherMs : 0;
		const { signal } = this.round;
		setTimeout(() => void this.drain(event, queue, signal), holdMs);
	}

	private async drain(event: DaktelaEvent, queue: Queue, ended: AbortSignal): Promise<void> {
		while (queue.pending.length > 0 && !ended.aborted) {
			const { eventOrder, eventDuplicates } = this.world().switches;
			const parcel = eventOrder === 'reversed' ? queue.pending.pop()! : queue.pending.shift()!;
			for (let copy = 0; copy <= eventDuplicates; copy++) await this.deliver(event, parcel, ended);
		}
		queue.draining = false;
		this.working--;
		if (this.working === 0) for (const resolve of this.idle.splice(0)) resolve();
	}

	private async deliver(event: DaktelaEvent, parcel: Parcel, ended: AbortSignal): Promise<void> {
		const { eventRetries, eventRetryDelayMs } = this.world().switches;
		for (let attempt = 1; attempt <= 1 + eventRetries; attempt++) {
			if (attempt > 1) await sleep(eventRetryDelayMs, undefined, { signal: ended }).catch(() => undefined);
			if (!event.active || ended.aborted) return;
			const status = await this.call(event, parcel, ended);
			if (ended.aborted) return;
			this.note(event, parcel, attempt, status);
			if (status >= 200 && status < 300) return;
		}
	}

	private note(event: DaktelaEvent, { kind, name, body }: Parcel, attempt: number, status: number): void {
		const { deliveries } = this.world().store;
		if (deliveries.length >= kept) deliveries.splice(0, kept / 2);
		deliveries.push({ event: event.id, kind, name, at: now(this.world()), attempt, status, body });
	}

	/** The status of the answer; 0 when there was none in time. */
	private call({ method, headers }: DaktelaEvent, { url, body }: Parcel, ended: AbortSignal): Promise<number> {
		const sent = method === 'GET' ? headers : { 'Content-Type': 'application/json', ...headers };
		const length = method === 'GET' ? {} : { 'Content-Length': Buffer.byteLength(body) };
		return new Promise((resolve) => {
			const signal = AbortSignal.any([ended, AbortSignal.timeout(this.world().switches.eventTimeoutMs)]);
			const options = { method, headers: { ...sent, ...length }, agent: false, signal } as const;
			const outgoing = httpRequest(url, options, (incoming) => {
				incoming.on('error', () => resolve(0));
				incoming.on('end', () => resolve(incoming.statusCode ?? 0));
				incoming.resume();
			});
			outgoing.on('error', () => resolve(0));
			outgoing.end(body);
		});
	}
}
