import type { HeliosClass, HeliosRecord } from './model';
import { keyOf, SortedRecords } from './sorted';
import type { Accessor } from './values';

export interface Sort {
	readonly path: string;
	readonly descending: boolean;
}

interface Index {
	readonly records: SortedRecords;
	/** Classes whose records its keys look at beside its own. */
	readonly through: ReadonlySet<number>;
}

/** Some records of a class (all, or a template's in a folder) with the orders in which they were asked for. */
export class Shelf {
	/** Moves with every change of what stands here. */
	version = 0;
	private readonly indexes = new Map<string, Index>();

	constructor(
		private readonly owner: HeliosClass,
		private readonly holds: (record: HeliosRecord) => boolean,
		private readonly accessor: (path: string) => Accessor,
	) {}

	/** In the order of the columns, then by number so that the order is one. Built at the first call. */
	index(sorts: readonly Sort[], fold: boolean, tiesDescending = false): SortedRecords {
		const key = JSON.stringify([sorts.map(({ path, descending }) => [path, descending]), fold, tiesDescending]);
		let index = this.indexes.get(key);
		if (!index) {
			index = this.build(this.own(), sorts, fold, tiesDescending);
			this.indexes.set(key, index);
		}
		return index.records;
	}

	change(before: HeliosRecord | undefined, after: HeliosRecord | undefined): void {
		const old = before && this.holds(before) ? before : undefined;
		const fresh = after && this.holds(after) ? after : undefined;
		if (!old && !fresh) return;
		this.version += 1;
		for (const { records } of this.indexes.values()) records.change(old, fresh);
	}

	/** A record of another class changed. */
	changeElsewhere(classNumber: number): void {
		this.version += 1;
		for (const [key, { through }] of this.indexes) if (through.has(classNumber)) this.indexes.delete(key);
	}

	forget(): void {
		this.version += 1;
		this.indexes.clear();
	}

	/** Some of the records, in that order. */
	sort(records: HeliosRecord[], sorts: readonly Sort[], fold: boolean, tiesDescending: boolean): HeliosRecord[] {
		return this.build(records, sorts, fold, tiesDescending).records.slice();
	}

	private *own(): Iterable<HeliosRecord> {
		for (const record of this.owner.records.values()) if (this.holds(record)) yield record;
	}

	private build(
		records: Iterable<HeliosRecord>,
		sorts: readonly Sort[],
		fold: boolean,
		tiesDescending: boolean,
	): Index {
		const accessors = sorts.map(({ path }) => this.accessor(path));
		const keysOf = (record: HeliosRecord) => [...accessors.map(({ get }) => keyOf(get(record), fold)), record.number];
		const directions = [...sorts.map(({ descending }) => descending), tiesDescending].map((down) => (down ? -1 : 1));
		return {
			records: new SortedRecords(records, keysOf, directions),
			through: new Set(accessors.flatMap(({ through }) => through ?? [])),
		};
	}
}
