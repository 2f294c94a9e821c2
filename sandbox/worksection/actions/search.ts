import { executiveId, projectBy, taskBy } from '../domain/find';
import {
	compileFilter,
	FilterError,
	parseFilter,
	pinnedIds,
	type FieldKind,
	type Filter,
	type Readers,
} from '../filter';
import type { Task } from '../types';
import { endOfDay, startOfDay } from '../when';
import { errors } from '../wire/errors';
import { taskObject } from '../wire/task';
import type { World } from '../world';
import { zone } from '../world';
import { checkRows, rows, type Actions, type Answer, type Call } from './call';

const fields: Record<string, FieldKind> = {
	id: 'integer',
	project: 'integer',
	parent: 'integer',
	name: 'string',
	dateadd: 'date',
	datestart: 'date',
	dateend: 'date',
	dateclose: 'date',
};

const longNames: Record<string, FieldKind> = {
	date_added: 'date',
	date_start: 'date',
	date_end: 'date',
	date_closed: 'date',
};

const dates: Record<string, (task: Task) => number | string | undefined> = {
	dateadd: (task) => task.addedAt,
	datestart: (task) => task.dateStart,
	dateend: (task) => task.dateEnd,
	dateclose: (task) => task.closedAt,
	date_added: (task) => task.addedAt,
	date_start: (task) => task.dateStart,
	date_end: (task) => task.dateEnd,
	date_closed: (task) => task.closedAt,
};

const moments = new Set(['dateadd', 'dateclose', 'date_added', 'date_closed']);

/** Moments compare as milliseconds with the day's bounds in the account's zone; plain days compare as text. */
const readersOf = (world: World): Readers<Task> => ({
	integer: (task, field) => Number(field === 'id' ? task.id : field === 'project' ? task.project : (task.parent ?? 0)),
	string: (task) => task.name,
	date: (task, field) => dates[field]?.(task),
	bounds: (field, day) =>
		moments.has(field) ? [startOfDay(day, zone(world)), endOfDay(day, zone(world))] : [day, `${day}~`],
});

function filterOf({ world, params }: Call): Filter | undefined {
	const source = params.filled('filter');
	if (source === undefined) return undefined;
	try {
		return parseFilter(source, world.switches.searchLongDateNames ? { ...fields, ...longNames } : fields);
	} catch (error) {
		if (error instanceof FilterError) throw errors.filterInvalid(world, error.message);
		throw error;
	}
}

/** The tasks among which to look, as few as the parameters allow. */
function candidates({ world, params }: Call, filter: Filter | undefined): Iterable<Task> {
	const { store } = world;
	const ofProject = params.filled('id_project');
	const ofTask = params.filled('id_task');
	if (ofTask !== undefined) {
		const task = taskBy(world, ofTask);
		return [task, ...store.children(task)];
	}
	if (ofProject !== undefined) return store.tasksIn(projectBy(world, ofProject).id);
	const ids = filter && pinnedIds(filter, 'id');
	if (ids)
		return [...new Set(ids)]
			.map((id) => store.tasks.get(String(id)))
			.filter((task): task is Task => task !== undefined);
	const projects = filter && pinnedIds(filter, 'project');
	if (projects) return [...new Set(projects)].flatMap((id) => [...store.tasksIn(String(id))]);
	return store.tasks.values();
}

function searchTasks(call: Call): Answer {
	const { world, params } = call;
	const asked = ['id_project', 'id_task', 'email_user_from', 'email_user_to', 'filter'];
	if (!asked.some((name) => params.filled(name) !== undefined)) throw errors.oneFieldRequired(asked.join(', '));
	const filter = filterOf(call);
	const matches = filter ? compileFilter(filter, readersOf(world)) : () => true;
	const from = member(call, 'email_user_from');
	const to = member(call, 'email_user_to');
	const status = params.filled('status');
	const inArchive = params.filled('id_project') !== undefined || params.filled('id_task') !== undefined;
	const found: Task[] = [];
	for (const task of candidates(call, filter)) {
		if (task.delayed || (status !== undefined && task.status !== status)) continue;
		if ((from !== undefined && task.userFrom !== from) || (to !== undefined && task.userTo !== to)) continue;
		if (!matches(task)) continue;
		if (!inArchive && world.store.projects.get(task.project)?.status === 'archive') continue;
		found.push(task);
	}
	const lossy = world.switches.searchDoneIncomplete && status === 'done' && inArchive;
	const kept = lossy ? found.filter((_, index) => index % 2 === 0) : found;
	checkRows(world, kept.length);
	const extra = params.extra();
	extra.delete('subtasks');
	return rows(
		world,
		kept.map((task) => taskObject(world, task, extra)),
	);
}

function member({ world, params }: Call, name: string): string | undefined {
	const email = params.filled(name);
	return email === undefined ? undefined : executiveId(world, email);
}

export const searchActions: Actions = { search_tasks: { run: searchTasks, scope: 'tasks_read' } };
