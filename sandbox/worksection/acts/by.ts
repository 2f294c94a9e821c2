import { executiveId, memberIds, tagIds } from '../domain/find';
import { VendorError, type Project, type Task } from '../types';
import type { Actor, World } from '../world';

/** Who does it, by e-mail; the owner when absent. */
export interface By {
	by?: string;
}

/** An act that cannot be done throws an Error that says why in words. */
export function explained<Input, Output>(act: (input: Input) => Output): (input: Input) => Output {
	return (input) => {
		try {
			return act(input);
		} catch (error) {
			if (!(error instanceof VendorError)) throw error;
			throw new Error(error.details === undefined ? error.message : `${error.message}: ${error.details}`);
		}
	};
}

export function actorOf(world: World, by: string | undefined): Actor {
	const member = by === undefined ? world.store.owner : world.store.memberByEmail(by);
	if (!member) throw new Error(`Nobody here has the e-mail '${by}'.`);
	return { member, via: 'screen' };
}

/** By id, or by title. */
export function projectIn(world: World, ref: string | number): Project {
	const wanted = String(ref);
	const byTitle = (): Project | undefined => [...world.store.projects.values()].find((other) => other.name === wanted);
	const project = world.store.projects.get(wanted) ?? byTitle();
	if (!project) throw new Error(`There is no project '${wanted}'.`);
	return project;
}

export function taskIn(world: World, ref: string | number): Task {
	const task = world.store.tasks.get(String(ref));
	if (!task) throw new Error(`There is no task '${ref}'.`);
	return task;
}

export interface TaskValues {
	title?: string;
	text?: string;
	/** E-mail, ANY or NOONE. */
	assignee?: string;
	priority?: number;
	/** `YYYY-MM-DD`; an empty text clears it. So it is with the times. */
	dateStart?: string;
	dateEnd?: string;
	timeStart?: string;
	timeEnd?: string;
	maxTime?: string;
	maxMoney?: string;
	/** Titles or ids; replaces. */
	tags?: string[];
	subscribers?: string[];
	/** Field id -> value; only those named change. */
	customFields?: Record<string, string>;
	delayed?: boolean;
}

const cleared = ['dateStart', 'dateEnd', 'timeStart', 'timeEnd', 'maxTime', 'maxMoney'] as const;

/** What a person typed, as the task keeps it. */
export function taskChanges(world: World, project: Project, values: TaskValues, task?: Task): Partial<Task> {
	const found: Partial<Task> = {};
	if (values.title !== undefined) found.name = values.title;
	if (values.text !== undefined) found.text = values.text.replace(/\r\n?/g, '\n');
	if (values.assignee !== undefined) found.userTo = executiveId(world, values.assignee);
	if (values.priority !== undefined) found.priority = values.priority;
	if (values.delayed !== undefined) found.delayed = values.delayed;
	for (const key of cleared) if (values[key] !== undefined) found[key] = values[key] || undefined;
	if (values.tags) found.tags = tagIds(world, values.tags, 'task', project);
	if (values.subscribers) found.subscribers = memberIds(world, values.subscribers);
	if (values.customFields) found.customFields = { ...task?.customFields, ...values.customFields };
	return found;
}
