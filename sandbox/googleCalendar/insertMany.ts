import { check } from '../common';
import { made } from './made';
import { Refusal, type Calendar, type Json, type Person, type StoredEvent } from './model';
import type { World } from './world';

const HOUR = 3_600_000;

/**
 * Many new events in one go, as seeds bring them; they are an hour old unless they tell `created` and `updated`.
 * Throws an Error naming the place that does not fit; none is then inserted.
 */
export function insertMany(world: World, calendar: Calendar, seeds: readonly unknown[], where: string): StoredEvent[] {
	const found = new Map<string, StoredEvent>();
	for (const [at, data] of seeds.entries()) {
		const place = `${where}[${at}]`;
		const event = eventFrom(world, calendar, check.object(data, place), place);
		if (found.has(event.id) || calendar.events.get(event.id)) throw new Error(`${place}.id: '${event.id}' is taken.`);
		found.set(event.id, event);
	}
	const events = [...found.values()];
	for (const event of events) {
		event.seq = world.store.nextSeq();
		event.version = world.store.nextVersion();
	}
	calendar.events.putMany(events);
	for (const event of events)
		if (event.body.attendees)
			world.guests.spread(event, [], 'invitation', { user: calendar.owner, via: 'ui', sendUpdates: 'none' });
	return events;
}

function eventFrom({ store, switches }: World, calendar: Calendar, seed: Json, where: string): StoredEvent {
	const { created, updated, organizer, ...sent } = seed;
	const createdAt = check.optionalTime(created, `${where}.created`) ?? store.now() - HOUR;
	const changed = check.optionalTime(updated, `${where}.updated`) ?? createdAt;
	const by = organizer === undefined ? undefined : check.object(organizer, `${where}.organizer`);
	const origin = {
		user: calendar.owner,
		via: 'ui',
		sendUpdates: 'none',
		conference: true,
		created: createdAt,
	} as const;
	const options = by
		? { ...origin, organizer: { ...by, email: check.text(by.email, `${where}.organizer.email`) } as Person }
		: origin;
	try {
		const event = made(store, switches, calendar, sent, options);
		event.updated = changed;
		return event;
	} catch (error) {
		if (error instanceof Refusal) throw new Error(`${where}: ${error.message}`);
		throw error;
	}
}
