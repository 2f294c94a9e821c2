import { memberIds, projectBy, tagIds } from '../domain/find';
import { activateProject, archiveProject, changeProject, createProject } from '../domain/projects';
import type { Project } from '../types';
import { errors } from '../wire/errors';
import { projectObject } from '../wire/objects';
import { author, filesOf, rows, textOf, type Actions, type Answer, type Call } from './call';
import { plannedFields } from './taskFields';

const optionNames = [
	'allow_close',
	'allow_give',
	'allow_term',
	'allow_limit',
	'require_term',
	'require_tag',
	'require_limit',
	'require_hidden',
	'deny_comments_edit',
	'deny_task_edit',
	'deny_task_delete',
	'time_require',
	'time_today',
	'timer_only',
];

/** The vendor names no pair that excludes itself; these two both restrict how costs are entered. */
const exclusive = ['time_today', 'timer_only'];

const withText = new Set(['text', 'options', 'users']);

function getProjects({ world, params }: Call): Answer {
	const extra = params.extra();
	const status = statusOf(world.switches.filterArchiveWord, params.filled('filter'));
	const found = [...world.store.projects.values()].filter((project) => !status || project.status === status);
	return rows(
		world,
		found.map((project) => projectObject(world, project, extra)),
	);
}

/** A word that the vendor does not know filters nothing. */
function statusOf(archiveWord: string, filter: string | undefined): Project['status'] | undefined {
	if (filter === 'active' || filter === 'pending') return filter;
	const isArchive = filter === 'archive' || filter === 'archived';
	return isArchive && (archiveWord === 'both' || archiveWord === filter) ? 'archive' : undefined;
}

const getProject = ({ world, params }: Call): Answer => ({
	data: projectObject(world, projectBy(world, params.filled('id_project')), params.extra()),
});

function postProject(call: Call): Answer {
	const { world, params } = call;
	const name = params.required('title');
	const actor = author(call);
	const changes = shared(call);
	const members = new Set([...membersOf(call), ...(changes.userTo ? [changes.userTo] : [])]);
	const given = { ...changes, name, members, text: textOf(call), folder: params.filled('company') };
	const files = filesOf(call);
	const project = createProject(world, actor, given);
	for (const file of files) file.project = project.id;
	return { data: projectObject(world, project, withText) };
}

function updateProject(call: Call): Answer {
	const { world, params, actor } = call;
	const project = projectBy(world, params.filled('id_project'));
	const changes: Partial<Project> = shared(call, project);
	const title = params.filled('title');
	if (title !== undefined) changes.name = title;
	for (const id of membersOf(call)) project.members.add(id);
	if (changes.userTo) project.members.add(changes.userTo);
	changeProject(world, actor, project, changes);
	return { data: projectObject(world, project, withText) };
}

/** Manager, dates, estimates, tags and options: what post_project and update_project share. */
function shared(call: Call, project?: Project): Partial<Project> {
	const { world, params } = call;
	const found: Partial<Project> = plannedFields(call);
	const manager = params.filled('email_manager');
	if (manager !== undefined) found.userTo = memberIds(world, [manager])[0];
	if (params.has('tags')) found.tags = tagIds(world, params.list('tags'), 'project');
	const options = optionsOf(call);
	if (Object.keys(options).length > 0) found.options = { ...project?.options, ...options };
	return found;
}

function optionsOf({ params }: Call): Record<string, 0 | 1> {
	const found: Record<string, 0 | 1> = {};
	const nested = params.object('options') ?? {};
	for (const name of optionNames) {
		const value = params.filled(`options.${name}`) ?? params.filled(`options[${name}]`) ?? nested[name];
		if (value !== undefined) found[name] = String(value) === '1' || value === true ? 1 : 0;
	}
	const both = exclusive.filter((name) => found[name] === 1).map((name) => `options.${name}`);
	if (both.length > 1) throw errors.onlyOneOption(both);
	return found;
}

const membersOf = ({ world, params }: Call): string[] =>
	memberIds(world, [...params.list('members'), ...params.list('email_user_to')]);

const required = ({ world, params }: Call): string[] => {
	params.required('members');
	return memberIds(world, params.list('members'));
};

function addMembers(call: Call): Answer {
	const project = projectBy(call.world, call.params.filled('id_project'));
	for (const id of required(call)) project.members.add(id);
	return {};
}

function deleteMembers(call: Call): Answer {
	const project = projectBy(call.world, call.params.filled('id_project'));
	for (const id of required(call)) project.members.delete(id);
	return {};
}

function closeProject({ world, params, actor }: Call): Answer {
	archiveProject(world, actor, projectBy(world, params.filled('id_project')));
	return {};
}

function activate({ world, params, actor }: Call): Answer {
	activateProject(world, actor, projectBy(world, params.filled('id_project')));
	return {};
}

export const projectActions: Actions = {
	get_projects: { run: getProjects, scope: 'projects_read' },
	get_project: { run: getProject, scope: 'projects_read' },
	post_project: { run: postProject, scope: 'projects_write' },
	update_project: { run: updateProject, scope: 'projects_write' },
	close_project: { run: closeProject, scope: 'projects_write' },
	activate_project: { run: activate, scope: 'projects_write' },
	add_project_members: { run: addMembers, scope: 'projects_write' },
	delete_project_members: { run: deleteMembers, scope: 'projects_write' },
};
