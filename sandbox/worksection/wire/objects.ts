import type { Comment, Member, Project, StoredFile, Tag, Task } from '../types';
import { localStamp } from '../when';
import type { World } from '../world';
import { zone } from '../world';
import { textOut } from './text';

export type Wire = Record<string, unknown>;

/** Keys without value are left out (worksection.md section 2). */
export function filled(object: Wire): Wire {
	for (const key of Object.keys(object)) {
		const value = object[key];
		const empty =
			value === undefined ||
			value === '' ||
			(Array.isArray(value) && value.length === 0) ||
			(typeof value === 'object' && value !== null && Object.keys(value).length === 0);
		if (empty) delete object[key];
	}
	return object;
}

export const stamp = (world: World, at: number | undefined): string | undefined =>
	at === undefined ? undefined : localStamp(at, zone(world));

export const nameOf = (member: Member): string => `${member.firstName} ${member.lastName}`.trim();

/** A member or one of the pseudo users 0, 1 and 2 (worksection.md 2.1). */
export function userObject(world: World, id: string): Wire {
	const { account, members } = world.store;
	const pseudo: Record<string, [string, string]> = {
		'0': ['NOONE', account.noManager],
		'1': ['NOONE', account.noExecutive],
		'2': ['ANY', account.anyone],
	};
	const member = members.get(id);
	if (member) return { id, email: member.email, name: nameOf(member) };
	const [email, name] = pseudo[id] ?? ['', ''];
	return { id, email, name };
}

export const projectPage = (id: string): string => `/project/${id}/`;

/** `/project/P/T/`, with the ids of all parents before a subtask's own. */
export function taskPage(world: World, task: Task): string {
	const parent = task.parent === undefined ? undefined : world.store.tasks.get(task.parent);
	return `${parent ? taskPage(world, parent) : projectPage(task.project)}${task.id}/`;
}

export const commentPage = (world: World, comment: Comment): string => {
	const task = world.store.tasks.get(comment.task);
	return `${task ? taskPage(world, task) : ''}#com${comment.id}`;
};

export function tagMap(world: World, ids: string[]): Record<string, string> {
	const tags = ids.map((id) => world.store.tags.get(Number(id))).filter((tag): tag is Tag => tag !== undefined);
	return Object.fromEntries(tags.map((tag) => [tag.id, tag.title]));
}

export const projectRef = (project: Project | undefined): Wire | undefined =>
	project && { id: project.id, name: project.name, page: projectPage(project.id) };

export function taskRef(world: World, task: Task | undefined): Wire | undefined {
	if (!task) return undefined;
	return filled({
		id: task.id,
		name: task.name,
		page: taskPage(world, task),
		status: task.status,
		priority: String(task.priority),
		parent: task.parent === undefined ? undefined : taskRef(world, world.store.tasks.get(task.parent)),
	});
}

export const fileObject = (file: StoredFile): Wire => ({
	id: file.id,
	page: `/download/${file.id}/`,
	name: file.name,
	size: file.bytes.length,
});

export const fileRow = (world: World, file: StoredFile): Wire => ({
	...fileObject(file),
	date_added: stamp(world, file.addedAt),
	user_from: userObject(world, file.userFrom),
});

export function commentObject(world: World, comment: Comment, withFiles: boolean): Wire {
	return filled({
		id: comment.id,
		page: commentPage(world, comment),
		text: textOut(world, comment.text),
		date_added: stamp(world, comment.addedAt),
		user_from: userObject(world, comment.userFrom),
		files: withFiles ? world.store.filesOf({ comment: comment.id }).map(fileObject) : undefined,
	});
}

export const estimate = (world: World, value: string | undefined): string | number | undefined =>
	value === undefined || world.switches.estimatesAs === 'string' ? value : Number(value);

export function projectObject(world: World, project: Project, extra: Set<string>): Wire {
	const text = extra.has('text') || extra.has('html') || !world.switches.rowsWithoutText;
	return filled({
		id: project.id,
		name: project.name,
		page: projectPage(project.id),
		status: project.status,
		company: project.folder,
		user_from: userObject(world, project.userFrom),
		user_to: userObject(world, project.userTo),
		text: text ? textOut(world, project.text, extra.has('html')) : undefined,
		date_added: stamp(world, project.addedAt),
		date_start: project.dateStart,
		date_end: project.dateEnd,
		date_closed: stamp(world, project.closedAt),
		options: extra.has('options') ? { ...project.options } : undefined,
		max_time: estimate(world, project.maxTime),
		max_money: estimate(world, project.maxMoney),
		tags: tagMap(world, project.tags),
		users: extra.has('users') ? [...project.members].map((id) => userObject(world, id)) : undefined,
	});
}
