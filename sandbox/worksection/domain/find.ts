import type { Project, Tag, Task } from '../types';
import { parseDay } from '../when';
import { errors } from '../wire/errors';
import type { World } from '../world';

/** Error 4 when there is none. */
export function projectBy(world: World, id: string | undefined): Project {
	const project = id === undefined ? undefined : world.store.projects.get(id.trim());
	if (!project) throw errors.projectInvalid();
	return project;
}

/** Error 5 when there is none, or when its publication is delayed. */
export function taskBy(world: World, id: string | undefined): Task {
	const task = id === undefined ? undefined : world.store.tasks.get(id.trim());
	if (!task || task.delayed) throw errors.taskInvalid();
	return task;
}

/** Member ids of e-mail addresses; error 11 naming those nobody has. */
export function memberIds(world: World, emails: string[]): string[] {
	const found = emails.map((email) => world.store.memberByEmail(email)?.id);
	const unknown = emails.filter((_, index) => found[index] === undefined);
	if (unknown.length > 0) throw errors.emailInvalid(unknown);
	return [...new Set(found as string[])];
}

/** Address, `ANY`, `NOONE` or `none` to a member or pseudo user id. */
export function executiveId(world: World, text: string): string {
	if (/^any$/i.test(text)) return '2';
	if (/^(noone|none)$/i.test(text)) return '1';
	return memberIds(world, [text])[0] as string;
}

/**
 * Tags by id, or by title when only one tag has it. They must exist in a set of the right kind that is attached to the
 * project; error 16 with the tag otherwise.
 */
export function tagIds(world: World, names: string[], of: 'task' | 'project', project?: Project): string[] {
	const allowed = [...world.store.tags.values()].filter((tag) => isUsable(world, tag, of, project));
	return [...new Set(names.map((name) => tagNamed(allowed, name)))];
}

function isUsable(world: World, tag: Tag, of: 'task' | 'project', project?: Project): boolean {
	const group = world.store.tagGroups.get(tag.group);
	if (group?.of !== of) return false;
	return of === 'project' || !project?.tagGroups || project.tagGroups.includes(String(group.id));
}

function tagNamed(allowed: Tag[], name: string): string {
	const titled = allowed.filter((tag) => tag.title.toLowerCase() === name.toLowerCase());
	const tag = titled.length === 1 ? titled[0] : allowed.find((other) => String(other.id) === name);
	if (!tag) throw errors.tagInvalid(name);
	return String(tag.id);
}

/** A day of the wire; a malformed one is error 10 with the field, or is not there (switch `badValue`). */
export function dayOf(world: World, field: string, text: string, iso = false): string | undefined {
	const day = parseDay(text, { iso });
	if (day === undefined && world.switches.badValue === 'error') throw errors.fieldMalformed(field);
	return day;
}

/** A number within bounds, as text; malformed as for `dayOf`. */
export function amountOf(world: World, field: string, text: string, most = Infinity): string | undefined {
	const value = Number(text.replace(',', '.'));
	if (/^\d+(?:[.,]\d+)?$/.test(text) && value <= most) return text.replace(',', '.');
	if (world.switches.badValue === 'error') throw errors.fieldMalformed(field);
	return undefined;
}
