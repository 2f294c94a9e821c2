export interface FeedQuery {
	/** Milliseconds; absent: everything. */
	since?: number;
	inclusive: boolean;
	order: 'newest' | 'oldest';
	/** Simulated time of the reader: entries that come late appear from their moment on. */
	now: number;
}

/** Entries in the order of their times, so that a reader after a moment touches only what came later. */
export class Feed<T> {
	private readonly times: number[] = [];
	private readonly entries: T[] = [];
	private late: Array<{ entry: T; time: number; visibleAt: number }> = [];

	/** With `visibleAt`, the entry is held back until then and appears at its own time, behind what readers have seen. */
	add(entry: T, time: number, visibleAt?: number): void {
		if (visibleAt !== undefined) this.late.push({ entry, time, visibleAt });
		else this.insert(entry, time);
	}

	get length(): number {
		return this.entries.length + this.late.length;
	}

	/** Everything, also what is still held back, in no promised order. */
	all(): T[] {
		return [...this.entries, ...this.late.map(({ entry }) => entry)];
	}

	/** Entries with one and the same time come in the order in which they were added (or against it). */
	*read({ since, inclusive, order, now }: FeedQuery): Generator<T> {
		this.admit(now);
		const start = since === undefined ? 0 : this.firstAfter(since, inclusive);
		if (order === 'oldest') for (let at = start; at < this.entries.length; at++) yield this.entries[at]!;
		else for (let at = this.entries.length - 1; at >= start; at--) yield this.entries[at]!;
	}

	private admit(now: number): void {
		if (this.late.length === 0) return;
		const due = this.late.filter(({ visibleAt }) => visibleAt <= now);
		this.late = this.late.filter(({ visibleAt }) => visibleAt > now);
		for (const { entry, time } of due) this.insert(entry, time);
	}

	private insert(entry: T, time: number): void {
		const at = this.firstAfter(time, false);
		if (at === this.entries.length) {
			this.times.push(time);
			this.entries.push(entry);
			return;
		}
		this.times.splice(at, 0, time);
		this.entries.splice(at, 0, entry);
	}

	/** Index of the first entry whose time is greater (inclusive: greater or equal). */
	private firstAfter(time: number, inclusive: boolean): number {
		let low = 0;
		let high = this.times.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			const value = this.times[middle]!;
			if (inclusive ? value < time : value <= time) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
