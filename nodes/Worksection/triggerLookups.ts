import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

import { Fault, toNodeError } from '../shared/fault';
import { sorted } from '../shared/fields';
import { settled } from '../shared/settled';
import type { WorksectionWatch } from './apiEvents';
import { customName, LABELS, STATUS, TASK_FIELDS } from './feeds/fieldNames';
import { openWatch } from './openWatch';

type Ask<T> = (watch: WorksectionWatch, host: ILoadOptionsFunctions, filter: string) => Promise<T>;

/** A list that cannot be read says why: an empty one means that there is nothing. */
const lookup = <T>(ask: Ask<T>) =>
	async function (this: ILoadOptionsFunctions, filter?: unknown): Promise<T> {
		const text = typeof filter === 'string' ? filter : '';
		const outcome = await settled(async () => await ask(await openWatch(this), this, text));
		if ('value' in outcome) return outcome.value;
		throw toNodeError(this.getNode(), outcome.error);
	};

interface CustomField {
	name: string;
	options: string[];
}

/** Custom fields of tasks; none where the vendor does not know this undocumented action (worksection.md 3.1). */
async function customFields(watch: WorksectionWatch): Promise<CustomField[]> {
	const outcome = await settled(async () => await watch.api.customFields());
	if ('error' in outcome) {
		const { error } = outcome;
		if (error instanceof Fault && !error.passing && error.kind !== 'unauthorized') return [];
		throw error;
	}
	return outcome.value.flatMap((one) => {
		const { name, options } = one;
		if (typeof name !== 'string' || name === '') return [];
		return [{ name, options: optionsIn(options) }];
	});
}

/** Options come as texts, or as objects; which of the two is not documented. */
function optionsIn(options: unknown): string[] {
	const list = typeof options === 'object' && options !== null ? Object.values(options) : [];
	return list.flatMap((one: unknown) => {
		const text =
			typeof one === 'object' && one !== null ? ((one as IDataObject).name ?? (one as IDataObject).title) : one;
		return text === undefined || text === null || text === '' ? [] : [String(text)];
	});
}

const plain = (name: string): INodePropertyOptions => ({ name, value: name });

const fieldOptions = async (watch: WorksectionWatch, own: readonly string[]): Promise<INodePropertyOptions[]> => {
	const custom = (await customFields(watch)).map(({ name }) => customName(name));
	return sorted([...new Set([...own, ...TASK_FIELDS, ...custom])].map(plain));
};

const PRIORITIES = Array.from({ length: 11 }, (_, priority) => plain(String(priority)));

async function valuesOf(watch: WorksectionWatch, field: string): Promise<INodePropertyOptions[]> {
	if (field === STATUS || field === LABELS) {
		const type = field === STATUS ? 'status' : 'label';
		const tags = await watch.api.tags.all('task', { type });
		const titles = tags.filter(({ group }) => (group?.type ?? type) === type).map(({ title }) => title);
		return sorted([...new Set(titles)].map(plain));
	}
	if (field === 'Priority') return PRIORITIES;
	if (field === 'Assignee') {
		const members = await watch.api.people.all();
		const people = members.map(({ email, name }) => ({ name: name ? `${name} (${email})` : email, value: email }));
		return [{ name: 'Anyone', value: 'ANY' }, { name: 'Nobody', value: 'NOONE' }, ...sorted(people)];
	}
	if (TASK_FIELDS.includes(field)) return [];
	const custom = (await customFields(watch)).find(({ name }) => customName(name) === field);
	return (custom?.options ?? []).map(plain);
}

const searchTriggerProjects = lookup(async (watch, _host, filter): Promise<INodeListSearchResult> => {
	const wanted = filter.toLowerCase();
	const projects = (await watch.api.projects.all('active')).filter(({ name }) => name.toLowerCase().includes(wanted));
	const items = projects.map(({ id, name, link }) => ({ name, value: id, ...(link && { url: link }) }));
	return { results: sorted(items) as INodeListSearchItems[] };
});

/** The lists of both triggers. */
export const triggerLookups = {
	listSearch: { searchTriggerProjects },
	loadOptions: {
		getTriggerFields: lookup(async (watch) => await fieldOptions(watch, [STATUS, LABELS])),
		getWebhookFields: lookup(async (watch) => await fieldOptions(watch, [])),
		getTriggerValues: lookup(async (watch, host) => {
			return await valuesOf(watch, String(host.getCurrentNodeParameter('field') ?? ''));
		}),
	},
} satisfies NonNullable<INodeType['methods']>;
