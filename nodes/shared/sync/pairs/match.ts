import type { Sides } from './assemble';
import type { Pair } from './pair';
import { linkOf } from './stamp';
import type { CalendarEvent, Owner, Task } from './types';

type Found = Pick<Pair, 'task' | 'event' | 'problem'>;

/**
 * For each pair with one side only, the record on the other side that is the same and has no link yet, if there is one.
 * @param taken records that were given to a pair of this run; those given now are added
 */
export async function matches(pairs: readonly Pair[], sides: Sides, taken: Set<string>): Promise<Found[]> {
	const found = pairs.map((): Found => ({}));
	const at = (side: 'task' | 'event') => pairs.flatMap((pair, index) => (pair[side] ? [index] : []));
	await Promise.all([
		eventsFor(at('task'), pairs, found, sides, taken),
		tasksFor(at('event'), pairs, found, sides, taken),
	]);
	return found;
}

async function eventsFor(
	indexes: number[],
	pairs: readonly Pair[],
	found: Found[],
	{ events, rules }: Sides,
	taken: Set<string>,
): Promise<void> {
	if (indexes.length === 0) return;
	const wanted = indexes.map((index) => {
		const task = pairs[index]!.task!;
		return { calendar: rules.routing.calendarOf(task)!, fields: task.fields };
	});
	const candidates = await events.findSame(wanted);
	indexes.forEach((index, place) => {
		const same = candidates[place]!;
		if (same instanceof Error) {
			found[index]!.problem = same;
			return;
		}
		const event = same.find((one) => !one.leftAlone && !taken.has(nameOf(one)));
		if (!event) return;
		taken.add(nameOf(event));
		found[index]!.event = event;
	});
}

const nameOf = ({ calendar, id }: CalendarEvent) => `event ${calendar}/${id}`;

async function tasksFor(
	indexes: number[],
	pairs: readonly Pair[],
	found: Found[],
	sides: Sides,
	taken: Set<string>,
): Promise<void> {
	if (indexes.length === 0) return;
	const { tasks, rules } = sides;
	const wanted = indexes.map((index) => {
		const { event } = pairs[index]!;
		// An event is only matched where its calendar says whose it is.
		const owner: Owner = rules.routing.ownersOf(event!.calendar)[0]!;
		return { owner, fields: rules.fit(event!.fields) };
	});
	const candidates = await tasks.findSame(wanted);
	const free = await unlinked([...new Set(candidates.flat())], sides);
	indexes.forEach((index, place) => {
		const id = candidates[place]!.find((one) => free.has(one) && !taken.has(`task ${one}`));
		if (id === undefined) return;
		taken.add(`task ${id}`);
		found[index]!.task = free.get(id)!;
	});
}

/** Those of the tasks that no event is linked with, fresh. */
async function unlinked(ids: string[], { tasks, events, rules }: Sides): Promise<Map<string, Task>> {
	if (ids.length === 0) return new Map();
	const linked = await events.find(ids.map((id) => ({ link: linkOf(rules.system, id) })));
	const fresh = await tasks.read(ids);
	const isFree = (id: string) => {
		const found = linked.get(linkOf(rules.system, id)) ?? [];
		return !(found instanceof Error) && found.length === 0;
	};
	return new Map([...fresh].filter(([id]) => isFree(id)));
}
