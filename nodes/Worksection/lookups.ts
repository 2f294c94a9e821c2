import type {
	FieldType,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { toNodeError } from '../shared/fault';
import { sorted } from '../shared/fields';
import { settled } from '../shared/settled';
import type { WorksectionApi } from './api';
import type { LinkedProject } from './api/projects';
import { openWorksection } from './open';
import type { Form } from './targets';

type Search = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;
type Options = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

const contains = (text: string, filter = ''): boolean => text.toLowerCase().includes(filter.trim().toLowerCase());

/** A list that cannot be read says why: an empty one means that there is nothing. */
async function asked<T>(host: ILoadOptionsFunctions, ask: (api: WorksectionApi) => Promise<T>): Promise<T> {
	const outcome = await settled(async () => await ask(await openWorksection(host)));
	if ('value' in outcome) return outcome.value;
	throw toNodeError(host.getNode(), outcome.error);
}

const search = (list: (api: WorksectionApi) => Promise<INodeListSearchItems[]>): Search =>
	async function (filter) {
		const items = await asked(this, list);
		return { results: items.filter(({ name, value }) => contains(`${name} ${value}`, filter)) };
	};

const ARCHIVED: Record<string, string> = { archive: ' (archived)', pending: ' (pending)' };

const projectItem = ({ id, name, status = '', link }: LinkedProject): INodeListSearchItems => ({
	name: `${name}${ARCHIVED[status] ?? ''}`,
	value: id,
	...(link !== undefined && { url: link }),
});

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);

const searchProjects = search(async (api) => (await api.projects.all('active')).map(projectItem).sort(byName));

const searchAllProjects = search(async (api) => (await api.projects.all()).map(projectItem).sort(byName));

async function memberItems(api: WorksectionApi): Promise<INodeListSearchItems[]> {
	const members = await api.people.all();
	return members
		.map(({ name, first_name: first, last_name: last, email }) => ({
			name: `${name ?? [first, last].filter(Boolean).join(' ')} (${email})`,
			value: email,
		}))
		.sort(byName);
}

const searchMembers = search(memberItems);

const searchAssignees = search(async (api) => [
	{ name: 'Anyone', value: 'ANY' },
	{ name: 'Nobody', value: 'NOONE' },
	...(await memberItems(api)),
]);

const SHOWN_TASKS = 200;
const RECENT_DAYS = 30;

/** Open tasks by title; without one, those added lately. */
const searchTasks: Search = async function (filter = '') {
	const { searchFilter } = await import('./filter');
	const { daysLater, dayOf } = await import('./dates');
	const words = filter.replace(/['\\\r\n].*$/s, '').trim();
	const tasks = await asked(this, async (api) => {
		const since = daysLater(dayOf(new Date(), api.zone, 'Today'), -RECENT_DAYS, 'Today');
		const condition = words
			? { field: 'name', operator: 'has', value: words }
			: { field: 'dateadd', operator: '>=', value: since };
		return await api.tasks.search({ filter: searchFilter([condition], 'and', api.zone), status: 'active' });
	});
	const results = tasks.slice(0, SHOWN_TASKS).map(({ id, name, project, link }) => ({
		name: project?.name ? `${name} (${project.name})` : name,
		value: id,
		...(link !== undefined && { url: link }),
	}));
	return { results };
};

const taskTags: Options = async function () {
	const tags = await asked(this, async (api) => await api.tags.all('task'));
	return sorted(
		tags.map(({ id, title, group }) => ({ name: group?.title ? `${title} (${group.title})` : title, value: id })),
	);
};

const tagGroups: Options = async function () {
	const kind = this.getCurrentNodeParameter('kind') === 'project' ? 'project' : 'task';
	const groups = await asked(this, async (api) => await api.tags.groups(kind));
	return sorted(groups.map(({ id, title }) => ({ name: title, value: id })));
};

const targets = (form: Form): Options =>
	async function () {
		const { targetsOn } = await import('./targets');
		return sorted(targetsOn(form).map(({ id, label }) => ({ name: label, value: id })));
	};

const FIXED: Partial<Record<Form, readonly string[]>> = {
	taskFromSource: ['title'],
	taskCreate: ['title'],
	projectCreate: ['title'],
};

/** Columns of n8n's mapper. Where the node has a Title of its own, the column is there but needs no value. */
const columns = (form: Form) =>
	async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const { targetsOn } = await import('./targets');
		const fields = targetsOn(form).map(({ id, label, type }): ResourceMapperField => ({
			id,
			displayName: label,
			required: false,
			defaultMatch: false,
			canBeUsedToMatch: false,
			display: !FIXED[form]?.includes(id),
			type: type as FieldType,
		}));
		return { fields };
	};

/** `methods` of both nodes. */
export const lookups = {
	listSearch: { searchProjects, searchAllProjects, searchMembers, searchAssignees, searchTasks },
	loadOptions: {
		taskTags,
		tagGroups,
		taskCreateTargets: targets('taskCreate'),
		taskFromSourceTargets: targets('taskFromSource'),
		taskUpdateTargets: targets('taskUpdate'),
		projectCreateTargets: targets('projectCreate'),
		projectUpdateTargets: targets('projectUpdate'),
	},
	resourceMapping: {
		taskCreateColumns: columns('taskCreate'),
		taskFromSourceColumns: columns('taskFromSource'),
		taskUpdateColumns: columns('taskUpdate'),
		projectCreateColumns: columns('projectCreate'),
		projectUpdateColumns: columns('projectUpdate'),
	},
};
