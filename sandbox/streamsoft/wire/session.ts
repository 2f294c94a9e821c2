import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../common';
import { queryOf, type createRequestLog } from '../../common/requests';
import { unanswered } from './operations';
import { PacketReader, type Packet } from './packets';
import type { ProxyOptions } from './proxy';

type Entry = ReturnType<ReturnType<typeof createRequestLog>['add']>;

/** How much of a statement the log keeps. */
const LONGEST_SQL = 2000;

/** One client's connection, and ours to the server for it. */
export class Session {
	private readonly reader = new PacketReader();
	private server: Socket | undefined;
	private packets = 0;
	/** Packets wait for those before them. */
	private sending: Promise<void> = Promise.resolve();
	private readonly unansweredYet: Entry[] = [];
	private losesAnswers = false;
	private hangs = false;

	constructor(
		private readonly client: Socket,
		private readonly number: number,
		private readonly options: ProxyOptions,
	) {}

	/** Connects to the server at the port; the client's socket is paused until here. */
	begin(port: number): void {
		const { client } = this;
		const server = connect({ host: '127.0.0.1', port, noDelay: true });
		this.server = server;
		// Not cut: the server is to take in all that was sent to it, also when nobody waits for the answer any more.
		client.once('close', () => server.end());
		server.once('close', () => client.end());
		server.on('error', () => client.resetAndDestroy());
		client.on('drain', () => server.resume());
		server.on('data', (bytes: Buffer) => this.answer(bytes));
		client.on('data', (bytes: Buffer) => this.receive(bytes));
		client.resume();
	}

	private receive(bytes: Buffer): void {
		let latency = this.options.latencyMs();
		for (const packet of this.reader.feed(bytes)) {
			const entry = this.log(packet);
			const fault = this.options.faults.take({ method: entry.method, url: urlOf(entry), action: packet.name });
			const waitMs = latency + (fault?.delayMs ?? 0);
			// What came in one breath waits once.
			latency = 0;
			this.sending = this.sending.then(() => this.send(packet, entry, fault ?? {}, waitMs));
		}
	}

	private log({ name, bytes, sql }: Packet): Entry {
		const query = new URLSearchParams({ connection: String(this.number), packet: String(++this.packets) });
		if (sql !== undefined) query.set('sql', sql.slice(0, LONGEST_SQL));
		return this.options.requests.add({
			at: this.options.clock.now(),
			method: 'FIREBIRD',
			path: `/${name}`,
			query: queryOf(query),
			action: name,
			status: 0,
			bodyBytes: bytes.length,
		});
	}

	private async send(packet: Packet, entry: Entry, fault: Fault, waitMs: number): Promise<void> {
		if (waitMs > 0) await sleep(waitMs, undefined, { ref: false });
		if (this.client.destroyed || this.hangs) return;
		if (fault.hang) {
			this.hangs = true;
			return;
		}
		if (fault.reset === 'before') return void this.client.resetAndDestroy();
		// What was asked before is still to be answered; only from here on answers are lost.
		if (fault.reset === 'after') this.losesAnswers = true;
		if (!unanswered.has(packet.name)) this.unansweredYet.push(entry);
		this.server?.write(packet.bytes);
	}

	private answer(bytes: Buffer): void {
		if (this.losesAnswers) return void (this.client.destroyed || this.client.resetAndDestroy());
		for (const entry of this.unansweredYet.splice(0)) entry.status = 200;
		if (!this.client.destroyed && !this.client.write(bytes)) this.server?.pause();
	}
}

const urlOf = ({ path, query }: Entry) =>
	`${path}?${Object.entries(query)
		.map(([name, value]) => `${name}=${String(value)}`)
		.join('&')}`;
