import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions, INodeType } from 'n8n-workflow';

import { Fault, toNodeError } from '../../shared/fault';
import { sorted } from '../../shared/fields';
import { settled } from '../../shared/settled';
import type { DaktelaApi, DaktelaRecord } from '../api';
import { CUSTOM, customName, kindOf, stampOf } from '../kinds';
import { lookups } from '../lookups';
import { openDaktela } from '../open';
import type { TriggerParams } from './watched';

const LOOK_AT = 200;

/** Where the choices of related records are listed; of others too many may exist. */
const LISTED: Readonly<Record<string, string>> = {
	database: 'crmDatabases',
	type: 'crmRecordsTypes',
	category: 'ticketsCategories',
	user: 'users',
	followers: 'users',
	status: 'statuses',
	statuses: 'statuses',
	sla: 'ticketsSla',
	queue: 'queues',
};

type Ask<T> = (api: DaktelaApi, host: ILoadOptionsFunctions) => Promise<T>;

/** A list that cannot be read says why: an empty one means that there is nothing. */
const lookup = <T>(ask: Ask<T>) =>
	async function (this: ILoadOptionsFunctions): Promise<T> {
		const outcome = await settled(async () => await ask(await openDaktela(this), this));
		if ('value' in outcome) return outcome.value;
		throw toNodeError(this.getNode(), outcome.error);
	};

const optionOf = (value: unknown): INodePropertyOptions | undefined => {
	const { name, title } = (typeof value === 'object' && value !== null ? value : { name: value }) as IDataObject;
	if ((typeof name !== 'string' && typeof name !== 'number') || name === '') return undefined;
	const label = typeof title === 'string' && title !== '' ? title : String(name);
	return { name: label, value: String(name) };
};

const distinct = (values: readonly unknown[]): INodePropertyOptions[] => {
	const options = values.flatMap((value) => optionOf(value) ?? []);
	return [...new Map(options.map((one) => [one.value, one])).values()];
};

/** Whether another way to the same list may work where this one did not. */
const isClosed = (error: unknown): boolean =>
	error instanceof Fault && ['forbidden', 'notFound', 'invalid'].includes(error.kind);

/** The newest records of those that the trigger is narrowed down to. */
async function recent(api: DaktelaApi, host: ILoadOptionsFunctions): Promise<DaktelaRecord[]> {
	const { scopeOf } = await import('./watched');
	const resource = resourceOf(host);
	const kind = kindOf(resource);
	const [database, recordType, category] = PLACES.map((name) => chosenIn(host, name));
	const filter = scopeOf({ kind: '', database, recordType, category }, kind?.place?.field);
	const sort = kind ? [{ field: stampOf(kind), dir: 'desc' as const }] : [];
	return (await api.list(resource, { sort, ...(filter && { filter }) }, { take: LOOK_AT })).rows;
}

const PLACES = ['database', 'recordType', 'category'] as const;

/** n8n cannot tell the value of a list that the node does not show, nor that of an expression. */
function chosenIn(host: ILoadOptionsFunctions, name: keyof TriggerParams): string {
	const { value } = (host.getCurrentNodeParameter(name) ?? {}) as { value?: unknown };
	return typeof value === 'string' && !value.startsWith('=') ? value : '';
}

/** The records of a list; where it is closed to the user, those that the newest records refer to. */
async function choices(
	api: DaktelaApi,
	host: ILoadOptionsFunctions,
	listed: string,
	field: string,
): Promise<INodePropertyOptions[]> {
	const { choicesOf } = await import('../choices');
	const outcome = await settled(async () => await choicesOf(api, listed));
	if ('value' in outcome) return distinct(outcome.value.rows);
	if (!isClosed(outcome.error)) throw outcome.error;
	return distinct((await recent(api, host)).flatMap((row) => [row[field]].flat()));
}

const paramOf = (host: ILoadOptionsFunctions, name: keyof TriggerParams): string =>
	String(host.getCurrentNodeParameter(name, { extractValue: true }) ?? '');

const resourceOf = (host: ILoadOptionsFunctions): string =>
	kindOf(paramOf(host, 'kind'))?.resource ?? paramOf(host, 'resourceName');

async function fieldsOf(api: DaktelaApi, host: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const kind = kindOf(paramOf(host, 'kind'));
	const resource = resourceOf(host);
	if (resource === '') return [];
	const rows = await recent(api, host);
	const standard = kind
		? kind.fields.filter(({ id, type, access }) => id !== 'name' && !(type === 'time' && access === 'read'))
		: Object.keys(rows[0] ?? {}).map((id) => ({ id, label: id }));
	const custom = api
		.customFields(resource)
		.map(({ name, title }) => ({ name: title === name ? name : `${title} (${name})`, value: CUSTOM + name }));
	return sorted([
		...standard.filter(({ id }) => id !== 'customFields').map(({ id, label }) => ({ name: label, value: id })),
		...custom,
	]);
}

async function valuesOf(api: DaktelaApi, host: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const [resource, field] = [resourceOf(host), paramOf(host, 'field')];
	if (resource === '' || field === '') return [];
	const standard = kindOf(resource)?.fields.find(({ id }) => id === field);
	if (standard?.choices) return standard.choices.map((value) => ({ name: value, value }));
	const isRelated = standard?.type === 'related' || standard?.type === 'relatedList';
	const listed = LISTED[field];
	if (isRelated && listed) return sorted(await choices(api, host, listed, field));
	const rows = await recent(api, host);
	const custom = customName(field);
	if (custom === undefined) return sorted(distinct(rows.flatMap((row) => [row[field]].flat())));
	const options = api.customFields(resource).find(({ name }) => name === custom)?.options ?? [];
	if (options.length > 0) return options;
	return sorted(distinct(rows.flatMap((row) => [(row.customFields as IDataObject | undefined)?.[custom]].flat())));
}

/** The lists of the polling trigger. */
export const triggerLookups = {
	listSearch: lookups.listSearch,
	loadOptions: {
		getTriggerFields: lookup(async (api, host) => await fieldsOf(api, host)),
		getTriggerValues: lookup(async (api, host) => await valuesOf(api, host)),
	},
} satisfies NonNullable<INodeType['methods']>;
