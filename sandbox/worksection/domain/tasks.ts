import type { Project, StoredFile, Task } from '../types';
import { errors } from '../wire/errors';
import { fileObject, filled, tagMap, userObject } from '../wire/objects';
import { textOut } from '../wire/text';
import type { Actor, World } from '../world';
import { now } from '../world';
import { difference, recordComment, recordTask, type Values } from './record';

export interface NewTask extends Partial<Omit<Task, 'id' | 'project' | 'parent'>> {
	name: string;
	project: Project;
	parent?: Task;
	files?: StoredFile[];
}

/** Stores the task and tells of it. Error 8 under a closed parent. */
export function createTask(world: World, actor: Actor, given: NewTask): Task {
	const { project, parent, files = [], ...values } = given;
	if (parent?.status === 'done') throw errors.taskClosed();
	const task = world.store.addTask({
		text: '',
		status: 'active',
		priority: 1,
		userTo: '1',
		subscribers: [],
		hidden: [],
		tags: [],
		customFields: {},
		delayed: false,
		userFrom: actor.member.id,
		addedAt: now(world),
		...values,
		id: world.store.id('task'),
		project: project.id,
		...(parent ? { parent: parent.id } : {}),
	});
	for (const file of files) Object.assign(file, { task: task.id, project: project.id });
	if (!task.delayed) {
		const told = { ...eventValues(world, task), ...customFieldValues(world, task), files: files.map(fileObject) };
		recordTask(world, actor, 'post', task, { new: filled(told) });
	}
	return task;
}

/** What events say about a task; tags only with the switch `tagChangeWebhook`. */
function eventValues(world: World, task: Task): Values {
	return {
		title: task.name,
		text: textOut(world, task.text),
		priority: String(task.priority),
		user_to: userObject(world, task.userTo),
		date_start: task.dateStart,
		date_end: task.dateEnd,
		time_start: task.timeStart,
		time_end: task.timeEnd,
		max_time: task.maxTime,
		max_money: task.maxMoney,
		...(world.switches.tagChangeWebhook ? { tags: tagMap(world, task.tags) } : {}),
	};
}

function customFieldValues(world: World, task: Task, among = Object.keys(task.customFields)): Values {
	const fields = among.flatMap((id) => {
		const field = world.store.customFields.get(id);
		const value = task.customFields[id] ?? '';
		return field ? [[id, { id, name: field.name, type: field.type, value, text: value }]] : [];
	});
	return fields.length > 0 ? { custom_fields: Object.fromEntries(fields) as Values } : {};
}

/** Changes the task and tells what differs; tags alone make no event (worksection.md 4.3). */
export function changeTask(world: World, actor: Actor, task: Task, changes: Partial<Task>): void {
	const before: Task = { ...task, customFields: { ...task.customFields } };
	Object.assign(task, changes);
	const told = difference(eventValues(world, before), eventValues(world, task));
	const ids = new Set([...Object.keys(before.customFields), ...Object.keys(task.customFields)]);
	const fields = [...ids].filter((id) => (before.customFields[id] ?? '') !== (task.customFields[id] ?? ''));
	Object.assign(told.old, customFieldValues(world, before, fields));
	Object.assign(told.new, customFieldValues(world, task, fields));
	const silent = ['tags', 'subscribers', 'hidden', 'closedAt'];
	const unseen = Object.keys(changes).every((key) => silent.includes(key));
	const isEmpty = Object.keys(told.new).length === 0;
	if (isEmpty && (unseen || !world.switches.emptyUpdateEvents)) return;
	recordTask(world, actor, 'update', task, told);
}

/** Errors 12 and 13. */
export function closeTask(world: World, actor: Actor, task: Task): void {
	if (task.status === 'done') throw errors.taskAlreadyClosed();
	if (world.store.children(task).some((child) => child.status === 'active')) throw errors.taskHasChildren();
	const project = world.store.projects.get(task.project);
	const bound = project?.options.time_require === 1 && world.switches.closeWithoutCosts === 'refuse';
	if (bound && ![...world.store.costs.values()].some((cost) => cost.task === task.id)) {
		throw errors.fieldRequired('time or money');
	}
	task.status = 'done';
	task.closedAt = now(world);
	recordTask(world, actor, 'close', task);
}

/** Errors 12 and 14. */
export function reopenTask(world: World, actor: Actor, task: Task): void {
	if (task.status === 'active') throw errors.taskAlreadyActive();
	const parent = task.parent === undefined ? undefined : world.store.tasks.get(task.parent);
	if (parent?.status === 'done') throw errors.parentDone();
	task.status = 'active';
	task.closedAt = undefined;
	recordTask(world, actor, 'reopen', task);
}

/** On the screens only: the API deletes no tasks. */
export function deleteTask(world: World, actor: Actor, task: Task): void {
	recordTask(world, actor, 'delete', task);
	world.store.removeTask(task);
}

export interface NewComment {
	task: Task;
	text: string;
	userFrom?: string;
	hidden?: string[];
	files?: StoredFile[];
}

export function createComment(world: World, actor: Actor, given: NewComment) {
	const { task, text, userFrom = actor.member.id, hidden = [], files = [] } = given;
	const id = world.store.id('comment');
	const comment = world.store.addComment({ id, task: task.id, text, userFrom, hidden, addedAt: now(world) });
	for (const file of files) Object.assign(file, { comment: id, task: task.id, project: task.project });
	recordComment(world, actor, 'post', id, task, {
		new: filled({ text: textOut(world, text), files: files.map(fileObject) }),
	});
	return comment;
}
