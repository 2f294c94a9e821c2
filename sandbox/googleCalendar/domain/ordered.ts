import type { StoredEvent } from '../model';

/** Where a listing stopped: key of the order and ordinal of the event. */
export type Cursor = readonly [key: number, ordinal: number];

interface Entry {
	readonly key: number;
	readonly event: StoredEvent;
}

/**
 * Events in the order of a number that may change. A changed event is entered anew and its former entry passed over, so
 * that a change costs no search and a listing starts anywhere.
 */
export class Ordered {
	private entries: Entry[] = [];
	private readonly current = new Map<StoredEvent, Entry>();

	constructor(private readonly keyOf: (event: StoredEvent) => number) {}

	put(event: StoredEvent): void {
		const key = this.keyOf(event);
		if (this.current.get(event)?.key === key) return;
		const entry = { key, event };
		this.current.set(event, entry);
		const at = this.place([key, event.ordinal]);
		if (at === this.entries.length) this.entries.push(entry);
		else this.entries.splice(at, 0, entry);
		if (this.entries.length > 2 * this.current.size + 1000) this.sweep();
	}

	putMany(events: readonly StoredEvent[]): void {
		for (const event of events) {
			const entry = { key: this.keyOf(event), event };
			this.current.set(event, entry);
			this.entries.push(entry);
		}
		this.entries.sort((a, b) => a.key - b.key || a.event.ordinal - b.event.ordinal);
	}

	remove(event: StoredEvent): void {
		this.current.delete(event);
	}

	/** Those behind the cursor; all without one. */
	*after(cursor?: Cursor): Generator<StoredEvent> {
		for (let at = cursor ? this.place(cursor) : 0; at < this.entries.length; at++) {
			const entry = this.entries[at]!;
			if (this.current.get(entry.event) === entry) yield entry.event;
		}
	}

	cursorOf(event: StoredEvent): Cursor {
		return [this.keyOf(event), event.ordinal];
	}

	/** Of the first entry behind the cursor. */
	private place([key, ordinal]: Cursor): number {
		let low = 0;
		let high = this.entries.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			const entry = this.entries[middle]!;
			if (entry.key < key || (entry.key === key && entry.event.ordinal <= ordinal)) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	private sweep(): void {
		this.entries = this.entries.filter((entry) => this.current.get(entry.event) === entry);
	}
}
