import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { invalid, notFound, Refusal, type Calendar, type StoredEvent, type User } from '../model';
import type { World } from '../world';
import { calendarOf, type Answer, type Call } from './call';

interface Channel {
	readonly id: string;
	readonly resourceId: string;
	readonly user: User;
	readonly calendar: Calendar;
	readonly address: string;
	readonly token: string | undefined;
	readonly expiration: number;
	messages: number;
}

/** One try to tell a channel. */
export interface Notification {
	channel: string;
	state: 'sync' | 'exists';
	number: number;
	/** 0 where nobody answered; undefined where it was lost on the way. */
	status: number | undefined;
}

const TIMEOUT = 5000;

/** Channels that were opened by events.watch, and what was sent to them (google-calendar.md D, push). */
export class Channels {
	/** The newest 10,000. */
	readonly sent: Notification[] = [];
	private readonly open = new Map<string, Channel>();
	private working: Promise<void> = Promise.resolve();
	private readonly ended = new AbortController();

	constructor(private readonly world: () => World) {}

	clear(): void {
		this.open.clear();
		this.sent.length = 0;
	}

	close(): void {
		this.clear();
		this.ended.abort();
	}

	/** Resolves when nothing is left to send. */
	async settle(): Promise<void> {
		let seen: Promise<void> | undefined;
		while (seen !== this.working) await (seen = this.working);
	}

	add(channel: Omit<Channel, 'messages'>): void {
		if (this.open.has(channel.id))
			throw new Refusal(400, 'channelIdNotUnique', `Channel id '${channel.id}' is not unique.`);
		const added = { ...channel, messages: 0 };
		this.open.set(added.id, added);
		this.tell(added, 'sync');
	}

	/** False when there is none of this user. */
	stop(id: string, resourceId: string, user: User): boolean {
		const channel = this.open.get(id);
		if (channel?.resourceId !== resourceId || channel.user !== user) return false;
		return this.open.delete(id);
	}

	changed({ calendar }: StoredEvent): void {
		if (this.open.size === 0) return;
		const now = this.world().store.now();
		for (const channel of this.open.values()) {
			if (channel.expiration <= now) this.open.delete(channel.id);
			else if (channel.calendar === calendar) this.tell(channel, 'exists');
		}
	}

	private tell(channel: Channel, state: Notification['state']): void {
		channel.messages += 1;
		const note: Notification = { channel: channel.id, state, number: channel.messages, status: undefined };
		this.sent.push(note);
		if (this.sent.length > 10_000) this.sent.splice(0, 5000);
		const { notificationLoss } = this.world().switches;
		if (state === 'exists' && notificationLoss > 0 && this.world().random() < notificationLoss) return;
		this.working = this.working.then(() => this.deliver(channel, note));
	}

	private async deliver(channel: Channel, note: Notification): Promise<void> {
		for (let left = this.world().switches.notificationRetries; left >= 0; left--) {
			if (this.ended.signal.aborted) return;
			note.status = await this.post(channel, note);
			if (note.status > 0 && note.status < 500) return;
		}
	}

	private post(channel: Channel, note: Notification): Promise<number> {
		const { token, address } = channel;
		const headers = {
			'Content-Length': '0',
			'X-Goog-Channel-ID': channel.id,
			'X-Goog-Channel-Expiration': new Date(channel.expiration).toUTCString(),
			'X-Goog-Message-Number': String(note.number),
			'X-Goog-Resource-ID': channel.resourceId,
			'X-Goog-Resource-State': note.state,
			'X-Goog-Resource-URI': resourceUri(this.world(), channel.calendar),
			...(token === undefined ? {} : { 'X-Goog-Channel-Token': token }),
		};
		const signal = AbortSignal.any([this.ended.signal, AbortSignal.timeout(TIMEOUT)]);
		return new Promise((resolve) => {
			const request = address.startsWith('https:') ? httpsRequest : httpRequest;
			const outgoing = request(address, { method: 'POST', headers, agent: false, signal }, (incoming) => {
				incoming.on('error', () => resolve(0));
				incoming.on('end', () => resolve(incoming.statusCode ?? 0));
				incoming.resume();
			});
			outgoing.on('error', () => resolve(0));
			outgoing.end();
		});
	}
}

const resourceUri = (world: World, calendar: Calendar): string =>
	`${world.url()}/calendar/v3/calendars/${encodeURIComponent(calendar.id)}/events?alt=json`;

/** POST /calendars/{id}/events/watch. */
export function watchEvents(call: Call): Answer {
	const { world, user, body } = call;
	const { calendar } = calendarOf(call);
	const { id, type, address, token, params } = body as Record<string, unknown> & { params?: { ttl?: unknown } };
	if (typeof id !== 'string' || !/^[\w\-+/=]{1,64}$/.test(id)) throw invalid('Invalid channel id.', 'id');
	if (type !== 'web_hook' && type !== 'webhook') throw invalid('Invalid channel type.', 'type');
	if (!isAllowed(String(address), world.switches.channelAddress))
		throw new Refusal(400, 'push.webhookUrlNotHttps', `WebHook callback must be HTTPS: ${String(address)}`);
	const now = world.store.now();
	const longest = now + world.switches.channelDays * 86_400_000;
	const asked = Number(body.expiration ?? now + Number(params?.ttl ?? Infinity) * 1000);
	const expiration = Math.min(longest, asked);
	const resourceId = Buffer.from(calendar.id).toString('base64url');
	world.channels.add({
		id,
		resourceId,
		user,
		calendar,
		expiration,
		address: String(address),
		token: token === undefined ? undefined : String(token),
	});
	return {
		json: {
			kind: 'api#channel',
			id,
			resourceId,
			resourceUri: resourceUri(world, calendar),
			...(token === undefined ? {} : { token }),
			expiration: String(expiration),
		},
	};
}

function isAllowed(address: string, rule: 'httpsOrLoopback' | 'https'): boolean {
	if (!URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	if (protocol === 'https:') return true;
	return protocol === 'http:' && rule === 'httpsOrLoopback' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

/** POST /channels/stop. */
export function stopChannel({ world, user, body }: Call): Answer {
	if (!world.channels.stop(String(body.id), String(body.resourceId), user)) throw notFound();
	return { status: 204 };
}
