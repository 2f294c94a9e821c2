import type { StoredEvent } from '../model';
import { Ordered } from './ordered';

/** The events of one calendar, deleted ones too, with what is needed to find them without going through all. */
export class Shelf {
	readonly made = new Ordered((event) => event.ordinal);
	readonly changes = new Ordered((event) => event.seq);
	readonly updates = new Ordered((event) => event.updated);
	readonly starts = new Ordered((event) => event.start);
	/** Living and deleted masters. */
	readonly series = new Set<StoredEvent>();
	/** Milliseconds of the longest event there ever was, which bounds how far back a window must look. */
	longest = 0;
	private readonly byId = new Map<string, StoredEvent>();
	private readonly byUid = new Map<string, StoredEvent>();
	private readonly byProperty = new Map<string, Set<StoredEvent>>();
	private readonly properties = new Map<StoredEvent, string[]>();
	private readonly exceptions = new Map<string, Set<StoredEvent>>();
	private ordinals = 0;

	get size(): number {
		return this.byId.size;
	}

	nextOrdinal(): number {
		return ++this.ordinals;
	}

	get(id: string): StoredEvent | undefined {
		return this.byId.get(id);
	}

	/** The master or single event with this iCalUID. */
	withUid(uid: string): StoredEvent | undefined {
		return this.byUid.get(uid);
	}

	/** Instances of a series that were changed or cancelled by themselves. */
	exceptionsOf({ id }: StoredEvent): StoredEvent[] {
		return [...(this.exceptions.get(id) ?? [])];
	}

	all(): Iterable<StoredEvent> {
		return this.byId.values();
	}

	/** To be called after every change of an event. */
	put(event: StoredEvent): void {
		this.register(event);
		for (const order of this.orders()) order.put(event);
	}

	/** New ones only. */
	putMany(events: readonly StoredEvent[]): void {
		for (const event of events) this.register(event);
		for (const order of this.orders()) order.putMany(events);
	}

	/** As if it had never been. */
	purge(event: StoredEvent): void {
		this.byId.delete(event.id);
		if (this.byUid.get(event.iCalUID) === event) this.byUid.delete(event.iCalUID);
		this.series.delete(event);
		this.exceptions.get(event.recurringEventId ?? '')?.delete(event);
		this.unlink(event);
		for (const order of this.orders()) order.remove(event);
	}

	/** Those with a private property of this name and value, in the order they were made. */
	withProperty(name: string, value: string): StoredEvent[] {
		return [...(this.byProperty.get(`${name}=${value}`) ?? [])].sort((a, b) => a.ordinal - b.ordinal);
	}

	private orders(): Ordered[] {
		return [this.made, this.changes, this.updates, this.starts];
	}

	private exceptionsNamed(master: string): Set<StoredEvent> {
		const known = this.exceptions.get(master) ?? new Set();
		this.exceptions.set(master, known);
		return known;
	}

	private register(event: StoredEvent): void {
		this.byId.set(event.id, event);
		if (event.recurringEventId === undefined) this.byUid.set(event.iCalUID, event);
		else this.exceptionsNamed(event.recurringEventId).add(event);
		if (event.body.recurrence?.length) this.series.add(event);
		else this.series.delete(event);
		this.longest = Math.max(this.longest, event.end - event.start);
		this.unlink(event);
		const entries = Object.entries(event.body.extendedProperties?.private ?? {});
		if (entries.length === 0) return;
		const keys = entries.map(([name, value]) => `${name}=${value}`);
		this.properties.set(event, keys);
		for (const key of keys) {
			const found = this.byProperty.get(key);
			if (found) found.add(event);
			else this.byProperty.set(key, new Set([event]));
		}
	}

	private unlink(event: StoredEvent): void {
		for (const key of this.properties.get(event) ?? []) {
			const found = this.byProperty.get(key);
			found?.delete(event);
			if (found?.size === 0) this.byProperty.delete(key);
		}
		this.properties.delete(event);
	}
}
