import type { Agreed, Linked } from './linked';
import { isText, ownNotes, printsOfEvent, type Pair, type Rules, type Step } from './pair';
import { printOfShown } from './stamp';
import type { CalendarEvent, Stamp } from './types';

/** It notes that it goes before it does: so whoever hears that it was deleted knows that no person did. */
export function takeAway(
	event: CalendarEvent,
	stamp: Stamp,
	reason: string,
	as: 'deleted' | 'updated' = 'deleted',
): Step {
	if (stamp.going) return { do: 'event', as, reason, write: { do: 'delete', event } };
	return { do: 'event', as: 'updated', write: { do: 'update', event, stamp: { ...stamp, going: true } } };
}

/** The task belongs into another calendar. */
export function moveEvent(
	pair: Pair,
	{ task, event, stamp }: Linked,
	agreed: Agreed,
	home: string,
	rules: Rules,
): Step {
	const isTaken = pair.doubles.some(({ calendar, id }) => calendar === home && id === event.id);
	if (rules.canMove(event.calendar, home) && !isTaken)
		return { do: 'event', as: 'updated', write: { do: 'move', event, calendar: home } };
	const fields = { ...event.fields, notes: ownNotes(event, task) };
	const values = rules.fit(task.fields);
	for (const field of agreed.toEvent) if (isText(field)) fields[field] = values[field];
	const replacing = {
		link: stamp.link,
		base: agreed.base,
		...(task.shown !== '' && { shown: printOfShown(task.shown)! }),
		generation: freeIn(home, pair),
		replaces: `${event.calendar}/${event.id}`,
		replacedAs: printsOfEvent({ event }, rules),
	};
	const reason = 'Moved to a calendar of another account: guests and reminders do not travel with it.';
	return {
		do: 'event',
		as: 'updated',
		reason,
		write: { do: 'create', calendar: home, fields, shown: task.shown, stamp: replacing },
	};
}

/** Counted from the first one, as wherever an event is made: so two runs cannot make two. A series keeps the id that it has. */
const freeIn = (calendar: string, { generation, doubles }: Pair): number =>
	Math.max(
		generation,
		...doubles.map(({ calendar: its, stamp }) => (its === calendar && stamp ? stamp.generation + 1 : 0)),
	);
