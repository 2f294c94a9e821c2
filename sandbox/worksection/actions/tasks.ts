import { dayOf, memberIds, projectBy, taskBy } from '../domain/find';
import { changeTask, closeTask, createTask, reopenTask } from '../domain/tasks';
import type { Task } from '../types';
import { startOfDay } from '../when';
import { errors } from '../wire/errors';
import { taskObject, visibleChildren } from '../wire/task';
import type { World } from '../world';
import { zone } from '../world';
import { author, checkRows, filesOf, rows, textOf, type Action, type Actions, type Answer, type Call } from './call';
import { checkProjectTakes, taskFields, taskTags } from './taskFields';

const withText = new Set(['text', 'files']);

/** The rows of a list: tasks that stand alone, subtasks inside them when asked for. */
function listed(world: World, tasks: Iterable<Task>, call: Call): Answer {
	const extra = call.params.extra();
	const activeOnly = call.params.filled('filter') === 'active';
	const found = [...tasks].filter(
		(task) => task.parent === undefined && !task.delayed && (!activeOnly || task.status === 'active'),
	);
	checkRows(world, found.length + (extra.has('subtasks') ? nested(world, found, activeOnly) : 0));
	return rows(
		world,
		found.map((task) => taskObject(world, task, extra, 2, activeOnly)),
	);
}

const nested = (world: World, tasks: Task[], activeOnly: boolean, depth = 2): number =>
	tasks.reduce((sum, task) => {
		const children = visibleChildren(world, task, activeOnly);
		return sum + children.length + (depth > 1 ? nested(world, children, activeOnly, depth - 1) : 0);
	}, 0);

function getAllTasks(call: Call): Answer {
	const { store } = call.world;
	const withArchive = call.params.extra().has('archive');
	const projects = [...store.projects.values()].filter((project) => withArchive || project.status !== 'archive');
	return listed(
		call.world,
		projects.flatMap((project) => [...store.tasksIn(project.id)]),
		call,
	);
}

const getTasks = (call: Call): Answer =>
	listed(call.world, call.world.store.tasksIn(projectBy(call.world, call.params.filled('id_project')).id), call);

function getTask({ world, params }: Call): Answer {
	const task = taskBy(world, params.filled('id_task'));
	return { data: taskObject(world, task, params.extra(), 2, params.filled('filter') === 'active') };
}

function postTask(call: Call): Answer {
	const { world, params } = call;
	const project = projectBy(world, params.filled('id_project'));
	const name = params.required('title');
	const parentId = params.filled('id_parent');
	const parent = parentId === undefined ? undefined : taskBy(world, parentId);
	if (parent && parent.project !== project.id) throw errors.taskInvalid();
	checkProjectTakes(call, project);
	const actor = author(call);
	const text = textOf(call);
	const fields = { ...taskFields(call, project), tags: taskTags(call, project) ?? [] };
	const subscribers = memberIds(world, params.list('subscribe'));
	const hidden = memberIds(world, params.list('hidden'));
	const files = filesOf(call);
	const task = createTask(world, actor, { ...fields, project, parent, name, text, subscribers, hidden, files });
	return { data: taskObject(world, task, withText) };
}

function updateTask(call: Call): Answer {
	const { world, params, actor } = call;
	const task = taskBy(world, params.filled('id_task'));
	const project = projectBy(world, task.project);
	const changes: Partial<Task> = taskFields(call, project);
	const title = params.filled('title');
	if (title !== undefined) changes.name = title;
	const tags = world.switches.updateTaskTags ? taskTags(call, project) : undefined;
	if (tags) changes.tags = tags;
	const closed = params.filled('dateclosed');
	const day = closed === undefined ? undefined : dayOf(world, 'dateclosed', closed);
	if (day !== undefined && task.status === 'done') changes.closedAt = startOfDay(day, zone(world));
	changeTask(world, actor, task, changes);
	return { data: taskObject(world, task, withText) };
}

function completeTask({ world, params, actor }: Call): Answer {
	const task = taskBy(world, params.filled('id_task'));
	closeTask(world, actor, task);
	return world.switches.completeTaskReturnsData ? { data: taskObject(world, task, withText) } : {};
}

function reopen({ world, params, actor }: Call): Answer {
	reopenTask(world, actor, taskBy(world, params.filled('id_task')));
	return {};
}

const subscription = (subscribes: boolean): Action['run'] =>
	function changeSubscribers({ world, params }: Call): Answer {
		const task = taskBy(world, params.filled('id_task'));
		const [id] = memberIds(world, [params.required('email_user')]);
		const others = task.subscribers.filter((other) => other !== id);
		task.subscribers = subscribes ? [...others, id as string] : others;
		return {};
	};

export const taskActions: Actions = {
	get_all_tasks: { run: getAllTasks, scope: 'tasks_read' },
	get_tasks: { run: getTasks, scope: 'tasks_read' },
	get_task: { run: getTask, scope: 'tasks_read' },
	post_task: { run: postTask, scope: 'tasks_write' },
	update_task: { run: updateTask, scope: 'tasks_write' },
	complete_task: { run: completeTask, scope: 'tasks_write' },
	reopen_task: { run: reopen, scope: 'tasks_write' },
	subscribe: { run: subscription(true), scope: 'tasks_write' },
	unsubscribe: { run: subscription(false), scope: 'tasks_write' },
};
