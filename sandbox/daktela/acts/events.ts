import { check } from '../../common';
import { eventFrom, type EventSeed } from '../definitions';
import type { EventSender } from '../events';
import type { DaktelaEvent, Delivery } from '../store';
import type { World } from '../world';

function eventOf({ store }: World, id: unknown): DaktelaEvent {
	const event = store.events.get(check.text(id, 'event'));
	if (!event) throw new Error(`There is no Event '${String(id)}'.`);
	return event;
}

/** Manage, Settings, Events (daktela.md 8). */
export const eventActs = (world: World, sender: EventSender) => ({
	/** From now on an HTTP request is really sent to `url` whenever one of `kinds` happens. */
	addEvent(args: EventSeed): DaktelaEvent {
		const event = eventFrom(world.store, args, 'event');
		world.store.events.set(event.id, event);
		return event;
	},
	setEvent({ event, active }: { event: string; active: boolean }): DaktelaEvent {
		const known = eventOf(world, event);
		known.active = active;
		return known;
	},
	removeEvent({ event }: { event: string }): { event: string } {
		const known = eventOf(world, event);
		known.active = false;
		world.store.events.delete(known.id);
		return { event };
	},
	/** A time condition or a custom event comes true. */
	fireEvent({ kind, name = '', data = {} }: { kind: string; name?: string; data?: unknown }): { kind: string } {
		sender.fire(check.text(kind, 'kind'), name, () => data);
		return { kind };
	},
	/** Resolves when all requests were answered, and tells of them. */
	async settleEvents(): Promise<{ deliveries: Delivery[] }> {
		await sender.settle();
		return { deliveries: world.store.deliveries };
	},
});
