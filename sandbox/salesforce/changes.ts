import type { DeleteLog } from './deleteLog';
import type { Row, Values } from './model';
import type { SalesforceStore } from './store';
import type { SalesforceSwitches } from './switches';
import type { Table } from './table';

/** Who changes something and when. */
export interface Origin {
	/** Id of a user. */
	readonly by: string;
	/** Milliseconds that stamps show; default: now. */
	readonly at?: number;
	/** The row appears only this much simulated time later. */
	readonly lateMs?: number;
}

/** What happens to rows once it is allowed; stamps move as Salesforce moves them (salesforce.md 2.1). */
export class Changes {
	constructor(
		private readonly store: SalesforceStore,
		private readonly switches: SalesforceSwitches,
		private readonly deleteLog: DeleteLog,
	) {}

	create(table: Table, values: Values, { by, at, lateMs }: Origin, id = this.store.newId(table)): Row {
		const stamp = this.store.stamp(at);
		const row: Row = {
			id,
			object: table.name,
			values,
			createdDate: stamp,
			createdById: by,
			lastModifiedDate: stamp,
			lastModifiedById: by,
			systemModstamp: stamp,
			deletedAt: 0,
			masterId: null,
			unshared: false,
			readOnly: false,
		};
		this.store.commit(() => this.store.put(row), stamp, lateMs);
		return row;
	}

	/** `values` holds the fields that change. */
	update(row: Row, values: Values, { by, at, lateMs }: Origin): Row {
		const differs = Object.entries(values).some(([name, value]) => (row.values[name] ?? null) !== value);
		if (!differs && !this.switches.unchangedUpdateTouches) return row;
		const stamp = this.store.stamp(at);
		const stamps = { lastModifiedDate: stamp, lastModifiedById: by, systemModstamp: stamp };
		const next = (present: Row): Row => ({ ...present, values: { ...present.values, ...values }, ...stamps });
		this.store.commit(() => this.store.put(next(this.store.row(row.id) ?? row)), stamp, lateMs);
		if (this.switches.parentTouchesChildren) this.touchReaders(row, stamp);
		return next(row);
	}

	/** A process of Salesforce itself: SystemModstamp moves, LastModifiedDate does not. */
	touch(row: Row, at?: number, values: Values = {}): Row {
		const systemModstamp = Math.max(row.lastModifiedDate, this.store.stamp(at));
		const next = { ...row, values: { ...row.values, ...values }, systemModstamp };
		this.store.put(next);
		return next;
	}

	/** To the recycle bin, with the children that go along; others lose their parent. */
	remove(row: Row, { by, at }: Origin): void {
		const stamp = this.store.stamp(at);
		this.store.put({
			...row,
			deletedAt: stamp,
			lastModifiedDate: stamp,
			lastModifiedById: by,
			systemModstamp: stamp,
		});
		for (const { table, field, ids } of this.store.children(row))
			for (const id of ids) {
				const child = table.get(id)!;
				if (child.deletedAt > 0) continue;
				if (field.onParentDelete === 'cascade') this.remove(child, { by, at: stamp });
				else this.touch(child, stamp, { [field.name]: null });
			}
	}

	/** Out of the recycle bin for good; the delete log still tells of it. */
	purge(row: Row): void {
		this.deleteLog.add(this.store.tableOf(row), { id: row.id, at: row.deletedAt });
		this.store.drop(row);
	}

	/** Out of the recycle bin, with the children that went along. */
	restore(row: Row, origin: Origin): Row {
		const stamp = this.store.stamp(origin.at);
		const next = { ...row, deletedAt: 0, masterId: null, systemModstamp: stamp, lastModifiedDate: stamp };
		this.store.put(next);
		for (const { table, field, ids } of this.store.children(row))
			for (const id of ids) {
				const child = table.get(id)!;
				if (field.onParentDelete === 'cascade' && child.deletedAt === row.deletedAt) this.restore(child, origin);
			}
		return next;
	}

	/** The loser is deleted and names its master; what named the loser names the master. */
	merge(master: Row, loser: Row, origin: Origin): void {
		const stamp = this.store.stamp(origin.at);
		for (const { table, field, ids } of this.store.children(loser))
			for (const id of ids) this.update(table.get(id)!, { [field.name]: master.id }, { ...origin, at: stamp });
		this.remove(loser, { ...origin, at: stamp });
		this.store.put({ ...this.store.row(loser.id)!, masterId: master.id });
		this.update(this.store.row(master.id)!, {}, { ...origin, at: stamp });
	}

	private touchReaders(row: Row, stamp: number): void {
		for (const { table, field, ids } of this.store.children(row)) {
			const readers = [...table.fields.values()].filter(
				({ formula }) => formula?.split('.')[0] === field.relationshipName,
			);
			if (readers.length) for (const id of ids) this.touch(table.get(id)!, stamp);
		}
	}
}
