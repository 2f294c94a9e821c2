import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';

import type { ReceivingTrigger } from '../../support/workflow';

/** The address of an instant trigger: what comes in is handed to the node, and its answer sent back. */
export class Bridge {
	/** Items of each run that was begun. */
	readonly runs: IDataObject[][] = [];
	readonly statuses: number[] = [];
	private server!: Server;

	constructor(private readonly trigger: () => ReceivingTrigger) {}

	async listen(): Promise<this> {
		this.server = createServer((request, response) => void this.handle(request, response));
		await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
		return this;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((done) => this.server.close(done));
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhook/id/daktela`;
	}

	get items(): IDataObject[] {
		return this.runs.flat();
	}

	async send(
		body: string | object,
		headers: Record<string, string> = {},
		query = '',
	): Promise<{ status: number; text: string }> {
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		const reply = await fetch(this.url + query, { method: 'POST', body: text, headers });
		return { status: reply.status, text: await reply.text() };
	}

	private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { run, answer } = await this.trigger().receive({
			method: request.method!,
			headers: request.headers as Record<string, string>,
			query: Object.fromEntries(new URL(request.url!, 'http://x').searchParams),
			body: Buffer.concat(chunks),
		});
		this.statuses.push(answer.status);
		if (run) this.runs.push(run.json('Instant'));
		response.writeHead(answer.status, answer.headers).end(answer.body as string);
	}
}
