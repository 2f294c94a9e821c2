import type { Seed } from '../../../nodes/shared/sync/pairs/assemble';
import { isInStep, readLink } from '../../../nodes/shared/sync/pairs/stamp';
import type { Stamp } from '../../../nodes/shared/sync/pairs/types';
import { stampIn, type Calendars } from './calendars';
import { ROUTED } from './settings';
import type { TaskTable } from './taskTable';

/** Compares the tasks with what it saw last, as a trigger without time stamps does. */
export class TaskTrigger {
	private seen = new Map<string, { print: string; version: number }>();

	constructor(private readonly table: TaskTable) {}

	poll(): Seed[] {
		const { rows, versions, editedBack } = this.table;
		const now = new Map(
			[...rows.values()].map(({ editedAt: _, ...task }) => {
				return [task.id, { print: JSON.stringify(task), version: versions.get(task.id)! }] as const;
			}),
		);
		const changed = [...new Set([...now.keys(), ...this.seen.keys()])].filter((id) => {
			const [before, after] = [this.seen.get(id), now.get(id)];
			if (before?.print !== after?.print) return true;
			if (before?.version !== after?.version) editedBack.add(id);
			return false;
		});
		for (const id of changed) editedBack.delete(id);
		this.seen = now;
		this.table.seen = new Set(now.keys());
		return changed.map((task) => ({ task }));
	}
}

/** Tells events whose version changed, but not those that are in step: these were written by a run, unless it left them alone. */
export class EventTrigger {
	private readonly seen = new Map<string, { version: number; stamp?: Stamp; wasLeftAlone: boolean }>();
	/** Tasks whose event was deleted with nobody left who knows whose it was. */
	readonly forgotten = new Set<string>();
	/** Tasks whose event was deleted. */
	readonly deleted = new Set<string>();

	constructor(private readonly calendars: Calendars) {}

	poll(): Seed[] {
		return this.calendars.rows().flatMap((row): Seed[] => {
			const key = `${row.calendar}/${row.id}`;
			const known = this.seen.get(key);
			if (!ROUTED.includes(row.calendar as (typeof ROUTED)[number]) || known?.version === row.version) return [];
			const event = this.calendars.seen(row);
			const wasLeftAlone = row.leftAlone !== undefined;
			this.seen.set(key, { version: row.version, wasLeftAlone, ...(event.stamp && { stamp: event.stamp }) });
			const ref = { calendar: row.calendar, id: row.id };
			if (!('deleted' in event)) return isInStep(event) && !known?.wasLeftAlone ? [] : [{ event: ref }];
			const stamp = event.stamp ?? known?.stamp;
			const link = stampIn(row)?.link;
			if (link) (stamp ? this.deleted : this.forgotten).add(readLink(link)!.id);
			return [{ event: ref, ...(stamp && { stamp }) }];
		});
	}
}
