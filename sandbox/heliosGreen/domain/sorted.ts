import type { HeliosRecord, Scalar } from './model';

/** What values are compared by: texts perhaps folded, booleans 0 and 1. Nulls sort lowest (helios-green.md 2.3). */
export type Key = string | number | null;

export const keyOf = (value: Scalar, fold: boolean): Key =>
	typeof value === 'boolean' ? Number(value) : typeof value === 'string' && fold ? value.toLowerCase() : value;

export function compareKeys(one: Key, other: Key): number {
	if (one === other) return 0;
	if (one === null) return -1;
	return other !== null && one < other ? -1 : 1;
}

/** Keys from `min` to `max`; an open end leaves the end itself out. Null lies in no range. */
export interface Range {
	min?: Key;
	minOpen?: boolean;
	max?: Key;
	maxOpen?: boolean;
}

export const inRange = (key: Key, range: Range): boolean =>
	key !== null && !isBelow(key, range) && !isAbove(key, range);

const isBelow = (key: Key, { min, minOpen }: Range): boolean =>
	key === null || (min !== undefined && compareKeys(key, min) < (minOpen ? 1 : 0));

const isAbove = (key: Key, { max, maxOpen }: Range): boolean =>
	max !== undefined && compareKeys(key, max) > (maxOpen ? -1 : 0);

interface Entry {
	readonly keys: readonly Key[];
	record: HeliosRecord;
}

/** Records in the order of some keys, kept so as records come and go. The last key must tell any two apart. */
export class SortedRecords {
	private readonly entries: Entry[];

	/** `directions`: 1 or -1 for each key. */
	constructor(
		records: Iterable<HeliosRecord>,
		private readonly keysOf: (record: HeliosRecord) => Key[],
		private readonly directions: readonly number[],
	) {
		this.entries = Array.from(records, (record) => ({ keys: keysOf(record), record }));
		this.entries.sort((one, other) => this.compare(one.keys, other.keys));
	}

	get length(): number {
		return this.entries.length;
	}

	slice(from = 0, to = this.length): HeliosRecord[] {
		const records: HeliosRecord[] = [];
		for (let at = Math.max(0, from); at < Math.min(to, this.length); at++) records.push(this.entries[at]!.record);
		return records;
	}

	/** Positions, the end exclusive, of the records whose first key lies in the range. */
	range(range: Range): [from: number, to: number] {
		const [outsideFirst, outsideLast] = this.directions[0] === 1 ? [isBelow, isAbove] : [isAbove, isBelow];
		const from = this.firstWhere(({ keys }) => !outsideFirst(keys[0]!, range));
		return [
			from,
			Math.max(
				from,
				this.firstWhere(({ keys }) => outsideLast(keys[0]!, range)),
			),
		];
	}

	/** Takes `before` out and puts `after` in; either may be missing. */
	change(before: HeliosRecord | undefined, after: HeliosRecord | undefined): void {
		const oldKeys = before && this.keysOf(before);
		const newKeys = after && this.keysOf(after);
		const at = oldKeys ? this.position(oldKeys) : -1;
		if (oldKeys && newKeys && this.compare(oldKeys, newKeys) === 0) {
			this.entries[at]!.record = after!;
			return;
		}
		if (oldKeys) this.entries.splice(at, 1);
		if (newKeys) this.entries.splice(this.position(newKeys), 0, { keys: newKeys, record: after! });
	}

	private position(keys: readonly Key[]): number {
		return this.firstWhere((entry) => this.compare(entry.keys, keys) >= 0);
	}

	private compare(one: readonly Key[], other: readonly Key[]): number {
		for (let at = 0; at < one.length; at++) {
			const order = compareKeys(one[at]!, other[at]!);
			if (order !== 0) return order * this.directions[at]!;
		}
		return 0;
	}

	private firstWhere(holds: (entry: Entry) => boolean): number {
		let [low, high] = [0, this.entries.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (holds(this.entries[middle]!)) high = middle;
			else low = middle + 1;
		}
		return low;
	}
}
