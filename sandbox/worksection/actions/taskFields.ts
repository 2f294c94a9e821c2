import { amountOf, dayOf, executiveId, tagIds } from '../domain/find';
import type { Project, Task } from '../types';
import { errors } from '../wire/errors';
import type { Call } from './call';

const days = [
	['datestart', 'dateStart'],
	['dateend', 'dateEnd'],
] as const;

const estimates = [
	['max_time', 'maxTime'],
	['max_money', 'maxMoney'],
] as const;

/** Dates and estimates of a task or project; an empty one clears it on update (switch `emptyDateOnUpdate`). */
export function plannedFields(call: Call): Partial<Pick<Task, 'dateStart' | 'dateEnd' | 'maxTime' | 'maxMoney'>> {
	const { world, params } = call;
	const found: ReturnType<typeof plannedFields> = {};
	const clears = world.switches.emptyDateOnUpdate === 'clear';
	for (const [name, key] of days) {
		const text = params.filled(name);
		const day = text === undefined ? undefined : dayOf(world, name, text);
		if (day !== undefined || (text === undefined && params.has(name) && clears)) found[key] = day;
	}
	for (const [name, key] of estimates) {
		const text = params.filled(name);
		const amount = text === undefined ? undefined : amountOf(world, name, text);
		if (amount !== undefined) found[key] = amount;
	}
	return found;
}

/** Assignee, priority, dates, estimates: what post_task and update_task share. */
export function taskFields(call: Call, project: Project): Partial<Task> {
	const { world, params } = call;
	const found: Partial<Task> = plannedFields(call);
	const executive = params.filled('email_user_to');
	if (executive !== undefined) found.userTo = assignee(call, project, executive);
	const priority = params.filled('priority');
	const value = priority === undefined ? undefined : amountOf(world, 'priority', priority, 10);
	if (value !== undefined) found.priority = Math.round(Number(value));
	return found;
}

function assignee({ world }: Call, project: Project, email: string): string {
	const id = executiveId(world, email);
	const isPerson = world.store.members.has(id);
	if (!isPerson || project.members.has(id)) return id;
	if (world.switches.emailNotMember === 'error') throw errors.emailInvalid([email]);
	project.members.add(id);
	return id;
}

/** `tags` replaces; undefined when not given. */
export function taskTags({ world, params }: Call, project: Project): string[] | undefined {
	return params.has('tags') ? tagIds(world, params.list('tags'), 'task', project) : undefined;
}

/** Switches `archivedProjectAccepts`, `pendingProjectAccepts`, `requireOptions`. */
export function checkProjectTakes({ world, params }: Call, project: Project): void {
	const { archivedProjectAccepts, pendingProjectAccepts, requireOptions } = world.switches;
	if (project.status === 'archive' && archivedProjectAccepts === 'refuse') throw errors.projectInvalid();
	if (project.status === 'pending' && pendingProjectAccepts === 'refuse') throw errors.projectInvalid();
	if (requireOptions === 'ignore') return;
	const required: Array<[string, string]> = [
		['require_term', 'dateend'],
		['require_tag', 'tags'],
		['require_limit', 'max_time'],
		['require_hidden', 'hidden'],
	];
	for (const [option, field] of required) {
		if (project.options[option] === 1 && params.filled(field) === undefined) throw errors.fieldRequired(field);
	}
}
