import { merge, type Conflict } from '../merge';
import {
	baseOf,
	CLEARED,
	eventFields,
	FIELDS,
	isShownInNotes,
	isText,
	offering,
	ownNotes,
	printsOfEvent,
	printsOfTask,
	samePrints,
	withoutNothing,
	type Pair,
	type Rules,
	type Step,
} from './pair';
import { moveEvent, takeAway } from './moving';
import { printOfShown, printsOf } from './stamp';
import type { CalendarEvent, Owner, Prints, Stamp, Synced, SyncedField, Task, TaskWrite } from './types';

export interface Linked {
	task: Task;
	event: CalendarEvent;
	stamp: Stamp;
}

const NAMES: Record<SyncedField, string> = {
	subject: 'title',
	notes: 'description',
	place: 'location',
	time: 'date and time',
	calendar: 'calendar',
};

/** The next step for a task and an event that belong together. Pure. */
export function decideLinked(pair: Pair, linked: Linked, rules: Rules): Step {
	const { task } = linked;
	const home = rules.routing.calendarOf(task);
	if (task.fields.time === '' && home !== undefined) return end('skipped', 'The task has no start any more.');
	const agreed = agree(pair, linked, home, rules);
	if (agreed.toTask.length > 0) return tellTask(linked, agreed, rules);
	if (home === undefined) return letGo(linked, agreed, rules);
	if (agreed.toEvent.includes('calendar')) return moveEvent(pair, linked, agreed, home, rules);
	return tellEvent(linked, agreed, rules);
}

const end = (action: 'skipped' | 'conflict', reason: string): Step => ({ do: 'end', action, reason });

export interface Agreed {
	/** What the stamp holds for agreed once all is written. */
	base: Prints;
	/** What it holds until then. */
	former: Prints;
	toTask: SyncedField[];
	toEvent: SyncedField[];
	conflicts: Conflict[];
	/** The new owner, where the event was moved to another calendar. */
	owner?: Owner;
	values: Synced;
}

function agree(pair: Pair, { task, event, stamp }: Linked, home: string | undefined, rules: Rules): Agreed {
	const left = printsOfTask(task, rules);
	const right = printsOfEvent({ event, task }, rules);
	const former = baseOf(stamp, left, pair.told);
	// A task that is kept out has no calendar to agree on.
	const [base, l, r] =
		home === undefined
			? [former, left, right].map((prints) => ({ ...prints, calendar: undefined }))
			: [former, left, right];
	const owner = ownerIn(rules, event.calendar, task);
	const merged = merge(
		withoutNothing(base!),
		withoutNothing(l!),
		withoutNothing(r!),
		{
			default: rules.policy.conflict,
			fields: { ...rules.policy.fields, ...(!owner && { calendar: 'left' }) },
			editedAt: { left: task.editedAt, right: editedAt({ event, stamp }, right) },
			otherwise: 'left',
		},
		(a, b) => a === b,
	);
	const toTask = FIELDS.filter((field) => field in merged.toLeft);
	const toEvent = FIELDS.filter((field) => field in merged.toRight);
	const agreed: Agreed = {
		base: { ...(merged.fields as Prints), ...(home === undefined && { calendar: former.calendar }) },
		former,
		toTask,
		toEvent,
		conflicts: merged.conflicts,
		values: eventFields({ event, task }, rules),
	};
	if (!owner && toTask.includes('calendar')) {
		// It was moved where no single type says what the task would become: it goes back.
		agreed.toTask = toTask.filter((field) => field !== 'calendar');
		agreed.toEvent = [...toEvent, 'calendar'];
		agreed.base = { ...agreed.base, calendar: left.calendar };
	}
	if (event.readOnly && agreed.toEvent.length > 0) {
		agreed.base = withFields(agreed.base, former, agreed.toEvent);
		agreed.conflicts.push(
			...agreed.toEvent.map((field) => ({ field, base: null, left: null, right: null, kept: null })),
		);
		agreed.toEvent = [];
	}
	return {
		...agreed,
		base: withoutNothing(
			Object.fromEntries(Object.entries(agreed.base).map(([field, print]) => [field, print ?? undefined])),
		),
		...(owner && { owner }),
	};
}

/** By a person: noting an offer is an edit too, and must not make the event the newer one. */
function editedAt({ event, stamp }: Pick<Linked, 'event' | 'stamp'>, prints: Prints): number | undefined {
	const { offer, editedAt: noted } = stamp;
	const isAsOffered = FIELDS.every(
		(field) => offer?.[field] === undefined || offer[field] === (prints[field] ?? CLEARED),
	);
	return offer && noted !== undefined && isAsOffered ? noted : event.editedAt;
}

function withFields(prints: Prints, from: Prints, fields: readonly SyncedField[]): Prints {
	const changed = { ...prints };
	for (const field of fields) changed[field] = from[field];
	return changed;
}

/** Whose the task would be in this calendar: of its own type if that is shown there, else of the only one. */
function ownerIn({ routing }: Rules, calendar: string, task: Task): Owner | undefined {
	const owners = routing.ownersOf(calendar);
	return owners.find(({ type }) => type === task.type) ?? (owners.length === 1 ? owners[0] : undefined);
}

/** First the event notes what the task is about to be told, so that a crash in between cannot look like an edit of the task. */
function tellTask(
	{ task, event, stamp }: Linked,
	{ toTask, former, values, owner, conflicts }: Agreed,
	rules: Rules,
): Step {
	const fields: Partial<Synced> = {};
	for (const field of toTask) if (isText(field)) fields[field] = values[field];
	const prints = printsOf({ ...values, calendar: event.calendar });
	const offer: Prints = Object.fromEntries(toTask.map((field) => [field, prints[field] ?? CLEARED]));
	if (!stamp.offer || !samePrints(stamp.offer, offer)) {
		const edited = editedAt({ event, stamp }, printsOfEvent({ event, task }, rules));
		const noted = offering(stamp, offer, { base: former, ...(edited !== undefined && { editedAt: edited }) });
		return { do: 'event', as: 'updated', write: { do: 'update', event, stamp: noted } };
	}
	const moved = toTask.includes('calendar') && owner;
	const write: TaskWrite = { do: 'update', task, fields, ...(moved && { owner }) };
	return { do: 'task', as: 'updated', ...settledFor('right', conflicts), write };
}

/** Who won where both sides had changed the same. */
function settledFor(side: 'left' | 'right', conflicts: readonly Conflict[]): { reason?: string } {
	const names = conflicts.filter(({ kept }) => kept === side).map(({ field }) => NAMES[field as SyncedField]);
	const winner = side === 'left' ? 'task' : 'event';
	return names.length > 0 ? { reason: `Both sides changed ${names.join(', ')}: that of the ${winner} was kept.` } : {};
}

/** Tasks of this type are synchronised no longer: our event goes, the task stays. */
function letGo(linked: Linked, agreed: Agreed, rules: Rules): Step {
	const { event, stamp } = linked;
	const reason = 'Tasks of this type and operator are synchronised no longer.';
	const isOpen = openOf(agreed.conflicts).length > 0;
	if (!event.readOnly && !isOpen) return takeAway(event, stamp, reason);
	// It keeps its stamp: without one it would be taken for a new event, and linked again.
	const step = tellEvent(linked, agreed, rules);
	return step.do === 'end' && !isOpen ? end('skipped', `${reason} ${event.readOnly}`) : step;
}

function tellEvent({ task, event, stamp }: Linked, { base, toEvent, conflicts }: Agreed, rules: Rules): Step {
	const { link, self, generation } = stamp;
	const fields: Partial<Synced> = {};
	const values = rules.fit(task.fields);
	for (const field of toEvent) if (isText(field)) fields[field] = values[field];
	const isInNotes = !event.readOnly && isShownInNotes(event, task);
	const showsOther = !event.readOnly && (isInNotes || event.shown !== task.shown);
	const shown = event.readOnly ? stamp.shown : printOfShown(task.shown);
	const isStampSame = samePrints(stamp.base, base) && isAtRest(stamp) && stamp.shown === shown;
	if (toEvent.length > 0 || showsOther || !isStampSame) {
		const next: Stamp = { link, self, base, generation, ...(shown && { shown }) };
		if (isInNotes && fields.notes === undefined) fields.notes = ownNotes(event, task);
		return {
			do: 'event',
			as: 'updated',
			...settledFor('left', conflicts),
			write: {
				do: 'update',
				event,
				...(Object.keys(fields).length > 0 && { fields }),
				...(showsOther && { shown: task.shown }),
				stamp: next,
			},
		};
	}
	const open = openOf(conflicts);
	if (open.length === 0) return { do: 'end', action: 'unchanged' };
	return end('conflict', event.readOnly ?? ask(open));
}

const isAtRest = ({ offer, making, replaces, going }: Stamp): boolean => !offer && !making && !replaces && !going;

const openOf = (conflicts: readonly Conflict[]): string[] =>
	conflicts.filter(({ kept }) => kept === null).map(({ field }) => NAMES[field as SyncedField]);

const ask = (open: readonly string[]): string =>
	`Both sides changed ${open.join(', ')}: write the same on one of them.`;
