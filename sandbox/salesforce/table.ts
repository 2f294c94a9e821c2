import { EqualityIndex, SortedIndex } from './indexes';
import type { Field, Row } from './model';

/** Columns that queries are answered from in order. */
const SORTED: Record<string, (row: Row) => number> = {
	SystemModstamp: (row) => row.systemModstamp,
	LastModifiedDate: (row) => row.lastModifiedDate,
	CreatedDate: (row) => row.createdDate,
	Id: () => 0,
};

export const isSorted = (field: string): boolean => Object.hasOwn(SORTED, field);

/** One object with its rows, those in the recycle bin too. Indexes are made when first asked for and kept from then on. */
export class Table {
	/** By name in lower case, in the order of describe. */
	readonly fields = new Map<string, Field>();
	/** Deleted ones, by id. */
	readonly binned = new Map<string, Row>();
	private readonly byId = new Map<string, Row>();
	private readonly sortedIndexes = new Map<string, SortedIndex>();
	private readonly equalIndexes = new Map<string, EqualityIndex>();

	constructor(
		readonly name: string,
		readonly label: string,
		readonly labelPlural: string,
		readonly keyPrefix: string,
		readonly mergeable: boolean,
		readonly permanent: boolean,
	) {}

	get custom(): boolean {
		return this.name.endsWith('__c');
	}

	get size(): number {
		return this.byId.size;
	}

	rows(): IterableIterator<Row> {
		return this.byId.values();
	}

	get(id: string): Row | undefined {
		return this.byId.get(id);
	}

	/** Without regard to case; undefined where field-level security hides it too, unless `evenHidden`. */
	field(name: string, evenHidden = false): Field | undefined {
		const field = this.fields.get(name.toLowerCase());
		return field && (evenHidden || field.access !== 'hidden') ? field : undefined;
	}

	/** The reference behind a name as 'Account' or 'Contract__r'. */
	relation(name: string): Field | undefined {
		const wanted = name.toLowerCase();
		for (const field of this.fields.values())
			if (field.relationshipName?.toLowerCase() === wanted && field.access !== 'hidden') return field;
		return undefined;
	}

	put(row: Row): void {
		const before = this.byId.get(row.id);
		this.byId.set(row.id, row);
		if (row.deletedAt > 0) this.binned.set(row.id, row);
		else this.binned.delete(row.id);
		for (const index of this.indexes())
			if (before) index.replace(before, row);
			else index.add(row);
	}

	/** New ones, all at once. */
	putMany(rows: readonly Row[]): void {
		for (const row of rows) this.byId.set(row.id, row);
		for (const index of this.sortedIndexes.values()) index.addMany(rows);
		for (const index of this.equalIndexes.values()) for (const row of rows) index.add(row);
	}

	drop(row: Row): void {
		this.byId.delete(row.id);
		this.binned.delete(row.id);
		for (const index of this.indexes()) index.remove(row);
	}

	/** By SystemModstamp, LastModifiedDate, CreatedDate or Id. */
	sorted(field: string): SortedIndex {
		let index = this.sortedIndexes.get(field);
		if (!index) this.sortedIndexes.set(field, (index = new SortedIndex(SORTED[field]!, this.byId.values())));
		return index;
	}

	equal(field: Field): EqualityIndex {
		let index = this.equalIndexes.get(field.name);
		if (!index) {
			index = new EqualityIndex(field.read, field.type === 'reference', this.byId.values());
			this.equalIndexes.set(field.name, index);
		}
		return index;
	}

	private *indexes(): Iterable<SortedIndex | EqualityIndex> {
		yield* this.sortedIndexes.values();
		yield* this.equalIndexes.values();
	}
}
