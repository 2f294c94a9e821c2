import { stampOf } from './decide';
import { FIELDS, type Pair, type Told } from './pair';
import type { CalendarEvent, EventWrite, Stamp, Task, TaskWrite } from './types';

/** What a pair is after a write that took place. */

/** What the task was told stands in the offer of the event, which was noted before. */
export function placeTask(pair: Pair, write: TaskWrite, record: Task | undefined): void {
	const stamp = pair.event && stampOf(pair.event);
	if (!record) delete pair.task;
	else pair.task = record;
	if (!stamp?.offer || write.do === 'cancel' || write.do === 'delete') return;
	const told: Told = { ...pair.told };
	for (const field of FIELDS) {
		const to = stamp.offer[field];
		if (to !== undefined) told[field] = { from: stamp.base[field], to };
	}
	pair.told = told;
}

export function placeEvent(pair: Pair, write: EventWrite, record: CalendarEvent | undefined): void {
	if (write.do === 'create') {
		if (pair.event) pair.doubles = [pair.event, ...pair.doubles];
		pair.event = record;
		delete pair.deleted;
		return;
	}
	// The vendor counts our write as an edit; who wins by being newer is decided by what people did.
	const { editedAt } = write.event;
	const now = record && { ...record, ...(editedAt !== undefined && { editedAt }) };
	const isStillLinked = now !== undefined && stampOf(now) !== undefined;
	if (pair.doubles.includes(write.event)) {
		pair.doubles = pair.doubles.flatMap((one) => (one !== write.event ? [one] : isStillLinked ? [now] : []));
	} else if (now) pair.event = now;
	else {
		const [next, ...doubles] = pair.doubles;
		delete pair.event;
		Object.assign(pair, { doubles, ...(next && { event: next }) });
	}
}

/** The id of the event is in use already. What was deleted there decides whether there is to be a new one. */
export function reborn(pair: Pair, stamp: Stamp | undefined): void {
	pair.generation++;
	if (!stamp?.going) pair.deleted ??= { ...(stamp && { stamp }), isTrace: true };
}
