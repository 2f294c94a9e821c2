import { isDeepStrictEqual } from 'node:util';
import { withConference } from './domain/conference';
import { changedParts, demandOrganizer, demandRight } from './domain/changes';
import { isOrganizer, type Guests } from './domain/guests';
import type { Item } from './domain/instances';
import { merged, withoutNulls, writable } from './domain/merge';
import { prepared, type Prepared } from './domain/prepare';
import { kept, made, organizerOf, statusOf, whole, type WriteOptions } from './made';
import { invalid, notFound, Refusal, type Calendar, type Json, type StoredEvent } from './model';
import type { GoogleCalendarStore } from './store';
import type { GoogleCalendarSwitches } from './switches';

const SCHEDULE = ['start', 'end', 'recurrence'];

/** Changes of events, whoever makes them. */
export class Writer {
	constructor(
		private readonly store: GoogleCalendarStore,
		private readonly switches: GoogleCalendarSwitches,
		private readonly guests: Guests,
	) {}

	/** Throws a Refusal 409 when the id is taken, also by a deleted event. */
	insert(calendar: Calendar, sent: Json, options: WriteOptions): StoredEvent {
		const former = typeof sent.id === 'string' ? calendar.events.get(sent.id) : undefined;
		if (former && (former.status !== 'cancelled' || this.switches.tombstoneInsert === 'duplicate')) throw duplicate();
		if (former)
			return this.apply(former, whole(this.switches, calendar, sent, undefined, options), options, 'invitation');
		const event = made(this.store, this.switches, calendar, sent, options);
		this.commit(event, event.updated);
		this.guests.spread(event, [], 'invitation', options);
		return event;
	}

	/** Merges into what is there (google-calendar.md A). */
	patch(item: Item, sent: Json, options: WriteOptions): StoredEvent {
		const event = kept(item);
		const changes = this.switches.patchMixesTimes === 'replaces' ? replacingTimes(sent) : sent;
		const base: Json = { ...event.body, status: this.statusBefore(event) };
		const all = merged(base, { ...writable(changes), ...statusOf(sent) });
		const next = prepared(event.calendar, all, this.switches);
		next.body = withConference(next.body, event.body, sent, { allowed: options.conference === true, keeps: true });
		return this.write(event, next, options);
	}

	/** Drops what is not sent. */
	replace(item: Item, sent: Json, options: WriteOptions): StoredEvent {
		const event = kept(item);
		const all = { status: this.statusBefore(event), ...withoutNulls(sent) };
		const next = whole(this.switches, event.calendar, all, event.body, options);
		return this.write(event, next, options);
	}

	/** Leaves a tombstone. Throws a Refusal 410 when it is one. */
	remove(item: Item, options: WriteOptions): StoredEvent {
		if (item.event.status === 'cancelled' || item.instance?.cancelled)
			throw this.switches.deleteAgainStatus === 404
				? notFound()
				: new Refusal(410, 'deleted', 'Resource has been deleted');
		const event = kept(item);
		const { body, start, end } = event;
		return this.apply(event, { body, start, end, status: 'cancelled' }, options, 'cancellation');
	}

	/** The event becomes the other calendar's; where it was, a tombstone stays. */
	move(event: StoredEvent, to: Calendar, options: WriteOptions): StoredEvent {
		if (event.eventType !== 'default') throw invalid('Events of this type cannot be moved.');
		if (event.organizer.email !== to.id) demandOrganizer(event);
		if (to === event.calendar) return event;
		const former = to.events.get(event.id);
		if (former && former.status !== 'cancelled') throw duplicate();
		for (const exception of event.calendar.events.exceptionsOf(event)) this.relocate(exception, to);
		const moved = this.relocate(event, to);
		this.guests.handOver(event, moved);
		this.guests.spread(moved, moved.body.attendees ?? [], 'update', options);
		return moved;
	}

	/** A new etag, and a place in the next list by token; `updated` stays. */
	touch(event: StoredEvent): void {
		this.commit(event, event.updated);
	}

	/** A new etag that no list by token tells of. */
	renewEtag(event: StoredEvent): void {
		event.version = this.store.nextVersion();
	}

	private relocate(event: StoredEvent, to: Calendar): StoredEvent {
		const { private: own, ...properties } = event.body.extendedProperties ?? {};
		const keeps = this.switches.moveKeepsPrivate && own !== undefined;
		const body = { ...event.body, extendedProperties: { ...properties, ...(keeps ? { private: own } : {}) } };
		const next = prepared(to, { ...body, status: event.status }, this.switches);
		const former = to.events.get(event.id);
		if (former) to.events.purge(former);
		const place = { calendar: to, ordinal: to.events.nextOrdinal(), organizer: organizerOf(to) };
		const moved: StoredEvent = { ...event, ...place, ...next, sequence: event.sequence + 1 };
		event.status = 'cancelled';
		this.commit(event, this.store.now());
		this.commit(moved, this.store.now());
		return moved;
	}

	private write(event: StoredEvent, next: Prepared, options: WriteOptions): StoredEvent {
		const wasDeleted = event.status === 'cancelled';
		if (wasDeleted && next.status === 'cancelled' && this.switches.writeToDeleted === 'refused')
			throw new Refusal(403, 'forbidden', 'Forbidden');
		if (wasDeleted && next.status !== 'cancelled') demandOrganizer(event);
		if (!options.free) demandRight(event, next.body, this.switches.nonOrganizerWrites);
		const same = isDeepStrictEqual(event.body, next.body) && event.status === next.status;
		if (same && !this.switches.unchangedWriteTouches) return event;
		const kind = next.status === 'cancelled' && !wasDeleted ? 'cancellation' : 'update';
		return this.apply(event, next, options, kind);
	}

	private apply(
		event: StoredEvent,
		next: Prepared,
		options: WriteOptions,
		kind: 'invitation' | 'update' | 'cancellation',
	): StoredEvent {
		const parts = changedParts(event.body, next.body);
		const onlyReminders = parts.length === 1 && parts[0] === 'reminders' && event.status === next.status;
		const former = event.body.attendees ?? [];
		const moves = parts.some((part) => SCHEDULE.includes(part)) || event.status !== next.status;
		Object.assign(event, next, { sequence: event.sequence + (moves && isOrganizer(event) ? 1 : 0) });
		this.commit(event, onlyReminders ? event.updated : this.store.now());
		if (kind === 'cancellation') this.removeExceptions(event);
		this.guests.spread(event, former, kind, options);
		return event;
	}

	private removeExceptions(master: StoredEvent): void {
		for (const event of master.calendar.events.exceptionsOf(master)) {
			if (event.status === 'cancelled') continue;
			event.status = 'cancelled';
			this.commit(event, this.store.now());
		}
	}

	private statusBefore(event: StoredEvent): string {
		const restores = event.status === 'cancelled' && this.switches.writeToDeleted === 'restores';
		return restores ? 'confirmed' : event.status;
	}

	private commit(event: StoredEvent, updated: number): void {
		event.updated = updated;
		event.seq = this.store.nextSeq();
		event.version = this.store.nextVersion();
		event.calendar.events.put(event);
		this.store.onChange(event);
	}
}

const duplicate = () => new Refusal(409, 'duplicate', 'The requested identifier already exists.');

function replacingTimes(sent: Json): Json {
	const result: Json = { ...sent };
	for (const name of ['start', 'end']) {
		const time = sent[name] as Json | undefined;
		if (time?.date) result[name] = { dateTime: null, timeZone: null, ...time };
		else if (time?.dateTime) result[name] = { date: null, ...time };
	}
	return result;
}
