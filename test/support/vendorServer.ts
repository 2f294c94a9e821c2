import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Got {
	method: string;
	url: string;
	headers: IncomingMessage['headers'];
	body: string;
}

/** What the server does with one request: answers, resets or never answers. */
export type Reaction = (got: Got, response: ServerResponse, request: IncomingMessage) => void;

/** A web server on this machine that reacts as it is told: with the queued reactions first, then always with `otherwise`. */
export class VendorServer {
	readonly got: Got[] = [];
	queue: Reaction[] = [];
	otherwise: Reaction = json({ ok: true });
	private readonly server: Server;

	private constructor() {
		this.server = createServer((request, response) => void this.answer(request, response));
	}

	static async start(): Promise<VendorServer> {
		const vendor = new VendorServer();
		await new Promise<void>((resolve) => vendor.server.listen(0, '127.0.0.1', resolve));
		return vendor;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	reset(): void {
		this.got.length = 0;
		this.queue = [];
		this.otherwise = json({ ok: true });
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { method = '', url = '', headers } = request;
		const got = { method, url, headers, body: Buffer.concat(chunks).toString() };
		this.got.push(got);
		(this.queue.shift() ?? this.otherwise)(got, response, request);
	}
}

export const answer =
	(status: number, body: string | Buffer = '', headers: Record<string, string> = {}): Reaction =>
	(_, response) =>
		void response.writeHead(status, headers).end(body);

export const json = (data: unknown, status = 200, headers: Record<string, string> = {}): Reaction =>
	answer(status, JSON.stringify(data), { 'Content-Type': 'application/json', ...headers });

/** The connection breaks without an answer. */
export const reset: Reaction = (_, response) => void response.destroy();

/** Headers and half the body, then the connection breaks. */
export const halfAnswer: Reaction = (_, response) => {
	response.writeHead(200, { 'Content-Length': '1000' });
	response.write('{"half":');
	setImmediate(() => response.destroy());
};

/** No answer, ever. */
export const hang: Reaction = () => {};
