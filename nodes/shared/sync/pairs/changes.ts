import type { Changes } from '../types';
import type { Pair, Step } from './pair';
import type { CalendarEvent, Owner, Synced } from './types';

type Writing = Extract<Step, { do: 'task' | 'event' }>;

/** What a step changes, field by field with the values before and after, so that nothing is overwritten or deleted unseen. */
export function changesOf(step: Writing, pair: Pair): Changes {
	const { write } = step;
	if (step.do === 'event') {
		// Made in the place of another one: what differs from that one.
		if (write.do === 'create' && 'calendar' in write) {
			return { ...home(pair.event, write.calendar), ...of('event', pair.event?.fields, write.fields) };
		}
		if (write.do === 'move') return home(write.event, write.calendar);
		if (write.do === 'delete' && 'event' in write) {
			return of('event', write.event.fields, write.event === pair.event ? NOTHING : pair.event!.fields);
		}
		if (write.do !== 'update' || !('event' in write)) return {};
		const shown: Changes =
			write.shown === undefined ? {} : { 'event.shown': { from: write.event.shown, to: write.shown } };
		return { ...of('event', write.event.fields, write.fields ?? {}), ...shown };
	}
	if (write.do === 'create') return of('task', undefined, write.fields);
	if (write.do === 'update' && 'task' in write) {
		return { ...of('task', write.task.fields, write.fields), ...moved(write.task, write.owner) };
	}
	if (write.do === 'delete' && pair.task) return of('task', pair.task.fields, NOTHING);
	return write.do === 'cancel' && pair.task ? { 'task.closed': { from: pair.task.closed, to: true } } : {};
}

/** Adds to what a run changed so far. A field that was changed before keeps what it was then: a person may have written that. */
export function addChanges(all: Changes, more: Changes): void {
	for (const [field, change] of Object.entries(more)) {
		let name = field;
		for (let count = 2; name in all; count++) name = `${field} (${count})`;
		all[name] = change;
	}
}

/** Those changes that may have been made, where it was not told: what they replace does not stand there any more. */
export function perhapsMade(changes: Changes, { task, event }: Pick<Pair, 'task' | 'event'>): Changes {
	const now = (name: string): unknown => {
		const [side, field] = name.split('.') as ['task' | 'event', string];
		const record = side === 'task' ? task : event;
		return record && { ...record.fields, ...record }[field as 'subject'];
	};
	return Object.fromEntries(Object.entries(changes).filter(([name, { from }]) => from !== null && now(name) !== from));
}

const NOTHING = { subject: null, notes: null, place: null, time: null };

function of(
	side: 'task' | 'event',
	before: Synced | undefined,
	after: Partial<Record<keyof Synced, string | null>>,
): Changes {
	return Object.fromEntries(
		(Object.keys(after) as Array<keyof Synced>)
			.filter((field) => (after[field] ?? '') !== (before?.[field] ?? ''))
			.map((field) => [`${side}.${field}`, { from: before?.[field] ?? null, to: after[field] }]),
	);
}

const home = (event: CalendarEvent | undefined, calendar: string): Changes =>
	event ? { 'event.calendar': { from: event.calendar, to: calendar } } : {};

function moved(from: Owner, to: Owner | undefined): Changes {
	if (!to) return {};
	const parts = (['operator', 'type'] as const).filter((part) => from[part] !== to[part]);
	return Object.fromEntries(parts.map((part) => [`task.${part}`, { from: from[part], to: to[part] }]));
}
