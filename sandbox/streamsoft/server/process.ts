import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Root } from './root';

/** A running server; `port` is on 127.0.0.1. */
export interface ServerProcess {
	readonly port: number;
	readonly pid: number;
	/** As pulling the plug: what was committed stays, what was not is gone. */
	stop(): Promise<void>;
}

/** Starts Firebird in the root at the port that its settings name. Rejects when it does not listen within ten seconds. */
export async function startServer({ keeper }: Root, port: number, zone: string): Promise<ServerProcess> {
	const pid = await keeper.start(zone);
	for (const start = Date.now(); Date.now() - start < 10_000; await sleep(15))
		if (await answers(port)) return { port, pid, stop: () => keeper.stop() };
	await keeper.stop();
	throw new Error(`Firebird did not start to listen at port ${port}.`);
}

function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1')
			.once('connect', () => {
				socket.destroy();
				resolve(true);
			})
			.once('error', () => resolve(false));
	});
}

/** One that nobody listens on now. */
export async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}
