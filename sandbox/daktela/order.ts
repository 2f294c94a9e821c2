import type { Row } from './types';

/** What rows sort by: nothing first, then numbers, then texts. */
export type Key = string | number | null;

/** Part of an order between two keys. */
export interface Span {
	lo?: Key;
	/** The row at `lo` is not in it. */
	loOpen?: boolean;
	hi?: Key;
	hiOpen?: boolean;
}

const rank = (key: Key): number => (key === null ? 0 : typeof key === 'number' ? 1 : 2);

export function compareKeys(a: Key, b: Key): number {
	if (typeof a === typeof b && a !== null && b !== null) return a < b ? -1 : a > b ? 1 : 0;
	return rank(a) - rank(b);
}

const compareNames = (a: Row, b: Row): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The rows of a table by one key, alike ones by name. Kept in order, so that a page is cut out of it and not searched for. */
export class Order {
	private readonly entries: Array<{ key: Key; row: Row }>;

	constructor(
		rows: Iterable<Row>,
		private readonly keyOf: (row: Row) => Key,
	) {
		this.entries = Array.from(rows, (row) => ({ key: keyOf(row), row }));
		this.entries.sort((a, b) => compareKeys(a.key, b.key) || compareNames(a.row, b.row));
	}

	get size(): number {
		return this.entries.length;
	}

	/** From the first row in the span to the first one behind it. */
	range({ lo, loOpen = false, hi, hiOpen = false }: Span): [from: number, to: number] {
		const from = lo === undefined ? 0 : this.first((key) => compareKeys(key, lo) >= (loOpen ? 1 : 0));
		const to = hi === undefined ? this.size : this.first((key) => compareKeys(key, hi) >= (hiOpen ? 0 : 1));
		return [from, Math.max(from, to)];
	}

	slice(from: number, to: number): Row[] {
		return this.entries.slice(from, to).map(({ row }) => row);
	}

	add(row: Row): void {
		const key = this.keyOf(row);
		this.entries.splice(this.place(key, row), 0, { key, row });
	}

	/** `key` is the one that the row was added with. */
	remove(row: Row, key = this.keyOf(row)): void {
		this.entries.splice(this.place(key, row), 1);
	}

	key(row: Row): Key {
		return this.keyOf(row);
	}

	private place(wanted: Key, wantedRow: Row): number {
		return this.first((key, row) => (compareKeys(key, wanted) || compareNames(row, wantedRow)) >= 0);
	}

	/** The first entry for which `isThere` holds; from there on it holds for all. */
	private first(isThere: (key: Key, row: Row) => boolean): number {
		let low = 0;
		let high = this.entries.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			const { key, row } = this.entries[middle]!;
			if (isThere(key, row)) high = middle;
			else low = middle + 1;
		}
		return low;
	}
}
