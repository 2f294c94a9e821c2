import type { Table } from './table';

interface Entry {
	readonly id: string;
	/** Milliseconds. */
	readonly at: number;
}

/** What was deleted and when, even after the recycle bin was emptied. */
export class DeleteLog {
	/** Milliseconds; what happened before is not known any more. */
	purgedBefore = 0;
	private hard = new Map<Table, Entry[]>();

	clear(): void {
		this.purgedBefore = 0;
		this.hard.clear();
	}

	/** A row that left the recycle bin for good. */
	add(table: Table, entry: Entry): void {
		this.hard.set(table, [...(this.hard.get(table) ?? []), entry]);
	}

	of(table: Table): Entry[] {
		const binned = [...table.binned.values()].map(({ id, deletedAt }) => ({ id, at: deletedAt }));
		return [...(this.hard.get(table) ?? []), ...binned].filter(({ at }) => at >= this.purgedBefore);
	}
}
