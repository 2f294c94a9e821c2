import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AccountEvent, Webhook } from './types';
import { eventObject } from './wire/event';
import { parseJson } from './wire/params';
import type { World } from './world';
import { now } from './world';

interface Queue {
	pending: unknown[];
	draining: boolean;
}

interface Target {
	url: string;
	user?: string;
	password?: string;
}

interface Reply {
	status: number;
	ok: boolean;
}

/** Names under which events are registered (worksection.md 4.1). */
export const webhookEvents = [
	'post_task',
	'post_comment',
	'post_project',
	'update_task',
	'update_comment',
	'update_project',
	'delete_task',
	'delete_comment',
	'close_task',
];

const outOfOrderHoldMs = 50;
const sampleEvent = { action: 'post', object: { type: 'task', id: '0', page: '/task/0/' }, new: {}, old: {} };

/** Delivers events to the registered addresses, one at a time for each (worksection.md 4.2). */
export class WebhookSender {
	private readonly queues = new Map<string, Queue>();
	private readonly ended = new AbortController();
	private working = 0;
	private idle: Array<() => void> = [];

	constructor(private readonly world: () => World) {}

	send(event: AccountEvent): void {
		const { store, switches } = this.world();
		const name = `${event.action}_${event.type}`;
		if (name === 'reopen_task' && !switches.reopenEvent) return;
		for (const hook of store.webhooks.values()) {
			if (hook.status !== 'active' || !hook.events.includes(name)) continue;
			if (hook.projects.length > 0 && !hook.projects.includes(event.project)) continue;
			const queue = this.queues.get(hook.id) ?? { pending: [], draining: false };
			this.queues.set(hook.id, queue);
			queue.pending.push(eventObject(this.world(), event, { page: switches.pagePath, ids: switches.webhookIdsAs }));
			if (!queue.draining) this.start(hook, queue);
		}
	}

	/** True when the address answers as add_webhook demands. */
	async probe(hook: Target & { id: string }): Promise<boolean> {
		const { probeBody, probeMethod, probeWithBasicAuth } = this.world().switches;
		const target = probeWithBasicAuth ? hook : { url: hook.url };
		const bodies = { empty: '', emptyArray: '[]', garbage: 'check', sample: JSON.stringify([sampleEvent]) };
		const body = probeMethod === 'GET' ? '' : bodies[probeBody];
		const reply = await this.call(target, probeMethod, body);
		this.note(hook.id, true, reply, body);
		return reply.ok;
	}

	/** Resolves when nothing is left to deliver. */
	settle(): Promise<void> {
		return this.working === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
	}

	/** Forgets what waits. */
	clear(): void {
		for (const queue of this.queues.values()) queue.pending.length = 0;
		this.queues.clear();
	}

	close(): void {
		this.clear();
		this.ended.abort();
	}

	private start(hook: Webhook, queue: Queue): void {
		queue.draining = true;
		this.working++;
		const { webhookGatherMs, webhookOutOfOrder } = this.world().switches;
		const hold = Math.max(webhookGatherMs, webhookOutOfOrder ? outOfOrderHoldMs : 0);
		setTimeout(() => void this.drain(hook, queue), hold);
	}

	private async drain(hook: Webhook, queue: Queue): Promise<void> {
		while (queue.pending.length > 0 && hook.status === 'active' && !this.ended.signal.aborted) {
			const { webhookBody, webhookGatherMs, webhookOutOfOrder, webhookDuplicates } = this.world().switches;
			if (webhookOutOfOrder) queue.pending.reverse();
			const gathers = webhookGatherMs > 0 && webhookBody === 'array';
			const events = queue.pending.splice(0, gathers || webhookOutOfOrder ? queue.pending.length : 1);
			const bodies = gathers ? [events] : events.map((event) => (webhookBody === 'array' ? [event] : event));
			for (const body of bodies) {
				for (let copy = 0; copy <= webhookDuplicates; copy++) await this.deliver(hook, JSON.stringify(body));
			}
		}
		queue.pending.length = 0;
		queue.draining = false;
		this.working--;
		if (this.working === 0) for (const resolve of this.idle.splice(0)) resolve();
	}

	private async deliver(hook: Webhook, body: string): Promise<void> {
		for (let attempt = 0; attempt <= this.world().switches.webhookRetries; attempt++) {
			if (hook.status !== 'active' || this.ended.signal.aborted) return;
			const reply = await this.call(hook, 'POST', body);
			if (this.ended.signal.aborted) return;
			this.note(hook.id, false, reply, body);
			this.count(hook, reply.ok);
			if (reply.ok) return;
		}
	}

	private count(hook: Webhook, ok: boolean): void {
		const { webhookErrorsInARow, webhookErrorsToPause } = this.world().switches;
		if (!ok) hook.errors++;
		else if (webhookErrorsInARow) hook.errors = 0;
		if (hook.errors >= webhookErrorsToPause) hook.status = 'paused';
	}

	private note(webhook: string, probe: boolean, reply: Reply, body: string): void {
		const { store } = this.world();
		if (store.deliveries.length >= 10_000) store.deliveries.splice(0, 5000);
		store.deliveries.push({ webhook, at: now(this.world()), probe, ok: reply.ok, status: reply.status, body });
	}

	/** Status 0 when there was no answer in time. */
	private call(target: Target, method: 'GET' | 'POST', body: string): Promise<Reply> {
		const { webhookTimeoutMs, webhookContentType } = this.world().switches;
		const failed: Reply = { status: 0, ok: false };
		const headers: Record<string, string | number> = { 'Content-Length': Buffer.byteLength(body) };
		if (method === 'POST') headers['Content-Type'] = webhookContentType;
		const { user = '', password = '' } = target;
		if (user !== '' || password !== '') headers.Authorization = basic(user, password);
		return new Promise((resolve) => {
			const request = target.url.startsWith('https:') ? httpsRequest : httpRequest;
			const signal = AbortSignal.any([this.ended.signal, AbortSignal.timeout(webhookTimeoutMs)]);
			const outgoing = request(target.url, { method, headers, agent: false, signal }, (incoming) => {
				const chunks: Buffer[] = [];
				incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
				incoming.on('error', () => resolve(failed));
				incoming.on('end', () => {
					const status = incoming.statusCode ?? 0;
					resolve({ status, ok: status === 200 && saysOk(Buffer.concat(chunks).toString('utf8')) });
				});
			});
			outgoing.on('error', () => resolve(failed));
			outgoing.end(body);
		});
	}
}

const basic = (user: string, password: string): string =>
	`Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;

/** `{"status":"OK"}`. */
function saysOk(body: string): boolean {
	const answer = parseJson(body);
	return typeof answer === 'object' && answer !== null && (answer as { status?: unknown }).status === 'OK';
}
