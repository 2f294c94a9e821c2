import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Clock } from '../../common';
import type { createFaults } from '../../common/faults';
import type { createRequestLog } from '../../common/requests';
import { Session } from './session';

export interface ProxyOptions {
	/** Resolves to the server's port; rejects, or undefined, when nobody can connect now. */
	target(): Promise<number | undefined>;
	readonly clock: Clock;
	readonly faults: ReturnType<typeof createFaults>;
	readonly requests: ReturnType<typeof createRequestLog>;
	latencyMs(): number;
}

export interface Proxy {
	/** On 127.0.0.1; stays the same while the server behind changes. */
	readonly port: number;
	/** How many are connected. */
	readonly open: number;
	/** Cuts everybody; answers how many. */
	cut(): number;
	/** Nobody can connect (ECONNREFUSED) until `listen`. */
	refuse(): Promise<void>;
	listen(): Promise<void>;
	close(): Promise<void>;
}

/** Stands before the server: counts packets, strikes with faults, waits. */
export async function startProxy(options: ProxyOptions, port = 0): Promise<Proxy> {
	const clients = new Set<Socket>();
	let count = 0;
	let address = port;
	let server: Server | undefined;
	/** Those who came while the server is put in order: that cuts others, and not them. */
	const waiting = new Set<Socket>();
	const end = (sockets: Set<Socket>) => {
		const { size } = sockets;
		for (const socket of sockets) socket.resetAndDestroy();
		return size;
	};
	const cut = () => end(clients);
	const accept = async (client: Socket) => {
		client.on('error', () => undefined);
		client.setNoDelay(true);
		waiting.add(client);
		client.once('close', () => waiting.delete(client) || clients.delete(client));
		const target = await options.target().catch(() => undefined);
		if (!waiting.delete(client)) return;
		if (target === undefined) return void client.resetAndDestroy();
		clients.add(client);
		new Session(client, ++count, options).begin(target);
	};
	const proxy: Proxy = {
		get port() {
			return address;
		},
		get open() {
			return clients.size;
		},
		cut,
		async refuse() {
			const closing = server;
			server = undefined;
			const closed = new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()));
			end(waiting);
			cut();
			await closed;
		},
		async listen() {
			if (server) return;
			const opening = createServer({ pauseOnConnect: true }, (client) => void accept(client));
			await new Promise<void>((resolve, reject) => opening.once('error', reject).listen(address, '127.0.0.1', resolve));
			address = (opening.address() as AddressInfo).port;
			server = opening;
		},
		close: () => proxy.refuse(),
	};
	await proxy.listen();
	return proxy;
}
