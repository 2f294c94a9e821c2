import { check } from '../../common';
import { grow, type GrowArgs } from '../grow';
import { Refusal } from '../model';
import type { Notification } from '../rest/channels';
import type { BatchPart } from '../store';
import type { World } from '../world';
import { calendarOf, itemOf, originOf, plainly, show, type ActEvent, type OnEvent } from './context';

export interface RefuseCalls {
	/** 'events.insert'; absent: any call, alone or in a batch. */
	action?: string;
	/** Default 503 with `backendError`. */
	status?: number;
	reason?: string;
	/** Default 1. */
	times?: number;
	/** So many fitting calls pass first. */
	after?: number;
	/** Seconds in Retry-After. */
	retryAfter?: number;
}

/** What no screen does: Google's own doings, another program's, and what tests ask. */
export interface BehindActs {
	/** Another program's private properties; a null takes one away. */
	setPrivateProperties(args: OnEvent & { properties: Record<string, string | null> }): ActEvent;
	/** A new etag and a place in the next list by token, but nothing changed. */
	touchEvent(args: OnEvent): ActEvent;
	/** As if it had never been, not even deleted. */
	purgeEvent(args: OnEvent): { id: string };
	lockEvent(args: OnEvent & { locked: boolean }): ActEvent;
	/** Calls are refused in the API's own shape. */
	refuseCalls(args: RefuseCalls): { pending: number };
	/** Calls inside batches, oldest first. */
	getBatchParts(): BatchPart[];
	/** Sends what is to be sent to channels, then answers all of it. */
	settleNotifications(): Promise<Notification[]>;
	/** Many events of one pattern. */
	growEvents(args: GrowArgs): { count: number; first: string; last: string };
}

export function behindActs(world: World): BehindActs {
	const { writer, gate, store, channels } = world;
	return {
		setPrivateProperties(args) {
			const item = itemOf(world, args);
			const changes = { extendedProperties: { private: check.object(args.properties, 'properties') } };
			const origin = originOf(world, item.event.calendar, args);
			return plainly(() => show(world, { event: writer.patch(item, changes, origin) }));
		},
		touchEvent(args) {
			const { event } = itemOf(world, args);
			writer.touch(event);
			return show(world, { event });
		},
		purgeEvent(args) {
			const { event } = itemOf(world, args);
			calendarOf(world, args).events.purge(event);
			return { id: event.id };
		},
		lockEvent(args) {
			const { event } = itemOf(world, args);
			event.locked = args.locked === true;
			writer.touch(event);
			return show(world, { event });
		},
		refuseCalls({ action, status = 503, reason = 'backendError', times = 1, after = 0, retryAfter }) {
			const more = retryAfter === undefined ? {} : { headers: { 'Retry-After': String(retryAfter) } };
			const refusal = new Refusal(
				check.number(status, 'status'),
				check.text(reason, 'reason'),
				'Refused as asked.',
				more,
			);
			const which = action === undefined ? {} : { action };
			gate.refused.push({
				...which,
				refusal,
				times: check.number(times, 'times'),
				after: check.number(after, 'after'),
			});
			return { pending: gate.refused.length };
		},
		getBatchParts: () => [...store.batchParts],
		async settleNotifications() {
			await channels.settle();
			return [...channels.sent];
		},
		growEvents: (args) => grow(world, args),
	};
}
