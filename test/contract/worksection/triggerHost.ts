import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { WorksectionApi as ApiKeyCredential } from '../../../credentials/WorksectionApi.credentials';
import { WorksectionInstantTrigger } from '../../../nodes/Worksection/WorksectionInstantTrigger.node';
import { wireHost } from '../../support/wireHost';

const LIMIT = 16 * 1024 * 1024;

/**
 * n8n as far as an instant trigger needs it: the address is open before `create` runs, what the hooks note is stored only
 * after they have ended, and a body reaches the node unread.
 */
export class HookedNode {
	readonly node = new WorksectionInstantTrigger();
	parameters: IDataObject = { triggerOn: ['taskClosed'], options: { binaryData: true } };
	/** The node's static data as the database holds it. */
	database = '{}';
	warnings: string[] = [];
	/** Items of each run that was begun. */
	runs: IDataObject[][] = [];
	open = true;
	private server!: Server;

	constructor(private readonly values: IDataObject) {}

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
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhook/id/worksection`;
	}

	/** Publishes the workflow. @returns whether a webhook was created */
	async activate(): Promise<boolean> {
		const exists = await this.hook('checkExists');
		if (!exists) await this.hook('create');
		return !exists;
	}

	async deactivate(): Promise<void> {
		await this.hook('delete');
	}

	get stored(): IDataObject | undefined {
		return (JSON.parse(this.database) as IDataObject).webhook as IDataObject | undefined;
	}

	private async hook(name: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
		const data = JSON.parse(this.database) as IDataObject;
		const host = this.host(data, {
			getNodeWebhookUrl: () => this.url,
			logger: { warn: (line: string) => void this.warnings.push(line) },
		});
		const done = await this.node.webhookMethods.default[name].call(host as unknown as IHookFunctions);
		this.database = JSON.stringify(data);
		return done;
	}

	private host(data: IDataObject, more: object): object {
		const credential = new ApiKeyCredential();
		const base = wireHost({
			credential,
			values: this.values as never,
			parameters: this.parameters,
			timezone: 'Europe/Kyiv',
		});
		return { ...base, getWorkflowStaticData: () => data, ...more };
	}

	private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const webhook = this.node.description.webhooks!.find(({ httpMethod }) => httpMethod === request.method);
		if (!this.open || !webhook) return void response.writeHead(404).end('{"code":404}');
		const host = this.host(JSON.parse(this.database) as IDataObject, {
			getWebhookName: () => webhook.name,
			getRequestObject: () => Object.assign(request, { readRawBody: async () => await readRaw(request) }),
			getResponseObject: () => response,
			getHeaderData: () => request.headers,
		});
		const result: IWebhookResponseData = await this.node.webhook.call(host as unknown as IWebhookFunctions);
		if (result.workflowData) this.runs.push(result.workflowData[0]!.map(({ json }) => json));
	}
}

async function readRaw(request: IncomingMessage & { rawBody?: Buffer }): Promise<void> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request) {
		length += (chunk as Buffer).length;
		if (length > LIMIT) throw new Error('request entity too large');
		chunks.push(chunk as Buffer);
	}
	request.rawBody = Buffer.concat(chunks);
}
