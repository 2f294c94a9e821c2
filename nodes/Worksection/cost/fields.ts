import { field } from '../../shared/fields';
import type { ItemContext } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { toVendor, dayOf } from '../dates';
import type { Params } from '../encode';
import { projectId, taskId } from '../ids';
import { given, textIn } from '../params';

export const costId = field({
	displayName: 'Cost ID',
	name: 'cost',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 318',
	description: 'ID of the entry, as Get Many returns it',
});

const text = { type: 'string', default: '' } as const;

/** What can be said about an entry. */
export const entry = [
	field({
		displayName: 'Time',
		name: 'time',
		...text,
		placeholder: 'e.g. 1:30',
		description: 'Hours spent, as 1:30 or 1.5',
	}),
	field({ displayName: 'Money', name: 'money', ...text, placeholder: 'e.g. 120.50', description: 'Money spent' }),
	field({ displayName: 'Comment', name: 'comment', ...text, description: 'What it was spent on' }),
	field({
		displayName: 'Date',
		name: 'date',
		type: 'dateTime',
		default: '',
		description: 'Day on which it was spent. Empty means today.',
	}),
	field({
		displayName: 'Money by Rate',
		name: 'byRate',
		type: 'boolean',
		default: false,
		description: "Whether Worksection works out the money from the time and the member's rate",
	}),
] as const;

export const filters = field({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{ displayName: 'From', name: 'from', type: 'dateTime', default: '', description: 'First day' },
		{
			displayName: 'Kind',
			name: 'timer',
			type: 'options',
			options: [
				{ name: 'All', value: '' },
				{ name: 'Entered by Hand', value: '0' },
				{ name: 'Timer', value: '1' },
			],
			default: '',
			description: 'How the entry came about',
		},
		{
			displayName: 'Project',
			name: 'project',
			...text,
			placeholder: 'e.g. 26',
			description: 'ID or address of a project',
		},
		{ displayName: 'Task', name: 'task', ...text, placeholder: 'e.g. 2456', description: 'ID or address of a task' },
		{ displayName: 'Until', name: 'until', type: 'dateTime', default: '', description: 'Last day' },
	],
});

interface Filters {
	from?: string;
	until?: string;
	timer?: string;
	project?: string;
	task?: string;
}

/** Parameters of the filters; users cannot be filtered at the vendor (worksection.md 3.6). @throws Fault `input` */
export function filterParams(read: { readonly filters: Filters }, api: WorksectionApi): Params {
	const { from, until, timer, project, task } = read.filters;
	const day = (value: string | undefined, label: string) => value && toVendor(dayOf(value, api.zone, label));
	return given([
		['id_project', project && projectId(project)],
		['id_task', task && taskId(task)],
		['datestart', day(from, 'From')],
		['dateend', day(until, 'Until')],
		['is_timer', timer],
	]);
}

interface Entry {
	readonly time: string;
	readonly money: string;
	readonly comment: string;
	readonly date: string;
	readonly byRate: boolean;
}

/** Parameters of an entry. @throws Fault `input` */
export async function entryParams({
	read,
	api,
}: Pick<ItemContext<WorksectionApi, Entry>, 'read' | 'api'>): Promise<Params> {
	const { amountOf, longText } = await import('../values');
	const { time, money, comment, date, byRate } = read;
	return given([
		['time', textIn(time) && amountOf(time, 'Time')],
		['money', textIn(money) && amountOf(money, 'Money')],
		['comment', longText(comment, 'Comment')],
		['date', date && toVendor(dayOf(date, api.zone, 'Date'))],
		['is_rate', byRate ? '1' : undefined],
	]);
}
