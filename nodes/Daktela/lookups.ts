import type {
	FieldType,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { toNodeError } from '../shared/fault';
import { settled } from '../shared/settled';
import type { DaktelaApi } from './api';
import { kindOf, type Kind } from './kinds';
import { openDaktela } from './open';

/** A list that cannot be read says why: an empty one means that there is nothing. */
async function asked<T>(host: ILoadOptionsFunctions, ask: (api: DaktelaApi) => Promise<T>): Promise<T> {
	const outcome = await settled(async () => await ask(await openDaktela(host)));
	if ('value' in outcome) return outcome.value;
	throw toNodeError(host.getNode(), outcome.error);
}

const parameter = (host: ILoadOptionsFunctions, name: string): unknown =>
	host.getCurrentNodeParameter(name, { extractValue: true });

const kindIn = (host: ILoadOptionsFunctions): Kind | undefined => kindOf(String(parameter(host, 'resource') ?? ''));

const choices = (resource: string) =>
	async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const { choicesOf } = await import('./choices');
		const { rows } = await asked(this, async (api) => await choicesOf(api, resource));
		const named = rows.map(({ name, title }) => ({ name: String(title || name), value: String(name) }));
		const wanted = filter.trim().toLowerCase();
		const results = named.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
		return { results: results.sort((a, b) => a.name.localeCompare(b.name)) };
	};

async function records(this: ILoadOptionsFunctions, filter = '', page?: string): Promise<INodeListSearchResult> {
	const { searchRecords } = await import('./targets');
	const kind = kindIn(this);
	if (!kind) return { results: [] };
	return await asked(this, async (api) => await searchRecords(api, kind, filter, page));
}

type Part = 'targets' | 'matchTargets' | 'phoneFields' | 'filterFields' | 'outputFields';

const fieldList = (part: Part) =>
	async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const targets = await import('./targets');
		const kind = kindIn(this);
		if (!kind) return [];
		const chosen = placeIn(this, kind);
		const operation = String(parameter(this, 'operation') ?? '');
		const all = await asked(this, async (api) => await targets.targetsOf(api, kind, chosen));
		return targets[part](kind, all, operation).map(({ id, label }) => ({ name: label, value: id, description: id }));
	};

/** The database (or type, or category) that the node has, whose rows tell of its custom fields. */
function placeIn(host: ILoadOptionsFunctions, { place }: Kind): string {
	const outcome = place ? String(parameter(host, place.field) ?? '') : '';
	return outcome.startsWith('=') ? '' : outcome;
}

async function columns(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const { targets, targetsOf } = await import('./targets');
	const kind = kindIn(this);
	if (!kind) return { fields: [] };
	const operation = String(parameter(this, 'operation') ?? '');
	const all = await asked(this, async (api) => await targetsOf(api, kind, placeIn(this, kind)));
	const fields = targets(kind, all, operation).map(({ id, label, type, options, required }): ResourceMapperField => ({
		id,
		displayName: label,
		required: required && operation === 'create',
		defaultMatch: id === 'name',
		canBeUsedToMatch: true,
		display: true,
		type: type as FieldType,
		...(options.length > 0 && { options }),
	}));
	return { fields };
}

/** `methods` of the Daktela nodes. */
export const lookups = {
	listSearch: {
		records,
		crmDatabases: choices('crmDatabases'),
		crmRecordsTypes: choices('crmRecordsTypes'),
		ticketsCategories: choices('ticketsCategories'),
	},
	loadOptions: {
		targets: fieldList('targets'),
		matchTargets: fieldList('matchTargets'),
		phoneFields: fieldList('phoneFields'),
		filterFields: fieldList('filterFields'),
		outputFields: fieldList('outputFields'),
	},
	resourceMapping: { columns },
};
