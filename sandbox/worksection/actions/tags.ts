import { projectBy, tagIds, taskBy } from '../domain/find';
import { changeProject } from '../domain/projects';
import { changeTask } from '../domain/tasks';
import type { Tag, TagGroup } from '../types';
import { errors } from '../wire/errors';
import type { Wire } from '../wire/objects';
import type { World } from '../world';
import { rows, type Action, type Actions, type Answer, type Call } from './call';

type Of = 'task' | 'project';

/** Tag and group ids are numbers, unlike all others (worksection.md section 2). */
const tagObject = (tag: Tag, group: TagGroup): Wire => ({
	title: tag.title,
	id: tag.id,
	group: { title: group.title, id: group.id, id_group: group.id, type: group.type, access: group.access },
});

const groupObject = (group: TagGroup): Wire => ({
	title: group.title,
	id: group.id,
	type: group.type,
	access: group.access,
});

function groupsOf({ world, params }: Call, of: Of): TagGroup[] {
	const [type, access] = [params.filled('type'), params.filled('access')];
	return [...world.store.tagGroups.values()].filter(
		(group) =>
			group.of === of &&
			(type === undefined || group.type === type) &&
			(access === undefined || group.access === access),
	);
}

const named = (groups: TagGroup[], name: string): TagGroup | undefined =>
	groups.find((group) => group.title.toLowerCase() === name.toLowerCase()) ??
	groups.find((group) => String(group.id) === name);

const getTags = (of: Of): Action['run'] =>
	function tags(call: Call): Answer {
		const groups = groupsOf(call, of);
		const name = call.params.filled('group');
		const wanted = name === undefined ? groups : groups.filter((group) => group === named(groups, name));
		const found = [...call.world.store.tags.values()].flatMap((tag) => {
			const group = wanted.find((other) => other.id === tag.group);
			return group ? [tagObject(tag, group)] : [];
		});
		return rows(call.world, found);
	};

/** A title that the set has already answers the tag it has. */
export function addTag(world: World, group: TagGroup, title: string): Tag {
	for (const tag of world.store.tags.values()) {
		if (tag.group === group.id && tag.title.toLowerCase() === title.toLowerCase()) return tag;
	}
	const tag: Tag = { id: Number(world.store.id('tag')), title, group: group.id };
	world.store.tags.set(tag.id, tag);
	return tag;
}

export function addTagGroup(world: World, group: Omit<TagGroup, 'id'> & { id?: number }): TagGroup {
	const added: TagGroup = { ...group, id: Number(world.store.id('tagGroup', group.id)) };
	world.store.tagGroups.set(added.id, added);
	return added;
}

const addTags = (of: Of): Action['run'] =>
	function add({ world, params }: Call): Answer {
		const name = params.filled('group');
		const group = named(
			[...world.store.tagGroups.values()].filter((other) => other.of === of),
			name ?? '',
		);
		if (!group) throw errors.fieldRequired('group (id or title)');
		params.required('title');
		return { data: params.list('title').map((title) => tagObject(addTag(world, group, title), group)) };
	};

const addGroups = (of: Of): Action['run'] =>
	function add({ world, params }: Call): Answer {
		params.required('title');
		const type = of === 'project' ? 'label' : params.required('type');
		const access = params.required('access');
		if (type !== 'status' && type !== 'label') throw errors.fieldMalformed('type');
		if (access !== 'public' && access !== 'private') throw errors.fieldMalformed('access');
		const added = params.list('title').map((title) => addTagGroup(world, { title, of, type, access }));
		return { data: added.map(groupObject) };
	};

const plusMinus = (
	{ world, params }: Call,
	tags: string[],
	of: Of,
	project?: Parameters<typeof tagIds>[3],
): string[] => {
	if (!params.filled('plus') && !params.filled('minus')) throw errors.oneFieldRequired('plus, minus');
	const minus = tagIds(world, params.list('minus'), of, project);
	const plus = tagIds(world, params.list('plus'), of, project);
	return [...new Set([...tags, ...plus])].filter((tag) => !minus.includes(tag));
};

function updateTaskTags(call: Call): Answer {
	const task = taskBy(call.world, call.params.filled('id_task'));
	const project = projectBy(call.world, task.project);
	changeTask(call.world, call.actor, task, { tags: plusMinus(call, task.tags, 'task', project) });
	return {};
}

function updateProjectTags(call: Call): Answer {
	const project = projectBy(call.world, call.params.filled('id_project'));
	changeProject(call.world, call.actor, project, { tags: plusMinus(call, project.tags, 'project') });
	return {};
}

const getGroups = (of: Of): Action['run'] =>
	function groups(call: Call): Answer {
		return rows(call.world, groupsOf(call, of).map(groupObject));
	};

export const tagActions: Actions = {
	get_task_tags: { run: getTags('task'), scope: 'tags_read' },
	get_project_tags: { run: getTags('project'), scope: 'tags_read' },
	add_task_tags: { run: addTags('task'), scope: 'tags_write' },
	add_project_tags: { run: addTags('project'), scope: 'tags_write' },
	update_task_tags: { run: updateTaskTags, scope: 'tags_write' },
	update_project_tags: { run: updateProjectTags, scope: 'tags_write' },
	get_task_tag_groups: { run: getGroups('task'), scope: 'tags_read' },
	get_project_tag_groups: { run: getGroups('project'), scope: 'tags_read' },
	add_task_tag_groups: { run: addGroups('task'), scope: 'tags_write' },
	add_project_tag_groups: { run: addGroups('project'), scope: 'tags_write' },
};
