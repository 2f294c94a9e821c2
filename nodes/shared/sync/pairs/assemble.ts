import { stampOf } from './decide';
import { replaces, type Pair, type Rules } from './pair';
import { linkOf, readLink } from './stamp';
import type { CalendarEvent, DeletedEvent, EventRef, EventSide, Stamp, Task, TaskSide } from './types';

/** Where a task belongs, as far as that is known. */
function homeOf(task: Task, { routing }: Pick<Rules, 'routing'>): string | undefined {
	try {
		return routing.calendarOf(task);
	} catch {
		return undefined;
	}
}

/** What a pair is known by: its task, or its event with the stamp that was last seen on it. */
export type Seed = { task: string } | { event: EventRef; stamp?: Stamp };

/** Both sides and the rules between them. */
export interface Sides {
	tasks: TaskSide;
	events: EventSide;
	rules: Rules;
}

const isDeleted = (event: CalendarEvent | DeletedEvent): event is DeletedEvent => 'deleted' in event;
const isSame = (a: EventRef, b: EventRef): boolean => a.calendar === b.calendar && a.id === b.id;

/** The id of the task that a stamp of this system names. */
export function taskOf(stamp: Stamp | undefined, system: string): string | undefined {
	const link = stamp && readLink(stamp.link);
	return link?.system === system ? link.id : undefined;
}

/**
 * Reads both records of each pair: events first, tasks after them. What is written to an event names the version that was
 * read here; so whoever writes by an older reading of the task is refused once somebody else has written.
 * @param held events that this run wrote; one that is not found is asked for, because a search can lag behind
 */
export async function assemble(
	seeds: readonly Seed[],
	sides: Sides,
	held: ReadonlyArray<CalendarEvent | undefined> = [],
): Promise<Pair[]> {
	const pairs = seeds.map((): Pair => ({ doubles: [], generation: 0 }));
	const ids = await readEvents(seeds, pairs, sides);
	await findEvents(pairs, ids, sides, held);
	await findOthers(pairs, ids, sides, ({ event }) => event?.stamp?.replaces !== undefined);
	const tasks = await sides.tasks.read([...new Set(ids.filter((id) => id !== undefined))]);
	pairs.forEach((pair, at) => {
		const task = ids[at] === undefined ? undefined : tasks.get(ids[at]);
		if (task) pair.task = task;
	});
	await findOthers(pairs, ids, sides, ({ task }) => !task);
	preferHome(pairs, sides.rules);
	return pairs;
}

/**
 * Reads again what a pair is about, because somebody else was faster.
 * @param byTask whether to look for all events of the task: the one that was to be created is there already
 */
export async function again(pair: Pair, byTask: boolean, sides: Sides): Promise<Pair> {
	const { event, task, matched, doubles } = pair;
	const isOnlyAlike = matched === 'event' && event && !stampOf(event);
	const isByTask = task !== undefined && (byTask || !event || doubles.length > 0 || isOnlyAlike);
	const seed: Seed = isByTask
		? { task: task.id }
		: { event: { calendar: event!.calendar, id: event!.id }, ...(event!.stamp && { stamp: event!.stamp }) };
	const [fresh] = await assemble([seed], sides);
	return carriedOn(pair, fresh!);
}

/** The task that a pair is about, also where it is not there. */
export const idOf = ({ task, event, deleted }: Pair, { system }: Pick<Rules, 'system'>): string | undefined =>
	task?.id ?? taskOf(event ? stampOf(event) : deleted?.stamp, system);

/**
 * Reads all events of each task, and the tasks, once something was written: another run may have written as well.
 * @param pairs those of which `idOf` knows the task
 */
export async function lookOver(pairs: readonly Pair[], sides: Sides): Promise<Pair[]> {
	const seeds = pairs.map((pair) => ({ task: idOf(pair, sides.rules)! }));
	const held = pairs.map(({ event }) => event);
	return (await assemble(seeds, sides, held)).map((fresh, at) => carriedOn(pairs[at]!, fresh));
}

/** What only this run knows of a pair stays known. */
function carriedOn(pair: Pair, fresh: Pair): Pair {
	const { generation, reserved, deleted, told, used } = pair;
	return {
		...fresh,
		generation: Math.max(generation, fresh.generation),
		...(reserved !== undefined && { reserved }),
		...(told && { told }),
		...(used !== undefined && { used }),
		...(deleted && !fresh.event && !fresh.deleted && { deleted }),
	};
}

async function readEvents(
	seeds: readonly Seed[],
	pairs: Pair[],
	{ events, rules }: Sides,
): Promise<Array<string | undefined>> {
	const refs = seeds.flatMap((seed) => ('event' in seed ? [seed.event] : []));
	const found = refs.length > 0 ? await events.get(refs) : [];
	let next = 0;
	return seeds.map((seed, at) => {
		if ('task' in seed) return seed.task;
		const event = found[next++]!;
		if (event instanceof Error) {
			pairs[at]!.problem = event;
			return undefined;
		}
		if (!isDeleted(event)) {
			pairs[at]!.event = event;
			return taskOf(stampOf(event), rules.system);
		}
		// A copy is nobody's event, so its deletion says nothing.
		const stamp = [event.stamp, seed.stamp].find((one) => one?.self === event.id);
		const id = taskOf(stamp, rules.system);
		if (id !== undefined && !stamp!.going) pairs[at]!.deleted = { stamp };
		return id;
	});
}

/** The events of tasks, and of deleted events: one may have been made in the place of another, or moved. */
async function findEvents(
	pairs: Pair[],
	ids: ReadonlyArray<string | undefined>,
	{ tasks, events, rules }: Sides,
	held: ReadonlyArray<CalendarEvent | undefined>,
): Promise<void> {
	const wanted = [...new Set(pairs.flatMap((pair, at) => (!pair.event && ids[at] !== undefined ? [ids[at]] : [])))];
	if (wanted.length === 0) return;
	const hints = await tasks.read(wanted);
	const links = wanted.map((id) => {
		const task = hints.get(id);
		const calendar = task && homeOf(task, rules);
		return { link: linkOf(rules.system, id), ...(calendar !== undefined && { calendar }) };
	});
	const found = await events.find(links);
	const open = pairs.flatMap((pair, at): Found[] => {
		if (pair.event || ids[at] === undefined) return [];
		return [foundOf(pair, found.get(linkOf(rules.system, ids[at])), held[at])];
	});
	await confirm(open, events);
	for (const { pair, list, held: own } of open) {
		const [event, ...doubles] = list.sort(byAge);
		if (event) {
			Object.assign(pair, { event, doubles });
			delete pair.deleted;
		} else if (own) pair.isVanished = true;
	}
}

/** Of an event that takes the place of another one, and of one whose task is gone, there may be another one left. */
async function findOthers(
	pairs: readonly Pair[],
	ids: ReadonlyArray<string | undefined>,
	{ events, rules }: Sides,
	isMeant: (pair: Pair) => boolean,
): Promise<void> {
	const alone = pairs.flatMap((pair, at) => {
		const { event, doubles } = pair;
		const isAlone = event && ids[at] !== undefined && doubles.length === 0 && isMeant(pair);
		return isAlone ? [{ pair, event, link: linkOf(rules.system, ids[at]!) }] : [];
	});
	if (alone.length === 0) return;
	const found = await events.find(alone.map(({ link, event: { calendar } }) => ({ link, calendar })));
	const open = alone.map(({ pair, event, link }): Found => {
		const { list, ...rest } = foundOf(pair, found.get(link), undefined);
		return { ...rest, list: [event, ...list.filter((one) => !isSame(one, event))] };
	});
	await confirm(open, events);
	for (const { pair, list } of open) {
		const [event, ...doubles] = list;
		if (!event) pair.isVanished = true;
		pair.doubles = doubles;
		if (event) pair.event = event;
		else delete pair.event;
	}
}

/** What a search brought for a pair. */
interface Found {
	pair: Pair;
	list: CalendarEvent[];
	/** The event that this run has written. */
	held?: CalendarEvent | undefined;
}

function foundOf(pair: Pair, all: CalendarEvent[] | Error = [], held: CalendarEvent | undefined): Found {
	if (all instanceof Error) pair.problem = all;
	return { pair, list: all instanceof Error ? [] : [...all], held };
}

/** A search can lag behind a write, and see an event that is being moved twice: such events are asked for. */
async function confirm(found: readonly Found[], events: EventSide): Promise<void> {
	const doubtful = found.flatMap((one) => {
		const { list, held, pair } = one;
		const twice = list.filter(({ id }) => list.filter((other) => other.id === id).length > 1);
		const unseen = held && !pair.problem && !list.some((event) => isSame(event, held)) ? [held] : [];
		return [...twice, ...unseen].map((event) => ({ one, event }));
	});
	if (doubtful.length === 0) return;
	const now = await events.get(doubtful.map(({ event: { calendar, id } }) => ({ calendar, id })));
	doubtful.forEach(({ one, event }, at) => {
		const fresh = now[at]!;
		one.list = one.list.filter((other) => !isSame(other, event));
		if (fresh instanceof Error) one.pair.problem = fresh;
		else if (!isDeleted(fresh) && stampOf(fresh)?.link === stampOf(event)?.link) one.list.push(fresh);
	});
}

const byAge = (a: CalendarEvent, b: CalendarEvent): number =>
	(a.createdAt ?? 0) - (b.createdAt ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * Of several events of one task: one that takes the place of another, then one in the task's calendar, then the oldest. One
 * that is left alone cannot be the task's.
 */
function preferHome(pairs: readonly Pair[], { routing }: Rules): void {
	for (const pair of pairs) {
		if (!pair.event || pair.doubles.length === 0) continue;
		const home = pair.task && homeOf(pair.task, { routing });
		const all = [pair.event, ...pair.doubles];
		const isReplaced = (event: CalendarEvent) => all.some((other) => other !== event && replaces(other, event));
		const rank = (event: CalendarEvent) =>
			(event.leftAlone ? 4 : 0) + (isReplaced(event) ? 2 : 0) + (event.calendar === home ? 0 : 1);
		const [event, ...doubles] = all.sort((a, b) => rank(a) - rank(b));
		Object.assign(pair, { event, doubles });
	}
}
