import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import { field, returnAllOrLimit, showWhen } from '../../shared/fields';
import type { WorksectionApi } from '../api';
import type { LinkedTask } from '../api/tasks';
import { anyProject } from '../fields';
import type { Condition } from '../filter';
import { projectId } from '../ids';
import { textIn } from '../params';
import { read as reading } from '../room';
import { simplifyTask, taskExtra } from './fields';
import { conditions, join } from './search';

const from = field({
	displayName: 'From',
	name: 'from',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'A Project', value: 'project' },
		{ name: 'A Search', value: 'search', description: 'Tasks that fulfil conditions' },
		{ name: 'All Projects', value: 'all' },
	],
	default: 'project',
	description: 'Which tasks to get',
});

const email = { type: 'string', default: '', placeholder: 'e.g. ann@studio.example' } as const;
const assignee = field({
	displayName: 'Assignee Email',
	name: 'assignee',
	...email,
	description: 'Only tasks of this member; ANY and NOONE are understood too',
});
const author = field({
	displayName: 'Author Email',
	name: 'author',
	...email,
	description: 'Only tasks that this member created',
});

const status = field({
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{ name: 'Active', value: 'active' },
		{ name: 'All', value: 'all' },
		{ name: 'Done', value: 'done' },
	],
	default: 'active',
	description: 'Whether to get open or closed tasks',
});

const archived = field({
	displayName: 'Include Archived Projects',
	name: 'archived',
	type: 'boolean',
	default: false,
	description: 'Whether to return tasks of archived projects too',
});

const bySearch = { from: ['search'] };

interface Wanted {
	readonly from: string;
	readonly project: string;
	readonly conditions: unknown;
	readonly join: string;
	readonly assignee: string;
	readonly author: string;
	readonly status: string;
	readonly archived: boolean;
	readonly include: string[];
}

export const getMany = reading({
	name: 'Get Many',
	action: 'Get many tasks',
	fields: [
		from,
		showWhen(anyProject, { from: ['project'] }),
		showWhen(conditions, bySearch),
		showWhen(join, bySearch),
		showWhen(assignee, bySearch),
		showWhen(author, bySearch),
		status,
		showWhen(archived, { from: ['all'] }),
		taskExtra,
		...returnAllOrLimit,
	],
	async *run({ api, read }) {
		const { status: wanted } = read;
		const tasks = await found(api, read);
		// The vendor's own filter for closed tasks may leave some out, so that all are read and chosen here.
		for (const task of tasks) if (wanted === 'all' || task.status === wanted) yield task as IDataObject;
	},
	simplify: simplifyTask,
});

/** n8n gives the value of a list field only where it is shown, so that each is read where it is used. */
async function found(api: WorksectionApi, read: Wanted): Promise<LinkedTask[]> {
	const { include: extra, status: state } = read;
	const activeOnly = state === 'active';
	if (read.from === 'project') return await api.tasks.ofProject(projectId(read.project), { activeOnly, extra });
	if (read.from === 'all') {
		return await api.tasks.all({ activeOnly, extra: read.archived ? [...extra, 'archive'] : extra });
	}
	const { searchFilter } = await import('../filter');
	const { assigneeOf, emailOf } = await import('../values');
	const rows = (read.conditions as { rows?: Condition[] } | undefined)?.rows ?? [];
	const filter = searchFilter(rows, read.join === 'or' ? 'or' : 'and', api.zone);
	const assigned = textIn(read.assignee) && assigneeOf(read.assignee, 'Assignee Email');
	const written = textIn(read.author) && emailOf(read.author, 'Author Email');
	if (!filter && !assigned && !written) {
		throw badInput('Conditions', 'The search has no condition.', 'Add one, or choose All Projects under From.');
	}
	return await api.tasks.search({
		filter,
		assignee: assigned,
		author: written,
		extra,
		...(activeOnly && { status: 'active' }),
	});
}
