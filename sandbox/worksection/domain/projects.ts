import type { Project } from '../types';
import { errors } from '../wire/errors';
import { filled, tagMap, userObject } from '../wire/objects';
import { textOut } from '../wire/text';
import type { Actor, World } from '../world';
import { now } from '../world';
import { difference, recordProject, type Values } from './record';

export function createProject(world: World, actor: Actor, given: Partial<Project> & { name: string }): Project {
	const project: Project = {
		status: 'active',
		text: '',
		userFrom: actor.member.id,
		userTo: '0',
		options: {},
		tags: [],
		addedAt: now(world),
		...given,
		members: new Set([actor.member.id, ...(given.members ?? [])]),
		id: world.store.id('project'),
	};
	world.store.projects.set(project.id, project);
	recordProject(world, actor, 'post', project, { new: filled(eventValues(world, project)) });
	return project;
}

function eventValues(world: World, project: Project): Values {
	return {
		title: project.name,
		text: textOut(world, project.text),
		user_to: userObject(world, project.userTo),
		date_start: project.dateStart,
		date_end: project.dateEnd,
		max_time: project.maxTime,
		max_money: project.maxMoney,
		...(world.switches.tagChangeWebhook ? { tags: tagMap(world, project.tags) } : {}),
		...(world.switches.projectStatusEvents ? { status: project.status } : {}),
	};
}

export function changeProject(world: World, actor: Actor, project: Project, changes: Partial<Project>): void {
	const before = { ...project };
	Object.assign(project, changes);
	const told = difference(eventValues(world, before), eventValues(world, project));
	const silent = Object.keys(changes).every((key) => ['tags', 'status', 'closedAt', 'members'].includes(key));
	if (Object.keys(told.new).length === 0 && (silent || !world.switches.emptyUpdateEvents)) return;
	recordProject(world, actor, 'update', project, told);
}

/** Error 12 when it is archived already. Makes no event (worksection.md 4.1) but by the switch `projectStatusEvents`. */
export function archiveProject(world: World, actor: Actor, project: Project): void {
	if (project.status === 'archive') throw errors.projectAlreadyClosed();
	changeProject(world, actor, project, { status: 'archive', closedAt: now(world) });
}

export function activateProject(world: World, actor: Actor, project: Project): void {
	if (project.status === 'active') throw errors.projectAlreadyActive();
	changeProject(world, actor, project, { status: 'active', closedAt: undefined });
}

/** On the screens only: everything in the project goes with it. */
export function deleteProject(world: World, project: Project): void {
	for (const task of [...world.store.tasksIn(project.id)]) world.store.removeTask(task);
	for (const file of world.store.filesOf({ project: project.id })) world.store.files.delete(file.id);
	world.store.tasksOfProject.delete(project.id);
	world.store.projects.delete(project.id);
}
