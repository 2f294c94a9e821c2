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
import { settled } from '../shared/settled';
import type { FieldInfo, ObjectSummary, SalesforceApi } from './api';
import { openSalesforce } from './open';
import type { Writing } from './targets';

/** A list that cannot be read says why: an empty one means that there is nothing. */
const lookup = <T>(ask: (api: SalesforceApi, host: ILoadOptionsFunctions, filter: string) => Promise<T>) =>
	async function (this: ILoadOptionsFunctions, filter?: unknown): Promise<T> {
		const outcome = await settled(
			async () => await ask(await openSalesforce(this), this, typeof filter === 'string' ? filter.trim() : ''),
		);
		if ('value' in outcome) return outcome.value;
		throw toNodeError(this.getNode(), outcome.error);
	};

const chosenObject = (host: ILoadOptionsFunctions): string =>
	String(host.getCurrentNodeParameter('object', { extractValue: true }) ?? '');

const WRITING: Record<string, Writing> = { create: 'create', update: 'update' };
const writingOf = (host: ILoadOptionsFunctions): Writing =>
	WRITING[String(host.getCurrentNodeParameter('operation'))] ?? 'upsert';

const titled = (label: string | null | undefined, name: string): string =>
	label && label !== name ? `${label} (${name})` : name;

const objectsWhere = (fits: (object: ObjectSummary) => boolean) =>
	lookup(async (api, _host, filter): Promise<INodeListSearchResult> => {
		const objects = (await api.objects()).filter(fits);
		const items = objects.map(({ name, label }) => ({ name: titled(label, name), value: name }));
		return { results: items.filter(({ name }) => contains(name, filter)).sort(byName) };
	});

const contains = (text: string, filter: string): boolean => text.toLowerCase().includes(filter.toLowerCase());
const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);

const SUGGESTED = 100;

const listSearch = {
	objects: objectsWhere(({ queryable }) => queryable !== false),
	writableObjects: objectsWhere(({ createable, updateable }) => createable !== false || updateable !== false),
	deletableObjects: objectsWhere(({ deletable }) => deletable !== false),
	records: lookup(async (api, host, filter): Promise<INodeListSearchResult> => {
		const { fieldPath, likeText, objectName } = await import('./soql');
		const object = objectName(chosenObject(host));
		const { fields } = await api.describe(object);
		const title = fields.find(({ nameField }) => nameField)?.name ?? 'Id';
		// Not every object notes when its records were changed.
		const newest = fields.some(({ name }) => name === 'LastModifiedDate') ? 'LastModifiedDate' : 'Id';
		const where = filter && title !== 'Id' ? ` WHERE ${fieldPath(title)} LIKE '%${likeText(filter)}%'` : '';
		const columns = title === 'Id' ? 'Id' : `Id,${fieldPath(title)}`;
		const soql = `SELECT ${columns} FROM ${object}${where} ORDER BY ${newest} DESC LIMIT ${SUGGESTED}`;
		const { records } = await api.page({ soql, doing: `list ${object} records` });
		const results: INodeListSearchItems[] = records.map((record) => ({
			name: String(record[title] ?? record.Id),
			value: String(record.Id),
		}));
		return { results };
	}),
};

const fieldOptions = (fits: (field: FieldInfo) => boolean) =>
	lookup(async (api, host): Promise<INodePropertyOptions[]> => {
		const { fields } = await api.describe(chosenObject(host));
		return fields.filter(fits).map(optionOf).sort(byName);
	});

const optionOf = ({ label, name, type }: FieldInfo): INodePropertyOptions => ({
	name: titled(label, name),
	value: name,
	description: type,
});

const ID_TARGET: INodePropertyOptions = {
	name: 'Record ID',
	value: 'Id',
	description: 'Which record is updated, where Record ID is left empty',
};

const loadOptions = {
	/** For results and for what a trigger watches. */
	fields: fieldOptions(() => true),
	filterFields: fieldOptions(({ filterable }) => filterable !== false),
	sortFields: fieldOptions(({ sortable }) => sortable !== false),
	externalIds: lookup(async (api, host): Promise<INodePropertyOptions[]> => {
		const { externalIdsOf } = await import('./targets');
		return externalIdsOf(await api.describe(chosenObject(host)))
			.map(optionOf)
			.sort(byName);
	}),
	targets: lookup(async (api, host): Promise<INodePropertyOptions[]> => {
		const { targetsOf } = await import('./targets');
		const writing = writingOf(host);
		const targets = await targetsOf(api, chosenObject(host), writing);
		const options = targets.map(({ id, label, info, required }) => ({
			name: required ? `${titled(label, id)} *` : titled(label, id),
			value: id,
			description: info.type,
		}));
		return writing === 'update' ? [ID_TARGET, ...options] : options;
	}),
};

const TYPES: Record<string, FieldType> = {
	boolean: 'boolean',
	datetime: 'dateTime',
	picklist: 'options',
};

/**
 * Only types that n8n checks without changing what they mean. A day stays text: a date picker would make a point in time
 * of it, which falls on another day in another zone. So do numbers, since n8n makes 0 of an empty one, and several
 * choices, which n8n would not take as Salesforce writes them (`a;b`).
 */
function columnOf(id: string, label: string, info: FieldInfo, required: boolean): ResourceMapperField {
	const choices = (info.picklistValues ?? []).filter(({ active }) => active !== false);
	const type = TYPES[info.type] ?? 'string';
	// Other values than those listed are refused by n8n, but by Salesforce only where the field is restricted to them.
	const isList = type === 'options' && choices.length > 0 && info.restrictedPicklist !== false;
	return {
		id,
		displayName: titled(label, id),
		required,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		type: type === 'options' && !isList ? 'string' : type,
		...(isList && { options: choices.map(({ value, label: shown }) => ({ name: shown ?? value, value })) }),
	};
}

const resourceMapping = {
	columns: lookup(async (api, host): Promise<ResourceMapperFields> => {
		const { targetsOf } = await import('./targets');
		const writing = writingOf(host);
		const targets = await targetsOf(api, chosenObject(host), writing);
		const columns = targets.map(({ id, label, info, required }) => columnOf(id, label, info, required));
		const idColumn = columnOf('Id', 'Record ID', { name: 'Id', type: 'id' }, false);
		return { fields: writing === 'update' ? [idColumn, ...columns] : columns };
	}),
};

export const lookups = { listSearch, loadOptions, resourceMapping };
