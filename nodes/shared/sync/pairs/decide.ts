import { decideLinked } from './linked';
import { takeAway } from './moving';
import {
	baseOf,
	CLEARED,
	eventFields,
	FIELDS,
	isText,
	offering,
	ownNotes,
	printsOfEvent,
	printsOfTask,
	replaces,
	samePrints,
	withoutNothing,
	type Pair,
	type Rules,
	type Step,
} from './pair';
import { linkOf, printOfShown, readLink } from './stamp';
import type { CalendarEvent, Owner, Prints, Stamp, Synced, SyncedField, Task } from './types';

const end = (action: 'unchanged' | 'skipped' | 'conflict', reason?: string): Step => ({ do: 'end', action, reason });

/**
 * The next step that brings a task and its event closer to each other, until there is nothing left to do. It depends on
 * nothing but how both are now and what the event's stamp says: so both directions, a repeated run and a run after a crash
 * decide alike. Pure.
 * @throws what keeps the pair from being known, or the settings from being followed
 */
export function decide(pair: Pair, rules: Rules): Step {
	const { task, event, problem } = pair;
	if (problem) throw problem;
	if (event?.leftAlone) return end('skipped', event.leftAlone);
	if (!event)
		return task ? withoutEvent(pair, task, rules) : end('unchanged', 'Neither the task nor the event exists any more.');
	const double = pair.doubles.find(({ leftAlone }) => !leftAlone);
	// One event that is being moved may have been seen in both places.
	if (double) return pair.isSought ? withoutDouble(double, event, rules) : { do: 'seek' };
	const stamp = stampOf(event);
	if (!stamp) return unlinked(pair, event, rules);
	if (readLink(stamp.link)?.system !== rules.system)
		return end('skipped', 'The event belongs to a task of another system.');
	if (task) return decideLinked(pair, { task, event, stamp }, rules);
	const isMaking = stamp.making && readLink(stamp.link)!.id !== pair.used;
	return isMaking ? making(pair, event, stamp, rules) : taskGone(pair, event, stamp, rules);
}

/** A copy of an event carries the stamp of the original. */
export const stampOf = ({ id, stamp }: Pick<CalendarEvent, 'id' | 'stamp'>): Stamp | undefined =>
	stamp?.self === id ? stamp : undefined;

function withoutEvent(pair: Pair, task: Task, rules: Rules): Step {
	const { policy, routing } = rules;
	const calendar = routing.calendarOf(task);
	if (calendar === undefined) return end('unchanged', 'Tasks of this type and operator are not synchronised.');
	if (task.fields.time === '') return end('skipped', 'The task has no start.');
	if (pair.isVanished) return end('unchanged', 'The event was deleted in the meantime.');
	if (pair.deleted) return eventDeleted(pair, task, calendar, rules);
	if (!policy.newTasks) return end('skipped', 'Events are not created for new tasks.');
	if (task.closed && !policy.closedTasks) return end('skipped', 'The task is completed.');
	if (policy.match && !pair.matched) return { do: 'match' };
	return createEvent(pair, task, calendar, rules);
}

function createEvent({ generation }: Pair, task: Task, calendar: string, rules: Rules): Step {
	const { shown } = task;
	const base = printsOfTask(task, rules);
	const print = printOfShown(shown);
	const stamp = { link: linkOf(rules.system, task.id), base, generation, ...(print && { shown: print }) };
	return {
		do: 'event',
		as: 'created',
		write: { do: 'create', calendar, fields: rules.fit(task.fields), shown, stamp },
	};
}

function eventDeleted(pair: Pair, task: Task, calendar: string, rules: Rules): Step {
	const { eventDeleted: how, editedAndDeleted } = rules.policy;
	const { stamp, isTrace } = pair.deleted!;
	const prints = printsOfTask(task, rules);
	const isEdited = !stamp || !samePrints(baseOf(stamp, prints), prints);
	const again = createEvent(pair, task, calendar, rules);
	if (isTrace) {
		// Who deleted it, and whether that was obeyed already, is not known: so nothing is taken away because of it.
		if (task.closed) return end('skipped', 'The event was deleted, and the task is completed.');
		return isEdited || how !== 'ignore' ? again : end('skipped', 'The event was deleted; the task stays.');
	}
	if (isEdited && editedAndDeleted === 'keep') {
		return task.closed ? end('skipped', 'The event was deleted, and the task is completed.') : again;
	}
	if (how === 'recreate') return again;
	if (how === 'ignore') return end('skipped', 'The event was deleted; the task stays.');
	if (how === 'cancel' && task.closed) return end('unchanged', 'The event was deleted, and the task is completed.');
	if (!pair.isSought) return { do: 'seek' };
	const reason = 'The event was deleted.';
	return { do: 'task', as: how === 'delete' ? 'deleted' : 'updated', reason, write: { do: how, task } };
}

/** Of two events of one task one goes; what somebody edited there is carried over before. */
function withoutDouble(double: CalendarEvent, event: CalendarEvent, rules: Rules): Step {
	const [stamp, own] = [stampOf(double), stampOf(event)];
	const isReplaced = replaces(event, double);
	const known = (isReplaced && own?.replacedAs) || stamp?.base;
	// What was never in step with the task is nobody's copy, but an event that was there before.
	if (!own || !stamp || double.readOnly || event.readOnly || samePrints(known ?? {}, {})) {
		const reason = 'The task had two events; the other one stands by itself now.';
		return { do: 'event', as: 'updated', reason, write: { do: 'update', event: double, stamp: null } };
	}
	const fields = editsOf(double, known!, event, own.base, rules);
	if (Object.keys(fields).length > 0) {
		const reason = 'What was edited in the other event of the task was carried over.';
		const base = baseFor(fields, known!, event, own.base, rules);
		return { do: 'event', as: 'updated', reason, write: { do: 'update', event, fields, stamp: { ...own, base } } };
	}
	if (isReplaced) return takeAway(double, stamp, 'The event was moved to another account.', 'updated');
	return takeAway(double, stamp, 'The task had two events.');
}

/** What was edited in one event since it was like `known`, and not in the other one. */
function editsOf(
	double: CalendarEvent,
	known: Prints,
	event: CalendarEvent,
	base: Prints,
	rules: Rules,
): Partial<Synced> {
	const [there, here] = [printsOfEvent({ event: double }, rules), printsOfEvent({ event }, rules)];
	const isEdited = (field: SyncedField) =>
		there[field] !== known[field] &&
		there[field] !== here[field] &&
		(here[field] === known[field] || here[field] === base[field]);
	const fields = { ...double.fields, notes: ownNotes(double) };
	return Object.fromEntries(
		FIELDS.filter(isText)
			.filter(isEdited)
			.map((field) => [field, fields[field]]),
	);
}

/** What the task changed meanwhile, and the other event as well, is decided like any other conflict: by what both came from. */
function baseFor(fields: Partial<Synced>, known: Prints, event: CalendarEvent, base: Prints, rules: Rules): Prints {
	const here = printsOfEvent({ event }, rules);
	const next = { ...base };
	for (const field of FIELDS) if (field in fields && here[field] !== known[field]) next[field] = known[field];
	return withoutNothing(next);
}

function unlinked(pair: Pair, event: CalendarEvent, rules: Rules): Step {
	const { policy, routing, system } = rules;
	const { task } = pair;
	const link = (id: string, rest: Partial<Stamp>): Step => ({
		do: 'event',
		as: 'updated',
		write: {
			do: 'update',
			event,
			stamp: { link: linkOf(system, id), self: event.id, base: {}, generation: 0, ...rest },
		},
	});
	if (task) return { ...link(task.id, {}), reason: 'Linked with the record that was there already.' } as Step;
	if (!policy.newEvents) return end('skipped', 'Tasks are not created for new events.');
	const owners = routing.ownersOf(event.calendar);
	if (owners.length === 0) return end('skipped', 'The calendar of this event is not synchronised.');
	if (owners.length > 1) {
		return end(
			'skipped',
			'The calendar shows several event types, so it is not known which one the new task would have.',
		);
	}
	if (policy.match && !pair.matched) return { do: 'match' };
	if (pair.reserved === undefined) return { do: 'reserve' };
	return link(pair.reserved, { making: true, offer: offerOfAll(pair, event, rules) });
}

function offerOfAll(pair: Pair, event: CalendarEvent, rules: Rules): Prints {
	const prints = printsOfEvent({ event, task: pair.task }, rules);
	return Object.fromEntries(FIELDS.map((field) => [field, prints[field] ?? CLEARED]));
}

/** The id of the task is reserved and stands on the event: creating it again can never double it. */
function making(pair: Pair, event: CalendarEvent, stamp: Stamp, rules: Rules): Step {
	const owner = soleOwner(rules.routing.ownersOf(event.calendar));
	if (!owner) return end('skipped', 'The calendar of this event is no longer synchronised with one event type.');
	const offer = offerOfAll(pair, event, rules);
	if (!stamp.offer || !samePrints(stamp.offer, offer)) {
		return { do: 'event', as: 'updated', write: { do: 'update', event, stamp: offering(stamp, offer) } };
	}
	const { id } = readLink(stamp.link)!;
	return { do: 'task', as: 'created', write: { do: 'create', id, owner, fields: eventFields({ event }, rules) } };
}

const withoutCleared = (prints: Prints): Prints =>
	withoutNothing(
		Object.fromEntries(FIELDS.map((field) => [field, prints[field] === CLEARED ? undefined : prints[field]])),
	);

const soleOwner = (owners: readonly Owner[]): Owner | undefined => (owners.length === 1 ? owners[0] : undefined);

function taskGone(pair: Pair, event: CalendarEvent, stamp: Stamp, rules: Rules): Step {
	const { policy, routing, system } = rules;
	// Without the stamp it would be taken for a new event, and the task made again.
	if (event.readOnly) return end('skipped', `The task was deleted. ${event.readOnly}`);
	const agreed = stamp.making ? withoutCleared(stamp.offer ?? {}) : stamp.base;
	const isEdited = !samePrints(agreed, printsOfEvent({ event }, rules));
	if (!isEdited || policy.editedAndDeleted === 'delete') {
		return { do: 'event', as: 'deleted', reason: 'The task was deleted.', write: { do: 'delete', event } };
	}
	if (!soleOwner(routing.ownersOf(event.calendar))) {
		return end(
			'conflict',
			'The task was deleted and the event edited; its calendar names no single event type for a new task.',
		);
	}
	if (pair.reserved === undefined) return { do: 'reserve' };
	const again: Stamp = {
		link: linkOf(system, pair.reserved),
		self: event.id,
		base: {},
		making: true,
		offer: offerOfAll(pair, event, rules),
		generation: 0,
	};
	const reason = 'The task was deleted, but the event edited since: a new task is made of it.';
	return { do: 'event', as: 'updated', reason, write: { do: 'update', event, stamp: again } };
}
