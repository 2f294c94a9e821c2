import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { toNodeError } from '../shared/fault';
import { sorted } from '../shared/fields';
import { settled } from '../shared/settled';
import { textOf } from '../shared/text';
import type { NetHuntApi, NetHuntRecord } from './api';
import { folderIdOf } from './ids';
import { openNetHunt } from './open';
import type { Shape } from './values';

const RECENT = 200;
const SUGGESTED = 50;
/** Longer ones are texts, which nobody picks from a list. */
const LONGEST_SUGGESTION = 200;

/** A list that cannot be read says why: an empty one means that there is nothing. */
const lookup = <T>(ask: (api: NetHuntApi, host: ILoadOptionsFunctions, filter: string) => Promise<T>) =>
	async function (this: ILoadOptionsFunctions, filter?: unknown): Promise<T> {
		const outcome = await settled(
			async () => await ask(await openNetHunt(this), this, typeof filter === 'string' ? filter : ''),
		);
		if ('value' in outcome) return outcome.value;
		throw toNodeError(this.getNode(), outcome.error);
	};

const folderOf = (host: ILoadOptionsFunctions): string =>
	folderIdOf(host.getCurrentNodeParameter('folder', { extractValue: true }) as string);

const listed = (items: INodeListSearchItems[], filter: string): INodeListSearchResult => ({
	results: sorted(
		items.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())),
	) as INodeListSearchItems[],
});

/** What a record is called: its first text field, as NetHunt shows it. */
function titleOf({ recordId, fields }: NetHuntRecord): string {
	const name = fields.Name ?? Object.values(fields).find((value) => typeof value === 'string' && value !== '');
	return textOf(name) || recordId;
}

const listSearch = {
	folders: lookup(async (api, _host, filter) =>
		listed(
			(await api.readableFolders()).map(({ id, name }) => ({ name, value: id })),
			filter,
		),
	),
	writableFolders: lookup(async (api, _host, filter) =>
		listed(
			(await api.writableFolders()).map(({ id, name }) => ({ name, value: id })),
			filter,
		),
	),
	records: lookup(async (api, host, filter): Promise<INodeListSearchResult> => {
		const folderId = folderOf(host);
		const { rows } = filter
			? await api.searchRecords(folderId, filter, RECENT)
			: await api.updatedRecords(folderId, { limit: RECENT });
		const results = rows.map((record) => ({
			name: titleOf(record),
			value: record.recordId,
			...(record.link && { url: record.link }),
		}));
		return { results };
	}),
};

const loadOptions = {
	fields: lookup(async (api, host): Promise<INodePropertyOptions[]> => {
		const { rows } = await api.folderFields(folderOf(host));
		return rows.map(({ name }) => ({ name, value: name }));
	}),
	/** NetHunt does not tell the options of a field, so those of recent records are offered, the most frequent first (nethunt.md 2.2). */
	fieldValues: lookup(async (api, host): Promise<INodePropertyOptions[]> => {
		const field = host.getCurrentNodeParameter('field') as string;
		if (!field) return [];
		const { rows } = await api.updatedRecords(folderOf(host), { limit: RECENT });
		return frequentValues(rows, field);
	}),
};

/** Each item of a list counts by itself. */
export function frequentValues(records: readonly NetHuntRecord[], field: string): INodePropertyOptions[] {
	const counts = new Map<string, number>();
	for (const { fields } of records)
		for (const item of new Set([Object.hasOwn(fields, field) ? (fields[field] ?? []) : []].flat().map(textOf)))
			if (item !== '' && item.length <= LONGEST_SUGGESTION) counts.set(item, (counts.get(item) ?? 0) + 1);
	return [...counts]
		.sort(([a, most], [b, fewer]) => fewer - most || a.localeCompare(b))
		.slice(0, SUGGESTED)
		.map(([value, count]) => ({
			name: value,
			value,
			description: `In ${count} recent ${count === 1 ? 'record' : 'records'}`,
		}));
}

/** NetHunt tells names only, so the types are those that recent records show. */
async function columnsOf(api: NetHuntApi, folderId: string): Promise<ResourceMapperFields> {
	const { shapesOf } = await import('./values');
	const { rows } = await api.folderFields(folderId);
	const shapes = shapesOf((await api.updatedRecords(folderId, { limit: RECENT })).rows);
	return {
		fields: rows.map(({ name }): ResourceMapperField => {
			const type = typeFor(shapes.get(name));
			return {
				id: name,
				displayName: name,
				required: false,
				defaultMatch: false,
				canBeUsedToMatch: true,
				display: true,
				type,
			};
		}),
	};
}

/**
 * A day stays a text: a date picker would make a point in time of it, which falls on another day in another zone.
 * So does a number: n8n would make 0 of an empty one.
 */
function typeFor(shape: Shape | undefined): ResourceMapperField['type'] {
	if (shape?.list) return 'array';
	if (shape?.kind === 'boolean') return 'boolean';
	return shape?.kind === 'instant' ? 'dateTime' : 'string';
}

const resourceMapping = { columns: lookup(async (api, host) => await columnsOf(api, folderOf(host))) };

export const lookups: INodeType['methods'] = { listSearch, loadOptions, resourceMapping };
