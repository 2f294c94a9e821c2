import type { Seed } from '../../../nodes/shared/sync/pairs/assemble';
import { stampOf } from '../../../nodes/shared/sync/pairs/decide';
import type { Outcome } from '../../../nodes/shared/sync/pairs/engine';
import { eventFields, printsOfEvent, printsOfTask, samePrints } from '../../../nodes/shared/sync/pairs/pair';
import type { CalendarEvent, Task } from '../../../nodes/shared/sync/pairs/types';
import { linkOfTask, stampIn, type Row } from './calendars';
import { fit, routing, ROUTED } from './settings';
import { taskIdOf, type World } from './world';

/** What is wrong with the world once it has come to rest, as sentences. */
export async function wrongIn(world: World): Promise<string[]> {
	if (world.complaints.length > 0) return world.complaints;
	return [...lost(world), ...backwards(world), ...doubles(world), ...(await restless(world))];
}

function lost(world: World): string[] {
	const texts = [
		...[...world.tasks.rows.values()].flatMap(({ fields }) => Object.values(fields)),
		...world.calendars.live().flatMap(({ fields }) => Object.values(fields)),
	];
	return world.ledger.lost(texts).map((mark) => `${mark} is lost, and nobody was told`);
}

/**
 * Where one run follows another, nobody's edit gives way to the text that it replaced. Where runs overlap or are killed, an
 * edit of the second between a write and its confirmation counts as made on both sides: then the rule decides, and it is
 * reported.
 */
const backwards = ({ settings, ledger }: World): string[] => (settings.isOrderly ? ledger.backwards : []);

/** Of what one person made once there is one task, and one event. */
function doubles(world: World): string[] {
	const { splits } = world.calendars;
	const tasks = [...world.tasks.rows.keys()]
		.map((id) => world.tasks.lineage.get(id))
		.filter((one) => !splits.has(one!));
	const events = world.calendars
		.live()
		.filter(({ calendar, leftAlone, lineage }) => calendar !== 'a-other' && !leftAlone && !splits.has(lineage))
		.map(({ lineage }) => lineage);
	return [...twice(tasks, 'tasks'), ...twice(events, 'events')];
}

const twice = (lineages: Array<string | undefined>, what: string): string[] =>
	[...new Set(lineages)].flatMap((one) =>
		one !== undefined && lineages.filter((other) => other === one).length > 1 ? [`two ${what} of ${one}`] : [],
	);

/** One more run over everything: it sends nothing, and says of each record why it is as it is. */
async function restless(world: World): Promise<string[]> {
	const { neverSeen, editedBack } = world.tasks;
	const isTold = (task: Task) => task.id !== '1' && !editedBack.has(task.id) && !isForgotten(world, task);
	const tasks = [...world.tasks.rows.values()].filter(isTold);
	const events = world.calendars.live().filter((row) => {
		const id = taskIdOf(stampIn(row)?.link) ?? '';
		return ROUTED.some((one) => one === row.calendar) && !neverSeen.has(id) && !editedBack.has(id);
	});
	const seeds: Seed[] = [
		...tasks.map(({ id }) => ({ task: id })),
		...events.map(({ calendar, id }) => ({ event: { calendar, id } })),
	];
	const before = world.tasks.writes + world.calendars.writes;
	const engine = world.engine(0);
	const outcomes = await engine.run(await engine.assemble(seeds));
	const sent = world.tasks.writes + world.calendars.writes - before;
	const odd = outcomes.flatMap((outcome, at) => {
		const task = tasks[at];
		const why = task ? oddTask(world, task, outcome) : oddEvent(world, events[at - tasks.length]!, outcome);
		return why ? [`${JSON.stringify(seeds[at])}: ${why} (${outcome.action}: ${outcome.reason ?? ''})`] : [];
	});
	const wrote = outcomes.flatMap(({ writes, action, reason }, at) =>
		writes > 0 ? [`${JSON.stringify(seeds[at])}: ${action} ${reason ?? ''}`] : [],
	);
	return sent > 0 ? [`one more run wrote ${sent} times: ${wrote.join('; ')}`, ...odd] : odd;
}

/** Its event was deleted, and nobody knows whose it was, or the task stays without one: until somebody touches it. */
function isForgotten({ eventTrigger: { forgotten, deleted }, settings: { policy } }: World, task: Task): boolean {
	return forgotten.has(task.id) || (deleted.has(task.id) && (policy.eventDeleted === 'ignore' || task.closed));
}

function oddTask(world: World, task: Task, { action, reason = '' }: Outcome): string | undefined {
	const { policy } = world.settings;
	const all = world.calendars.linked(linkOfTask(task.id), ROUTED);
	const own = all.filter(({ leftAlone }) => !leftAlone);
	const linked = own.length > 0 ? own : all.slice(0, 1);
	if (linked.length > 1) return `${linked.length} events`;
	const [row] = linked;
	if (row) return oddPair(world, task, row, action);
	if (routing.calendarOf(task) === undefined || task.fields.time === '') return undefined;
	if (task.closed && (!policy.closedTasks || reason.includes('deleted'))) return undefined;
	if (!policy.newTasks && reason.includes('new tasks')) return undefined;
	if (policy.eventDeleted === 'ignore' && reason.includes('deleted')) return undefined;
	return 'it has no event';
}

function oddEvent(world: World, row: Row, { action, reason = '' }: Outcome): string | undefined {
	if (row.leftAlone) return undefined;
	const { policy } = world.settings;
	const stamp = stampOf({ id: row.id, stamp: stampIn(row) });
	const hasOneOwner = routing.ownersOf(row.calendar).length === 1;
	if (!stamp) return !policy.newEvents || !hasOneOwner ? undefined : 'it has no task';
	const task = world.tasks.rows.get(taskIdOf(stamp.link)!);
	if (task) return oddPair(world, task, row, action);
	if (row.readOnly || (!hasOneOwner && (action === 'conflict' || reason.includes('no longer')))) return undefined;
	return 'its task is gone';
}

function oddPair(world: World, task: Task, row: Row, action: string): string | undefined {
	if (row.leftAlone || task.fields.time === '') return undefined;
	const event = world.calendars.seen(row) as CalendarEvent;
	const home = routing.calendarOf(task);
	const rules = { ...world.rules() };
	if (row.readOnly && (home === undefined || action === 'conflict')) return undefined;
	if (action === 'conflict' && mayAsk(world)) return undefined;
	if (home === undefined) return action === 'conflict' ? undefined : 'it is synchronised no longer';
	const [left, right] = [printsOfTask(task, rules), printsOfEvent({ event, task }, rules)];
	if (!samePrints(left, right)) return `task ${text(task)} and event ${text(event)} differ`;
	if (!row.readOnly && row.shown !== task.shown) return 'it shows something else';
	const { stamp } = event;
	if (!stamp || stamp.offer || stamp.making || stamp.replaces || !samePrints(stamp.base, right))
		return 'its stamp is not settled';
	return undefined;
}

const mayAsk = ({ settings: { policy } }: World): boolean =>
	[policy.conflict, ...Object.values(policy.fields ?? {})].includes('ask');

const text = (record: Task | CalendarEvent): string =>
	JSON.stringify('calendar' in record ? eventFields({ event: record }, { fit }) : record.fields);
