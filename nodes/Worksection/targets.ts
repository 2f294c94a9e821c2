/** What can be set on tasks and projects, and how a mapped value becomes parameters of a call. */
import { badInput } from '../shared/fault';
import { checkOrder, dayOf, fromVendor, toVendor } from './dates';
import type { Params } from './encode';
import { taskId } from './ids';
import { assigneeOf, emailOf, emailsOf, estimateOf, isEmpty, listOf, longText, priorityOf, titleOf } from './values';

/** Where values are mapped. A task from a source has its link as the last line, below which nothing may be put. */
export type Form = 'taskCreate' | 'taskFromSource' | 'taskUpdate' | 'projectCreate' | 'projectUpdate';

/** How one target of a mapping becomes parameters. */
interface Target {
	id: string;
	label: string;
	/** For n8n's mapper. Numbers are texts: n8n would make 0 of an empty one. */
	type: 'string' | 'dateTime';
	/** On which calls it may stand. */
	on: readonly Form[];
	/** What an empty value does on an update: clear the field, or nothing. Default nothing. */
	clears?: boolean;
	write(value: unknown, zone: string, label: string): Params;
}

const one =
	(name: string, read: (value: unknown, label: string) => string): Target['write'] =>
	(value, _, label) => [[name, read(value, label)]];

const many =
	(name: string, read: (value: unknown, label: string) => string[]): Target['write'] =>
	(value, _, label) => {
		const list = read(value, label);
		return list.length > 0 ? [[name, list.join(',')]] : [];
	};

const date =
	(name: string): Target['write'] =>
	(value, zone, label) => [[name, toVendor(dayOf(value, zone, label))]];

const TASK = ['taskCreate', 'taskFromSource', 'taskUpdate'] as const;
const PROJECT = ['projectCreate', 'projectUpdate'] as const;
const BOTH = [...TASK, ...PROJECT] as const;
const NEW_TASK = ['taskCreate', 'taskFromSource'] as const;
const NEW_PROJECT = ['projectCreate'] as const;
const NEW = ['taskCreate', 'taskFromSource', 'projectCreate'] as const;
const BELOW_TEXT = ['taskCreate'] as const;

/** Everything that can be set on a task or project (worksection.md 3.1, 3.2), by the vendor's parameter. */
const TARGETS: readonly Target[] = [
	{ id: 'title', label: 'Title', type: 'string', on: BOTH, write: one('title', titleOf) },
	{ id: 'text', label: 'Text', type: 'string', on: NEW, write: one('text', longText) },
	{ id: 'email_user_to', label: 'Assignee Email', type: 'string', on: TASK, write: one('email_user_to', assigneeOf) },
	{ id: 'email_manager', label: 'Manager Email', type: 'string', on: PROJECT, write: one('email_manager', emailOf) },
	{ id: 'datestart', label: 'Start Date', type: 'dateTime', on: BOTH, clears: true, write: date('datestart') },
	{ id: 'dateend', label: 'Due Date', type: 'dateTime', on: BOTH, clears: true, write: date('dateend') },
	{ id: 'dateclosed', label: 'Date Closed', type: 'dateTime', on: ['taskUpdate'], write: date('dateclosed') },
	{ id: 'priority', label: 'Priority', type: 'string', on: TASK, write: one('priority', priorityOf) },
	{ id: 'tags', label: 'Tags', type: 'string', on: BOTH, clears: true, write: many('tags', listOf) },
	{ id: 'company', label: 'Folder', type: 'string', on: NEW_PROJECT, write: one('company', titleOf) },
	{ id: 'members', label: 'Members', type: 'string', on: PROJECT, write: many('members', emailsOf) },
	{ id: 'subscribe', label: 'Subscribers', type: 'string', on: NEW_TASK, write: many('subscribe', emailsOf) },
	{ id: 'hidden', label: 'Visible To', type: 'string', on: NEW_TASK, write: many('hidden', emailsOf) },
	{ id: 'mention', label: 'Mention', type: 'string', on: BELOW_TEXT, write: many('mention', emailsOf) },
	{ id: 'id_parent', label: 'Parent Task ID', type: 'string', on: NEW_TASK, write: one('id_parent', taskId) },
	{ id: 'max_time', label: 'Max Time', type: 'string', on: BOTH, write: one('max_time', estimateOf) },
	{ id: 'max_money', label: 'Max Money', type: 'string', on: BOTH, write: one('max_money', estimateOf) },
	{ id: 'email_user_from', label: 'Author Email', type: 'string', on: NEW, write: one('email_user_from', emailOf) },
	{
		id: 'todo',
		label: 'Checklist',
		type: 'string',
		on: BELOW_TEXT,
		write: (value) => listOf(value).map((item) => ['todo[]', item] as const),
	},
];

export const targetsOn = (form: Form): Target[] => TARGETS.filter(({ on }) => on.includes(form));

/**
 * Parameters of a call from values by target. Empty values are left out of new things; on an update they clear what can be
 * cleared.
 * @throws Fault `input` naming the field
 */
export function paramsOf(values: Record<string, unknown>, form: Form, zone: string): Params {
	const params: Array<readonly [string, string]> = [];
	const updates = form.endsWith('Update');
	const targets = targetsOn(form);
	for (const id of Object.keys(values)) {
		if (targets.some((target) => target.id === id)) continue;
		throw badInput(id, `"${id}" cannot be set here.`, 'Choose the field again from the list.');
	}
	for (const { id, label, clears, write } of targets) {
		const value = values[id];
		if (!(id in values)) continue;
		if (!isEmpty(value)) params.push(...write(value, zone, label));
		else if (updates && clears) params.push([id, '']);
	}
	const all = (name: string) => params.filter(([id]) => id === name).map(([, value]) => value);
	longText(all('text')[0], 'Text', all('todo[]'));
	checkOrder(fromVendor(all('datestart')[0]), fromVendor(all('dateend')[0]));
	return params;
}
