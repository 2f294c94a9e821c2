import { timeText } from '../../../nodes/shared/sync/pairs/time';
import { writeStamp } from '../../../nodes/shared/sync/pairs/stamp';
import type { Synced, Task } from '../../../nodes/shared/sync/pairs/types';
import type { Calendars, Row } from './calendars';
import type { Ledger } from './ledger';
import { CALENDARS, fit, OWNERS, ROUTED } from './settings';
import type { TaskTable } from './taskTable';

type Field = keyof Synced;
const FIELDS: readonly Field[] = ['subject', 'time', 'notes', 'place'];

const hour = (count: number): string => {
	const start = Date.UTC(2026, 0, 1) + count * 3_600_000;
	return timeText(new Date(start).toISOString(), new Date(start + 1_800_000).toISOString());
};

/** What people do on both sides, each by two numbers: which record, and what with it. */
export class People {
	constructor(
		private readonly tasks: TaskTable,
		private readonly calendars: Calendars,
		private readonly ledger: Ledger,
		/** Whether events become series: a run cannot finish with them what it began. */
		private readonly hasSeries: boolean,
	) {}

	/** Does the deed with this number, if there is anything to do it to. */
	act(deed: number, which: number, how: number): string {
		const often = [this.editTask, this.editEvent, this.reassign, this.moveEvent, this.editTask, this.editEvent];
		const more = [this.deleteTask, this.deleteEvent, this.close, this.show, this.spoilShown, this.touch, this.newEvent];
		const all = [...often, ...more, ...often, how % 2 ? this.copy : this.series, this.newTask, ...often];
		return all[deed % all.length]!.call(this, which, how);
	}

	private task(which: number): Task | undefined {
		const open = [...this.tasks.rows.values()].filter(({ id }) => id !== '1');
		return open[which % open.length];
	}

	private event(which: number): Row | undefined {
		const live = this.calendars.live();
		return live[which % live.length];
	}

	private text(field: Field, how: number): string {
		if (field === 'time') {
			if (how % 8 === 7) return hour(0);
			const mark = this.ledger.mark('t');
			return this.ledger.nameTime(mark, hour(this.ledger.size));
		}
		if (how % 8 === 7) return 'same';
		if (how % 8 === 6 && field !== 'subject') return '';
		const mark = this.ledger.mark(field[0] as 's' | 'n' | 'p');
		return how % 8 === 5 ? `${mark}😀 longer than it fits` : how % 8 === 4 ? `${mark}\nnext line` : mark;
	}

	private fields(how: number): Synced {
		const fields = { subject: '', notes: '', place: '', time: '' };
		for (const field of ['subject', 'time', 'notes'] as const) this.enter(fields, field, how);
		return fields;
	}

	private enter(fields: Synced, field: Field, how: number): void {
		const before = fields[field];
		fields[field] = this.text(field, how);
		if (field !== 'notes') fields[field] = fields[field].replace('\n', ' ');
		this.ledger.entered(before, fields[field]);
	}

	private editTask(which: number, how: number): string {
		const task = this.task(which);
		if (!task) return '';
		const field = FIELDS[how % 4]!;
		const fields = { ...task.fields };
		this.enter(fields, field, how >> 2);
		this.tasks.put({ ...task, fields: fit(fields) });
		return `task ${task.id}: ${field} = ${fields[field]}`;
	}

	private editEvent(which: number, how: number): string {
		const row = this.event(which);
		if (!row) return '';
		const field = FIELDS[how % 4]!;
		const fields = { ...row.fields };
		this.enter(fields, field, how >> 2);
		this.calendars.put({ ...row, fields });
		return `event ${row.calendar}/${row.id}: ${field} = ${fields[field]}`;
	}

	newTask(which: number, how: number): string {
		const id = this.tasks.newId();
		const shown = how % 2 ? `feature ${id}` : '';
		const closed = how % 11 === 10;
		const fields = fit(this.fields(how >> 1));
		this.tasks.put({ id, ...OWNERS[which % OWNERS.length]!, fields, shown, closed });
		this.tasks.lineage.set(id, `task ${id}`);
		return `new task ${id} of ${Object.values(OWNERS[which % OWNERS.length]!).join('/')} ${JSON.stringify(fields)}`;
	}

	newEvent(which: number, how: number): string {
		const calendar = ROUTED[which % ROUTED.length]!;
		const id = `e${this.calendars.rows().length}`;
		const readOnly = how % 9 === 8 ? 'It is organized by somebody else.' : undefined;
		const fields = this.fields(how >> 1);
		const properties = writeStamp(null);
		const lineage = `event ${calendar}/${id}`;
		this.calendars.put({ calendar, id, fields, shown: '', properties, isDeleted: false, readOnly, lineage });
		return `new event ${calendar}/${id} ${readOnly ?? ''} ${JSON.stringify(fields)}`;
	}

	private reassign(which: number, how: number): string {
		const task = this.task(which);
		if (!task) return '';
		const owner = OWNERS[how % OWNERS.length]!;
		this.tasks.put({ ...task, ...owner });
		return `task ${task.id} is now of ${owner.operator}/${owner.type}`;
	}

	/** To a calendar that takes no part for good: what comes back from there is new to nobody. */
	private moveEvent(which: number, how: number): string {
		const row = this.event(which);
		const targets = CALENDARS.filter((one) => one !== row?.calendar && one[0] === row?.calendar[0]);
		const target = targets[how % Math.max(1, targets.length)];
		if (!row || !target || row.calendar === 'a-other' || (target === 'a-other' && how % 5 !== 4)) return '';
		if (this.calendars.live().some(({ calendar, id }) => calendar === target && id === row.id)) return '';
		this.calendars.move(row, target);
		return `event ${row.calendar}/${row.id} moves to ${target}`;
	}

	private deleteTask(which: number): string {
		const task = this.task(which);
		if (!task) return '';
		this.ledger.removed(task.fields);
		this.tasks.rows.delete(task.id);
		if (!this.tasks.seen.has(task.id)) this.tasks.neverSeen.add(task.id);
		return `task ${task.id} is deleted`;
	}

	private deleteEvent(which: number): string {
		const row = this.event(which);
		if (!row) return '';
		this.ledger.removed(row.fields);
		this.calendars.put({ ...row, isDeleted: true });
		return `event ${row.calendar}/${row.id} is deleted`;
	}

	private close(which: number): string {
		const task = this.task(which);
		if (!task) return '';
		this.tasks.put({ ...task, closed: !task.closed });
		return `task ${task.id} is ${task.closed ? 'open again' : 'closed'}`;
	}

	private show(which: number, how: number): string {
		const task = this.task(which);
		if (!task) return '';
		this.tasks.put({ ...task, shown: how % 3 ? `feature ${task.id} is ${how % 7}\ncolour` : '' });
		return `task ${task.id} shows something else`;
	}

	/** Edits what is only shown, or takes the marked line away. */
	private spoilShown(which: number, how: number): string {
		const row = this.event(which);
		if (!row?.shown) return '';
		const isEdit = how % 2 === 0;
		const notes = isEdit ? row.fields.notes : `${row.fields.notes}\n\n${row.shown}`.trim();
		this.calendars.put({ ...row, fields: { ...row.fields, notes }, shown: isEdit ? `${row.shown} edited` : '' });
		return `event ${row.calendar}/${row.id}: shown text ${isEdit ? 'edited' : 'without its line'}`;
	}

	/** As Google's editor does it: with its private properties. */
	private copy(which: number): string {
		const row = this.event(which);
		if (!row || row.calendar === 'a-other') return '';
		const id = `copy${this.calendars.rows().length}`;
		this.calendars.put({ ...row, id, readOnly: undefined, version: 0, lineage: `event ${row.calendar}/${id}` });
		return `event ${row.calendar}/${row.id} is copied to ${id}`;
	}

	/** A reminder: another version, and nothing else. */
	private touch(which: number): string {
		const row = this.event(which);
		if (!row) return '';
		this.calendars.put(row);
		return `event ${row.calendar}/${row.id}: reminder`;
	}

	private series(which: number, how: number): string {
		const row = this.event(which);
		if (!row || how % 4 !== 0 || !this.hasSeries) return '';
		this.calendars.put({ ...row, leftAlone: row.leftAlone ? undefined : 'It belongs to a series.' });
		return `event ${row.calendar}/${row.id}: ${row.leftAlone ? 'no series any more' : 'series'}`;
	}
}
