import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerBackDoor, BACK_DOOR, type BackDoor } from './backdoor';
import { createClock, type Clock } from './clock';
import { createFaults, replyInstead } from './faults';
import { createRandom } from './random';
import { createRequestLog, queryOf } from './requests';
import { spoil, toWire, type Wire } from './spoil';
import { piecesOf, sendPieces, whole } from './stream';
import { createSwitches } from './switches';
import type { Definition, Simulator, StartOptions, Vendor, VendorRequest } from './types';

const MAX_BODY = 20_000_000;
/** Vendors answer over-long request lines themselves; node would do so before them. */
const LONGEST_HEAD = 65_536;
/** Seeds of 100,000 records come through the back door. */
const MAX_BACK_DOOR_BODY = 500_000_000;

/** Makes a running simulator of what a vendor brings. Binds 127.0.0.1 only. Rejects when the port is taken. */
export async function startSimulator<Store, Act extends object, Switches extends object>(
	definition: Definition<Store, Act, Switches>,
	options: StartOptions = {},
): Promise<Simulator<Store, Act, Switches>> {
	const clock = createClock(options.clock);
	const random = createRandom(options.seed);
	const faults = createFaults(random);
	const requests = createRequestLog();
	const board = createSwitches(definition, options.latencyMs ?? 0);
	const address = { url: '' };
	const vendor = definition.build({ clock, switches: board.values, random, url: () => address.url });
	const ended = new AbortController();

	const simulator: Simulator<Store, Act, Switches> = {
		name: definition.name,
		get url() {
			return address.url;
		},
		get store() {
			return vendor.store;
		},
		act: vendor.act,
		switches: board.values,
		faults,
		clock,
		requests,
		seed: (data) => vendor.seed(data),
		reset() {
			vendor.clear();
			board.reset();
			faults.clear();
			requests.clear();
			clock.reset();
		},
		async close() {
			if (ended.signal.aborted) return;
			ended.abort();
			await vendor.close?.();
			await closeServer(server);
		},
	};
	const door: BackDoor = {
		simulator: simulator as Simulator<unknown, object, object>,
		board,
		snapshot: () => vendor.snapshot?.() ?? vendor.store,
	};
	const serve = serveVendor({ vendor, clock, faults, requests, switches: board.values, ended: ended.signal });
	const server = createServer({ maxHeaderSize: LONGEST_HEAD }, (incoming, outgoing) => {
		outgoing.sendDate = false;
		void answer(incoming, outgoing).catch((error: unknown) => {
			if (ended.signal.aborted || outgoing.destroyed) return;
			const json = { error: `The simulator itself failed: ${error instanceof Error ? error.message : String(error)}` };
			send(outgoing, toWire({ status: 500, json }), clock);
		});
	});
	const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
		const isBackDoor = incoming.url?.startsWith(BACK_DOOR) ?? false;
		const request = await read(incoming, isBackDoor ? MAX_BACK_DOOR_BODY : (vendor.maxBodyBytes ?? MAX_BODY));
		if (!request) return send(outgoing, toWire({ status: 413, body: 'The request is too large.' }), clock);
		if (isBackDoor) return send(outgoing, toWire(await whole(await answerBackDoor(door, request))), clock);
		await serve(request, outgoing);
	};
	server.keepAliveTimeout = 60_000;
	await listen(server, options.port ?? 0);
	address.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return simulator;
}

interface Serving {
	vendor: Vendor<unknown, object>;
	clock: Clock;
	faults: ReturnType<typeof createFaults>;
	requests: ReturnType<typeof createRequestLog>;
	switches: { latencyMs: number };
	ended: AbortSignal;
}

function serveVendor({ vendor, clock, faults, requests, switches, ended }: Serving) {
	return async (request: VendorRequest, outgoing: ServerResponse) => {
		const { method, path, query } = request;
		const action = vendor.actionOf?.(request);
		const entry = requests.add({
			at: clock.now(),
			method,
			path,
			query: queryOf(query),
			...(action === undefined ? {} : { action }),
			status: 0,
			bodyBytes: request.body.length,
		});
		const fault = faults.take({ method, url: query.size ? `${path}?${query.toString()}` : path, action }) ?? {};
		const waitMs = switches.latencyMs + (fault.delayMs ?? 0);
		if (waitMs > 0) await sleep(waitMs, undefined, { signal: ended });
		if (fault.hang) return;
		if (fault.reset === 'before') return void outgoing.socket?.destroy();
		const instead = replyInstead(fault);
		const reply = instead ?? (await vendor.handle(request));
		if (fault.reset === 'after') return void outgoing.socket?.destroy();
		const headers = { ...reply.headers, ...fault.headers };
		const pieces = fault.reply ? undefined : piecesOf(reply);
		if (pieces) {
			entry.status = reply.status ?? 200;
			outgoing.writeHead(entry.status, { ...headers, Date: clock.headerDate().toUTCString() });
			return await sendPieces(outgoing, pieces);
		}
		let wire = toWire(await whole({ ...reply, headers }));
		if (fault.reply) wire = spoil(wire, fault.reply);
		entry.status = wire.status;
		send(outgoing, wire, clock);
	};
}

/** Undefined when the body is larger than the limit; the rest of it is then read and dropped. */
async function read(incoming: IncomingMessage, maxBytes: number): Promise<VendorRequest | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of incoming as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size <= maxBytes) chunks.push(chunk);
	}
	if (size > maxBytes) return undefined;
	const [path = '/', ...rest] = (incoming.url ?? '/').split('?');
	const rawQuery = rest.join('?');
	return {
		method: incoming.method ?? 'GET',
		path,
		query: new URLSearchParams(rawQuery),
		rawQuery,
		headers: incoming.headers,
		body: Buffer.concat(chunks),
	};
}

function send(outgoing: ServerResponse, wire: Wire, clock: Clock): void {
	if (outgoing.destroyed) return;
	outgoing.writeHead(wire.status, {
		...wire.headers,
		Date: clock.headerDate().toUTCString(),
		'Content-Length': String(wire.body.length),
	});
	if (wire.cutAfter === undefined) return void outgoing.end(wire.body);
	outgoing.write(wire.body.subarray(0, wire.cutAfter), () => outgoing.socket?.destroy());
}

function listen(server: Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			server.off('error', reject);
			resolve();
		});
	});
}

function closeServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
