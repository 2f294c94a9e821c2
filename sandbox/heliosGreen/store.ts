import type { Clock } from '../common';
import type * as M from './domain/model';
import { Shelf } from './domain/shelf';
import { accessorOf, type Accessor } from './domain/values';
import type { HeliosGreenSwitches } from './switches';

/** What opens an empty simulator. Not a secret: it opens the sandbox alone. */
export const sandboxLogin = () => ({ profile: 'Sandbox', username: 'sandbox', password: 'sandbox-password' });

interface Pending {
	readonly at: number;
	readonly before?: M.HeliosRecord;
	readonly after?: M.HeliosRecord;
}

/** What a record is made of; the rest is filled in. */
export interface NewRecord {
	number?: number;
	folder: number;
	reference?: string;
	name?: string;
	created?: number;
	updated?: number;
	values?: Record<string, M.Scalar>;
}

/** One Helios installation: its profiles all lead to the same data. */
export class HeliosGreenStore {
	databaseNumber = 1;
	readonly profiles = new Map<string, M.Profile>();
	readonly users = new Map<string, M.User>();
	readonly classes = new Map<number, M.HeliosClass>();
	readonly folders = new Map<number, M.Folder>();
	/** By type and number, see `template`. */
	readonly templates = new Map<string, M.Template>();
	readonly filters = new Map<number, M.StoredFilter>();
	readonly functions = new Map<number, M.HeliosFunction>();
	/** Output of an XSLT by the reference of its record. */
	readonly transformations = new Map<string, string>();
	/** Records that nobody can write now, by `keyOf`. */
	readonly locked = new Set<string>();
	private readonly shelves = new Map<string, { classNumber: number; shelf: Shelf }>();
	private pending: Pending[] = [];
	private transactions = 900;
	/** By class; 0 for all subjects, which share one row. */
	private readonly lastNumbers = new Map<number, number>();

	constructor(
		private readonly clock: Clock,
		private readonly switches: HeliosGreenSwitches,
	) {
		this.clear();
	}

	clear(): void {
		for (const value of Object.values(this)) if (value instanceof Map || value instanceof Set) value.clear();
		this.pending = [];
		this.transactions = 900;
		this.databaseNumber = 1;
		const { profile, username, password } = sandboxLogin();
		this.profiles.set(profile, { name: profile, server: 'SQL1', database: 'helios' });
		this.users.set(username, { name: username, password, rowCount: 100 });
	}

	/** The time that a change gets. */
	stamp(): number {
		const now = this.clock.now().getTime();
		return this.switches.keepMilliseconds ? now : now - (((now % 1000) + 1000) % 1000);
	}

	template(type: string, number: number): M.Template | undefined {
		return this.templates.get(`${type}/${number}`);
	}

	accessor(owner: M.HeliosClass, path: string): Accessor | undefined {
		return accessorOf(owner, path, this.classes);
	}

	/** All records of a class, or those that a template shows in a folder. */
	shelf(owner: M.HeliosClass, template?: M.Template, folder?: number): Shelf {
		const key = template ? `${template.type}/${template.number}/${folder}` : `class/${owner.number}`;
		let entry = this.shelves.get(key);
		if (!entry) {
			const where = Object.entries(template?.where ?? {});
			const holds = (record: M.HeliosRecord) =>
				(folder === undefined || record.folder === folder) &&
				where.every(([name, value]) => (record.values[name] ?? null) === value);
			const shelf = new Shelf(owner, holds, (path) => this.accessor(owner, path)!);
			this.shelves.set(key, (entry = { classNumber: owner.number, shelf }));
		}
		return entry.shelf;
	}

	/** The record as it will be; nothing stands in the store before `commit`. */
	draft(owner: M.HeliosClass, given: NewRecord): M.HeliosRecord {
		const row = owner.isSubject ? 0 : owner.number;
		const last = this.lastNumbers.get(row) ?? 1000;
		const number = given.number ?? last + 1;
		this.lastNumbers.set(row, Math.max(last, number));
		const now = this.stamp();
		const values: Record<string, M.Scalar> = {};
		for (const { name, initial } of owner.attributes.values()) values[name] = given.values?.[name] ?? initial;
		return {
			class: owner,
			number,
			folder: given.folder,
			reference: given.reference ?? String(number),
			name: given.name ?? '',
			created: given.created ?? now,
			updated: given.updated ?? given.created ?? now,
			values: { ...values, ...given.values },
		};
	}

	/** Puts `after` in the place of `before`; either may be missing. */
	commit(before: M.HeliosRecord | undefined, after: M.HeliosRecord | undefined): void {
		const owner = (after ?? before)!.class;
		if (after) owner.records.set(after.number, after);
		else if (before) owner.records.delete(before.number);
		for (const { classNumber, shelf } of this.shelves.values()) {
			if (classNumber === owner.number) shelf.change(before, after);
			else shelf.changeElsewhere(owner.number);
		}
	}

	/** As `commit`, after so much simulated time. */
	commitLate(
		before: M.HeliosRecord | undefined,
		after: M.HeliosRecord | undefined,
		lateMs = this.switches.lateCommitMs,
	): void {
		if (lateMs <= 0) return this.commit(before, after);
		const at = this.clock.now().getTime() + lateMs;
		this.pending.push({ at, ...(before ? { before } : {}), ...(after ? { after } : {}) });
	}

	/** Commits what is due by now, or all that concerns one record. */
	settle(number?: number): void {
		if (this.pending.length === 0) return;
		const now = this.clock.now().getTime();
		const isDue = ({ at, before, after }: Pending) =>
			number === undefined ? at <= now : (after ?? before)!.number === number;
		const due = this.pending.filter(isDue);
		this.pending = this.pending.filter((one) => !isDue(one));
		for (const { before, after } of due) {
			// Over the gate it may have been changed or deleted since.
			const { class: owner, number: own } = (after ?? before)!;
			const present = owner.records.get(own);
			if (present || !before) this.commit(present, after);
		}
	}

	/** Many new records at once; orders are built anew at the next question. */
	addMany(records: Iterable<M.HeliosRecord>): void {
		for (const record of records) record.class.records.set(record.number, record);
		for (const { shelf } of this.shelves.values()) shelf.forget();
	}

	/** After templates or folders changed. */
	forgetShelves(): void {
		this.shelves.clear();
	}

	/** The record of a number, in one class or among all subjects. */
	find(number: number, owner?: M.HeliosClass): M.HeliosRecord | undefined {
		if (owner) return owner.records.get(number);
		for (const one of this.classes.values()) {
			const record = one.isSubject ? one.records.get(number) : undefined;
			if (record) return record;
		}
		return undefined;
	}

	/** Records whose static relations hold this one's number. */
	*pointing(to: M.HeliosRecord): Iterable<{ from: M.HeliosRecord; attribute: string }> {
		for (const owner of this.classes.values())
			for (const { name, relation } of owner.attributes.values()) {
				if (relation?.classNumber !== to.class.number) continue;
				const index = this.shelf(owner).index([{ path: name, descending: false }], this.switches.textIgnoresCase);
				const [from, end] = index.range({ min: to.number, max: to.number });
				for (const record of index.slice(from, end)) yield { from: record, attribute: name };
			}
	}

	/** Takes a record out and empties the relations that hold it. */
	remove(record: M.HeliosRecord): void {
		for (const { from, attribute } of this.pointing(record)) {
			const present = from.class.records.get(from.number)!;
			this.commit(present, { ...present, values: { ...present.values, [attribute]: null }, updated: this.stamp() });
		}
		this.commit(record.class.records.get(record.number), undefined);
	}

	nextTransaction(): number {
		return ++this.transactions;
	}

	isLocked(record: M.HeliosRecord): boolean {
		return this.locked.has(lockKey(record));
	}
}

export const lockKey = (record: M.HeliosRecord): string => `${record.class.number}/${record.number}`;
