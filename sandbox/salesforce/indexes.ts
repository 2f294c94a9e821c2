import type { Row, Value } from './model';

/** Rows in the order of a time and, where it is equal, of their ids. */
export class SortedIndex {
	private rows: Row[];

	constructor(
		private readonly timeOf: (row: Row) => number,
		rows: Iterable<Row>,
	) {
		this.rows = [...rows];
		this.sort();
	}

	get length(): number {
		return this.rows.length;
	}

	at(position: number): Row {
		return this.rows[position]!;
	}

	add(row: Row): void {
		const last = this.rows.at(-1);
		if (!last || this.compare(last, row) < 0) this.rows.push(row);
		else this.rows.splice(this.position(this.timeOf(row), row.id), 0, row);
	}

	/** Cheaper than one by one when there are many. */
	addMany(rows: readonly Row[]): void {
		this.rows = this.rows.concat(rows);
		this.sort();
	}

	remove(row: Row): void {
		const at = this.position(this.timeOf(row), row.id);
		if (this.rows[at]?.id === row.id) this.rows.splice(at, 1);
	}

	replace(before: Row, row: Row): void {
		if (this.compare(before, row) !== 0) {
			this.remove(before);
			this.add(row);
		} else this.rows[this.position(this.timeOf(row), row.id)] = row;
	}

	/** Of the first row that is not before this time and id. */
	position(time: number, id: string): number {
		let low = 0;
		let high = this.rows.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			const row = this.rows[middle]!;
			const rowTime = this.timeOf(row);
			if (rowTime < time || (rowTime === time && row.id < id)) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	private compare(one: Row, other: Row): number {
		return this.timeOf(one) - this.timeOf(other) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
	}

	private sort(): void {
		this.rows.sort((one, other) => this.compare(one, other));
	}
}

/** Text is compared without case (ids are not); null is not indexed. */
export const keyOf = (value: Value, exact: boolean): Value =>
	typeof value === 'string' && !exact ? value.toLowerCase() : value;

/** Ids of the rows that have a value. */
export class EqualityIndex {
	private readonly ids = new Map<Value, Set<string>>();

	constructor(
		private readonly read: (row: Row) => Value,
		private readonly exact: boolean,
		rows: Iterable<Row>,
	) {
		for (const row of rows) this.add(row);
	}

	add(row: Row): void {
		const key = keyOf(this.read(row), this.exact);
		if (key === null) return;
		const ids = this.ids.get(key);
		if (ids) ids.add(row.id);
		else this.ids.set(key, new Set([row.id]));
	}

	remove(row: Row): void {
		const key = keyOf(this.read(row), this.exact);
		const ids = this.ids.get(key);
		ids?.delete(row.id);
		if (ids?.size === 0) this.ids.delete(key);
	}

	replace(before: Row, row: Row): void {
		if (this.read(before) === this.read(row)) return;
		this.remove(before);
		this.add(row);
	}

	get(value: Value): ReadonlySet<string> {
		return this.ids.get(keyOf(value, this.exact)) ?? NONE;
	}
}

const NONE: ReadonlySet<string> = new Set();
