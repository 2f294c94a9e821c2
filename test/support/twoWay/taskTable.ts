import { baseOf, printsOfTask } from '../../../nodes/shared/sync/pairs/pair';
import { linkOf } from '../../../nodes/shared/sync/pairs/stamp';
import type { Owner, Result, Stamp, Synced, Task, TaskSide, TaskWrite } from '../../../nodes/shared/sync/pairs/types';
import type { Gate } from './gate';
import type { Ledger } from './ledger';
import { fit, routing, SYSTEM } from './settings';

/** What the table asks of the rest of the world. */
export interface Surroundings {
	gate: Gate;
	ledger: Ledger;
	now(): number;
	hasTimes: boolean;
	/** What the events of a task say of it, and where an event's task comes from. */
	stampsOf(link: string): Stamp[];
	lineageOf(link: string): string | undefined;
}

const copyOf = (task: Task): Task => ({ ...task, fields: { ...task.fields } });

/** The tasks of a database without versions: a write can only compare what it read. */
export class TaskTable {
	readonly rows = new Map<string, Task>();
	/** The record that a person made, of which this one came. */
	readonly lineage = new Map<string, string>();
	/** What the trigger saw last; and what was deleted before it ever saw it, so that it cannot tell. */
	seen: ReadonlySet<string> = new Set();
	readonly neverSeen = new Set<string>();
	/** How often each was written: one that is as it was between two looks of the trigger may have been another in between. */
	readonly versions = new Map<string, number>();
	readonly editedBack = new Set<string>();
	/** Writes of runs that took effect. */
	writes = 0;
	private next = 100;

	constructor(private readonly around: Surroundings) {
		// So that the table is never empty.
		this.put({ id: '1', operator: 'zoe', type: 'note', fields: blank(), shown: '', closed: true });
	}

	put(task: Task): void {
		this.versions.set(task.id, (this.versions.get(task.id) ?? 0) + 1);
		this.rows.set(task.id, { ...task, ...(this.around.hasTimes && { editedAt: this.around.now() }) });
	}

	newId(): string {
		return String(this.next++);
	}

	/** As a run sees it. */
	sideOf(run: number): TaskSide {
		const { gate } = this.around;
		return {
			name: 'Tasks',
			system: SYSTEM,
			fit,
			read: async (ids) => await gate.pass(run, 'read tasks', () => this.read(ids)),
			findSame: async (wanted) => await gate.pass(run, 'find same tasks', () => wanted.map((one) => this.same(one))),
			reserve: async (count) =>
				await gate.pass(run, 'reserve', () => Array.from({ length: count }, () => this.newId())),
			write: async (writes) =>
				await gate.pass(run, 'write tasks', () => writes.map((one) => this.write(run, one)), {
					fault: (fault) => writes.map(() => ({ fault })),
					changed: () => writes.map(() => ({ refused: 'changed' })),
				}),
		};
	}

	private read(ids: readonly string[]): Map<string, Task> {
		return new Map(
			ids.flatMap((id) => {
				const task = this.rows.get(id);
				return task ? [[id, copyOf(task)]] : [];
			}),
		);
	}

	private same({ owner, fields: { subject, time } }: { owner: Owner; fields: Synced }): string[] {
		const isSame = (task: Task) =>
			!task.closed &&
			task.operator === owner.operator &&
			task.type === owner.type &&
			task.fields.subject === subject &&
			task.fields.time === time;
		return [...this.rows.values()].filter(isSame).map(({ id }) => id);
	}

	private write(run: number, write: TaskWrite): Result<Task> {
		if (write.do === 'create') return this.create(write.id, write.owner, write.fields);
		const now = this.rows.get(write.task.id);
		if (!now) return { refused: 'gone' };
		if (!isStill(now, write.task)) return { refused: 'changed' };
		this.writes++;
		if (write.do === 'delete') {
			this.note(run, now, {}, true);
			this.rows.delete(now.id);
			return {};
		}
		if (write.do !== 'update') this.put({ ...now, closed: true });
		else {
			const fields = { ...now.fields, ...write.fields };
			this.note(run, now, fields, false);
			this.put({ ...now, ...write.owner, fields: fit(fields) });
		}
		return { record: copyOf(this.rows.get(now.id)!) };
	}

	private create(id: string, owner: Owner, fields: Synced): Result<Task> {
		if (this.rows.has(id)) return { refused: 'changed' };
		this.writes++;
		const lineage = this.around.lineageOf(linkOf(SYSTEM, id));
		if (lineage !== undefined) this.lineage.set(id, lineage);
		this.put({ id, ...owner, fields: fit(fields), shown: '', closed: false });
		return { record: copyOf(this.rows.get(id)!) };
	}

	private note(run: number, now: Task, next: Partial<Synced>, isDeletion: boolean): void {
		const prints = printsOfTask(now, { routing, fit });
		const stamps = this.around.stampsOf(linkOf(SYSTEM, now.id));
		const isFirst = stamps.some(({ base }) => Object.keys(base).length === 0);
		for (const field of ['subject', 'notes', 'place', 'time'] as const) {
			const isEdited = stamps.every((stamp) => baseOf(stamp, prints)[field] !== prints[field]);
			this.around.ledger.replaced(run, now.fields[field], next[field], isDeletion || isEdited, isFirst);
		}
	}
}

export const blank = (): Synced => ({ subject: '', notes: '', place: '', time: '' });

const isStill = (now: Task, read: Task): boolean =>
	now.operator === read.operator &&
	now.type === read.type &&
	(Object.keys(now.fields) as Array<keyof Synced>).every((field) => now.fields[field] === read.fields[field]);
