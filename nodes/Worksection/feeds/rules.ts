import { became, changedAny } from '../../shared/watch/diff';
import type { Change } from '../../shared/watch/feed';
import type { EventKind } from './change';
import type { TriggerParams } from './types';

/** One entry of Trigger On: which events it is about, and which of them it delivers. */
export interface Rule {
	name: string;
	value: string;
	description: string;
	kind: EventKind;
	/** Names under which webhooks are registered (worksection.md 4.1). */
	hooks: readonly string[];
	record: 'task' | 'comment' | 'project';
	keep(change: Change, params: TriggerParams): boolean;
}

export const BECAME = 'fieldBecameValue';

/** Whether the change was made by somebody whose changes do not count. */
function isOwn({ about }: Change, { ignoreUsers = [] }: TriggerParams): boolean {
	const email = (about?.by as { email?: unknown } | undefined)?.email;
	return typeof email === 'string' && ignoreUsers.some((one) => one.trim().toLowerCase() === email.toLowerCase());
}

const notOwn: Rule['keep'] = (change, params) => !isOwn(change, params);

/** Whether the watched field became one of the values, or became anything where none are named. */
function reached(change: Change, { field = '', values = [], otherValues = [] }: TriggerParams): boolean {
	const wanted = [...values, ...otherValues].filter((value) => value !== '');
	return wanted.length > 0 ? became(change, [field], wanted) : changedAny(change, [field]);
}

export const RULES: readonly Rule[] = [
	{
		name: 'Comment Created',
		value: 'commentCreated',
		description: 'When somebody comments on a task',
		kind: { type: 'comment', actions: ['post'] },
		hooks: ['post_comment'],
		record: 'comment',
		keep: notOwn,
	},
	{
		name: 'Field or Status Became Value',
		value: BECAME,
		description: 'When a field of a task gets one of certain values, by a change or with a new task',
		kind: { type: 'task', actions: ['post', 'update'] },
		hooks: ['post_task', 'update_task'],
		record: 'task',
		keep: (change, params) => notOwn(change, params) && reached(change, params),
	},
	{
		name: 'Project Updated',
		value: 'projectUpdated',
		description: 'When a project is changed; Worksection does not tell of archiving and tags',
		kind: { type: 'project', actions: ['update'] },
		hooks: ['update_project'],
		record: 'project',
		keep: notOwn,
	},
	{
		name: 'Task Closed',
		value: 'taskClosed',
		description: 'When a task is marked as done',
		kind: { type: 'task', actions: ['close'], dated: 'closed' },
		hooks: ['close_task'],
		record: 'task',
		keep: notOwn,
	},
	{
		name: 'Task Created',
		value: 'taskCreated',
		description: 'When a task or subtask is added',
		kind: { type: 'task', actions: ['post'], dated: 'created' },
		hooks: ['post_task'],
		record: 'task',
		keep: notOwn,
	},
	{
		name: 'Task Reopened',
		value: 'taskReopened',
		description: 'When a closed task is made active again',
		kind: { type: 'task', actions: ['reopen'] },
		hooks: ['reopen_task'],
		record: 'task',
		keep: notOwn,
	},
	{
		name: 'Task Updated',
		value: 'taskUpdated',
		description: 'When a field of a task changes; for statuses and labels use Field or Status Became Value',
		kind: { type: 'task', actions: ['update'] },
		hooks: ['update_task'],
		record: 'task',
		keep: notOwn,
	},
];
