import './environment';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	IWebhookDescription,
	IWebhookResponseData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { RunResult } from './runResult';
import { nodeOf, type Setting, type WorkflowJson } from './setting';

/** What a vendor sends. */
export interface Incoming {
	/** Which of the node's webhooks; default: its first one for the method, else its first one. */
	webhook?: string;
	method?: string;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	params?: Record<string, string>;
	/** A text or bytes as they come over the wire, or the JSON of a body. */
	body?: string | Buffer | object;
}

/** What the vendor gets back. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: unknown;
}

export interface Received {
	answer: Answer;
	result: IWebhookResponseData;
	/** The run that the request began, where it began one. */
	run?: RunResult;
}

/** An active workflow with a webhook trigger. Its static data is kept between the calls. */
export class ReceivingTrigger {
	private database: string;

	constructor(
		private readonly setting: Setting,
		private readonly json: WorkflowJson,
		private readonly name: string,
	) {
		this.database = JSON.stringify(json.staticData ?? {});
	}

	/** The trigger's static data. */
	get stored(): IDataObject {
		return ((JSON.parse(this.database) as IDataObject)[`node:${this.name}`] ?? {}) as IDataObject;
	}

	/** Activates the workflow: each webhook that does not exist yet is created. @returns the names of those created */
	async activate(mode: WorkflowExecuteMode = 'trigger'): Promise<string[]> {
		const created: string[] = [];
		await this.eachHook(mode, async (methods, context, webhook) => {
			if (await methods?.checkExists?.call(context)) return;
			await methods?.create?.call(context);
			created.push(webhook.name);
		});
		return created;
	}

	/** Deactivates the workflow. */
	async deactivate(mode: WorkflowExecuteMode = 'trigger'): Promise<void> {
		await this.eachHook(mode, async (methods, context) => void (await methods?.delete?.call(context)));
	}

	/** Hands a request to the node's `webhook` method and, where it says so, runs the workflow. */
	async receive(incoming: Incoming = {}): Promise<Received> {
		const { workflow, node, webhooks } = this.opened();
		const method = incoming.method ?? 'POST';
		const webhook =
			webhooks.find(({ name, httpMethod }) => (incoming.webhook ? name === incoming.webhook : httpMethod === method)) ??
			webhooks[0]!;
		const response = new Response();
		const data = this.setting.additionalData(workflow, 'webhook', {
			httpRequest: requestOf(incoming, method) as never,
			httpResponse: response as never,
		});
		const about = this.about(webhook, workflow, node);
		const context = new WebhookContext(workflow, node, data, 'webhook', about as never, [], null);
		const type = this.setting.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const result = await workflow.expression.withIsolate(async () => await type.webhook!.call(context));
		this.save(workflow);
		if (!result.noWebhookResponse && result.webhookResponse !== undefined) response.body = result.webhookResponse;
		const items = result.workflowData;
		const run = items && (await this.setting.execute(workflow, 'webhook', { from: this.name, items }));
		return { answer: { status: response.statusCode, headers: response.sent, body: response.body }, result, run };
	}

	private async eachHook(
		mode: WorkflowExecuteMode,
		work: (
			methods: { checkExists?: Hook; create?: Hook; delete?: Hook } | undefined,
			context: HookContext,
			webhook: IWebhookDescription,
		) => Promise<void>,
	): Promise<void> {
		const { workflow, node, webhooks } = this.opened();
		const type = this.setting.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		for (const webhook of webhooks) {
			const data = this.setting.additionalData(workflow, mode);
			const context = new HookContext(
				workflow,
				node,
				data,
				mode,
				'activate',
				this.about(webhook, workflow, node) as never,
			);
			await workflow.expression.withIsolate(
				async () => await work(type.webhookMethods?.[webhook.name as 'default'] as never, context, webhook),
			);
		}
		this.save(workflow);
	}

	private opened(): { workflow: Workflow; node: INode; webhooks: IWebhookDescription[] } {
		const workflow = this.setting.workflow(this.json, true, JSON.parse(this.database) as IDataObject);
		const node = nodeOf(workflow, this.name);
		node.webhookId ??= 'a0a0a0a0-0000-4000-8000-000000000000';
		const type = this.setting.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		return { workflow, node, webhooks: type.description.webhooks ?? [] };
	}

	private about(webhook: IWebhookDescription, workflow: Workflow, node: INode) {
		return { webhookDescription: webhook, workflowId: workflow.id, node: node.name, path: webhook.path };
	}

	private save(workflow: Workflow): void {
		this.database = JSON.stringify(workflow.staticData);
	}
}

type Hook = (this: HookContext) => Promise<boolean>;

function requestOf({ headers = {}, query = {}, params = {}, body = {} }: Incoming, method: string) {
	const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
	const rawBody = Buffer.from(isRaw ? body : JSON.stringify(body));
	const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
	return { method, headers: lowerCase, query, params, body, rawBody, async readRawBody() {} };
}

/** As much of Express' response as a node may write on. */
class Response {
	statusCode = 200;
	headersSent = false;
	readonly sent: Record<string, string> = {};
	body: unknown;

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	setHeader(name: string, value: string): this {
		this.sent[name.toLowerCase()] = value;
		return this;
	}

	set = this.setHeader.bind(this);
	header = this.setHeader.bind(this);

	writeHead(code: number, headers: Record<string, string> = {}): this {
		for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
		return this.status(code);
	}

	end(body?: unknown): this {
		if (body !== undefined) this.body = body;
		this.headersSent = true;
		return this;
	}

	send = this.end.bind(this);
	json = this.end.bind(this);
}
