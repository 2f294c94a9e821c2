import type { Task } from '../types';
import type { World } from '../world';
import {
	commentObject,
	estimate,
	fileObject,
	filled,
	projectRef,
	stamp,
	tagMap,
	taskPage,
	taskRef,
	userObject,
	type Wire,
} from './objects';
import { textOut } from './text';

/** A task as the API answers it; `depth` levels of subtasks when `extra` asks for them (worksection.md 3.1). */
export function taskObject(world: World, task: Task, extra: Set<string>, depth = 2, activeOnly = false): Wire {
	const { store, switches } = world;
	const wantsText = extra.has('text') || extra.has('html') || !switches.rowsWithoutText;
	return filled({
		id: task.id,
		name: task.name,
		page: taskPage(world, task),
		status: task.status,
		priority: String(task.priority),
		user_from: userObject(world, task.userFrom),
		user_to: userObject(world, task.userTo),
		project: projectRef(store.projects.get(task.project)),
		parent: task.parent === undefined ? undefined : taskRef(world, store.tasks.get(task.parent)),
		text: wantsText ? textOut(world, task.text, extra.has('html')) : undefined,
		date_added: stamp(world, task.addedAt),
		date_start: task.dateStart,
		date_end: task.dateEnd,
		date_closed: stamp(world, task.closedAt),
		time_start: task.timeStart,
		time_end: task.timeEnd,
		max_time: estimate(world, task.maxTime),
		max_money: estimate(world, task.maxMoney),
		tags: tagMap(world, task.tags),
		...extras(world, task, extra),
		child: extra.has('subtasks') && depth > 0 ? childrenOf(world, task, extra, depth, activeOnly) : undefined,
	});
}

function extras(world: World, task: Task, extra: Set<string>): Wire {
	const { store } = world;
	const comments = store.commentsOf.get(task.id) ?? [];
	const found: Wire = {};
	if (extra.has('files')) found.files = store.filesOf({ task: task.id }).map(fileObject);
	if (extra.has('comments')) {
		const newest = [...comments].reverse().slice(0, 5);
		if (comments.length > 0) found.has_comments = true;
		found.comments = newest.map((comment) => commentObject(world, comment, extra.has('files')));
	}
	if (extra.has('subscribers')) found.subscribers = task.subscribers.map((id) => userObject(world, id));
	if (extra.has('relations')) found.relations = relationsOf(world, task);
	if (extra.has('custom_fields')) found.custom_fields = customFieldsOf(world, task);
	return found;
}

export const visibleChildren = (world: World, task: Task, activeOnly: boolean): Task[] =>
	world.store.children(task).filter((child) => !child.delayed && (!activeOnly || child.status === 'active'));

const childrenOf = (world: World, task: Task, extra: Set<string>, depth: number, activeOnly: boolean): Wire[] =>
	visibleChildren(world, task, activeOnly).map((child) => taskObject(world, child, extra, depth - 1, activeOnly));

function relationsOf(world: World, task: Task): Wire {
	const side = (own: 'from' | 'to', other: 'from' | 'to'): Wire[] =>
		world.store.relations
			.filter((relation) => relation[own] === task.id)
			.map((relation) => ({ type: relation.type, ...taskRef(world, world.store.tasks.get(relation[other])) }));
	return filled({ from: side('to', 'from'), to: side('from', 'to') });
}

export function customFieldsOf(world: World, task: Task): Wire[] {
	return Object.entries(task.customFields).flatMap(([id, value]) => {
		const field = world.store.customFields.get(id);
		return field && value !== '' ? [{ id, type: field.type, name: field.name, value }] : [];
	});
}
