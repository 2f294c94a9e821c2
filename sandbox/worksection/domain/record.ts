import type { AccountEvent, EventAction, Project, Task } from '../types';
import { projectPage, taskPage } from '../wire/objects';
import type { Actor, World } from '../world';
import { now } from '../world';

export type Values = Record<string, unknown>;

/** Keeps the event for get_events and hands it to the webhooks. */
function record(world: World, actor: Actor, event: Omit<AccountEvent, 'at' | 'userFrom'>): void {
	const full: AccountEvent = { ...event, at: now(world), userFrom: actor.member.id };
	world.store.events.push(full);
	if (actor.via === 'screen' || world.switches.ownWritesFireWebhooks) world.send(full);
}

export function recordTask(
	world: World,
	actor: Actor,
	action: EventAction,
	task: Task,
	values: { new?: Values; old?: Values } = {},
): void {
	record(world, actor, {
		action,
		type: 'task',
		id: task.id,
		project: task.project,
		task: task.id,
		page: taskPage(world, task),
		new: values.new ?? {},
		old: values.old ?? {},
	});
}

/** The page of a comment event is that of its task (worksection.md 4.3). */
export function recordComment(
	world: World,
	actor: Actor,
	action: EventAction,
	id: string,
	task: Task,
	values: { new?: Values; old?: Values } = {},
): void {
	record(world, actor, {
		action,
		type: 'comment',
		id,
		project: task.project,
		task: task.id,
		page: taskPage(world, task),
		new: values.new ?? {},
		old: values.old ?? {},
	});
}

export function recordProject(
	world: World,
	actor: Actor,
	action: EventAction,
	project: Project,
	values: { new?: Values; old?: Values } = {},
): void {
	record(world, actor, {
		action,
		type: 'project',
		id: project.id,
		project: project.id,
		page: projectPage(project.id),
		new: values.new ?? {},
		old: values.old ?? {},
	});
}

/** What differs between two sets of values, a missing one as "" (worksection.md 4.3). */
export function difference(before: Values, after: Values): { new: Values; old: Values } {
	const found: { new: Values; old: Values } = { new: {}, old: {} };
	for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
		if (JSON.stringify(before[key] ?? '') === JSON.stringify(after[key] ?? '')) continue;
		found.old[key] = before[key] ?? '';
		found.new[key] = after[key] ?? '';
	}
	return found;
}
