import type { INodeProperties } from 'n8n-workflow';

import { badInput } from './fault';
import { locator, type Field, type MapperValue } from './fields';
import type { ItemContext } from './operation';
import { compileRows, type MappingRow, type RowReader } from './path';
import type { SourceChoice } from './sources';

/** Which of a room's lookups fill the lists of a mapping. */
export interface MappingLookups {
	/** `methods.loadOptions`: the target fields, for the rows by name. */
	targets: string;
	/** `methods.resourceMapping`: the columns of n8n's mapper. */
	columns: string;
	/** Parameters whose change asks for both lists anew, such as `folder.value`. */
	dependsOn: string[];
	/** n8n's mapper: `add` for a new record, `update`, or `upsert` with columns to match on. */
	mode: 'add' | 'update' | 'upsert';
	/** One target and several, in the vendor's word: `field`, `fields`. */
	noun?: { singular: string; plural: string };
	/** Further inputs of a row by name, after its value. */
	rowFields?: INodeProperties[];
	/** Systems whose fields a row offers in a list; the room adds `sourceLookups` to its lookups and their credentials to its node. */
	sources?: readonly SourceChoice[];
}

/**
 * The fields with which a person says what goes where: by name (rows of target and source, read without expressions:
 * two hundred times cheaper than one expression), or with n8n's mapper, where expressions are at hand.
 */
export function mappingFields({
	targets,
	columns,
	dependsOn,
	mode,
	noun,
	rowFields = [],
	sources = [],
}: MappingLookups): readonly Field[] {
	const nouns = noun ?? { singular: 'field', plural: 'fields' };
	const rows = rowsByName(targets, dependsOn, [...sourceFields(sources.length > 0), ...rowFields]);
	return [mapBy(), ...sourceChoice(sources), rows, mapper(columns, dependsOn, mode, nouns)];
}

function sourceChoice(sources: readonly SourceChoice[]): readonly Field[] {
	if (sources.length === 0) return [];
	const fieldsOf: Field = {
		displayName: 'Fields Of',
		name: 'fieldsOf',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'The Incoming Item', value: '', description: 'The rows say where a value stands in it' },
			...sources.map(({ name, value }) => ({
				name,
				value,
				description: `The rows offer the fields of ${name} in a list`,
			})),
		],
		default: '',
		displayOptions: { show: { mapBy: ['name'] } },
		description: 'Where the values come from. The credential of that system is asked for its lists only.',
	};
	const sourceObject: Field = {
		...locator('sourceObject', 'Source Object', 'sourceObjects', {
			required: false,
			placeholder: 'e.g. Contact',
			description: 'Whose fields the rows offer: the object, or the template, that the trigger is set to',
		}),
		displayOptions: { show: { mapBy: ['name'], fieldsOf: sources.map(({ value }) => value) } },
	};
	return [fieldsOf, sourceObject];
}

const mapBy = (): Field => ({
	displayName: 'Map Fields',
	name: 'mapBy',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'By Name',
			value: 'name',
			description: 'Rows of a target field and where its value stands in the incoming item. Fast.',
		},
		{ name: 'With the Mapper', value: 'mapper', description: 'One input per field, with expressions' },
	],
	default: 'name',
	description: 'How to say which value goes into which field',
});

function rowsByName(targets: string, dependsOn: string[], rowFields: INodeProperties[]): Field {
	return {
		displayName: 'Fields',
		name: 'fieldsByName',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: { mapBy: ['name'] } },
		options: [
			{
				displayName: 'Field',
				name: 'rows',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'field',
						type: 'options',
						typeOptions: { loadOptionsMethod: targets, loadOptionsDependsOn: dependsOn },
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					...rowFields,
				],
			},
		],
	};
}

/** Where a row's value comes from. */
const sourceFields = (hasSource: boolean): INodeProperties[] => [
	{
		displayName: 'Value From',
		name: 'from',
		type: 'options',
		options: [
			...(hasSource
				? [{ name: 'Field of the Source', value: 'source', description: 'Chosen from the list of its fields' }]
				: []),
			{ name: 'Fixed Value', value: 'value' },
			{ name: 'Incoming Item', value: 'path' },
		],
		default: 'path',
		description: 'Where the value comes from',
	},
	...(hasSource ? [SOURCE_FIELD] : []),
	{
		displayName: 'Source Path',
		name: 'path',
		type: 'string',
		// A field dragged from the input panel becomes its path instead of an expression.
		requiresDataPath: 'single',
		default: '',
		placeholder: 'e.g. record.fields.Name',
		description: 'Names from the outside in, with dots between them, as in the JSON of the incoming item',
		displayOptions: { show: { from: ['path'] } },
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		displayOptions: { show: { from: ['value'] } },
	},
];

const SOURCE_FIELD: INodeProperties = {
	displayName: 'Source Field Name or ID',
	name: 'sourceField',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'sourceFields', loadOptionsDependsOn: ['fieldsOf', 'sourceObject.value'] },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	displayOptions: { show: { from: ['source'] } },
};

function mapper(
	columns: string,
	dependsOn: string[],
	mode: MappingLookups['mode'],
	nouns: { singular: string; plural: string },
): Field {
	return {
		displayName: 'Fields',
		name: 'fieldsByMapper',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		displayOptions: { show: { mapBy: ['mapper'] } },
		typeOptions: {
			loadOptionsDependsOn: dependsOn,
			resourceMapper: {
				resourceMapperMethod: columns,
				mode,
				fieldWords: nouns,
				addAllFields: false,
				multiKeyMatch: mode === 'upsert',
				supportAutoMap: true,
			},
		},
	};
}

const compiled = new WeakMap<object, RowReader>();

type Mapped = Pick<ItemContext<unknown, Record<string, unknown>>, 'read' | 'item' | 'hint'>;

/**
 * The values that an item's mapping gives, by target field; targets without a value are left out.
 * @throws Fault naming the row, where a path cannot be read
 */
export function mapped({ read, item, hint }: Mapped): Record<string, unknown> {
	if (read.mapBy === 'mapper') return byMapper(read.fieldsByMapper as MapperValue, item.json);
	return rowsOf(read)(item.json, (field, path) =>
		hint(`"${path}" is empty in the incoming item, so "${field}" was left as it is.`),
	);
}

/** The rows by name as the person entered them, for operations whose rows say more than a value. */
export function mappingRows<R extends MappingRow = MappingRow>(read: Record<string, unknown>): R[] {
	return ((read.fieldsByName as { rows?: R[] } | undefined)?.rows ?? []).filter(({ field }) => field !== '');
}

function rowsOf(read: Record<string, unknown>): RowReader {
	const key = (read.fieldsByName ?? {}) as object;
	let rows = compiled.get(key);
	if (!rows) compiled.set(key, (rows = compileRows(mappingRows(read))));
	return rows;
}

function byMapper({ mappingMode, value, schema }: MapperValue, json: Record<string, unknown>): Record<string, unknown> {
	const columns = new Set((schema ?? []).filter(({ readOnly, removed }) => !readOnly && !removed).map(({ id }) => id));
	const source = mappingMode === 'autoMapInputData' ? json : (value ?? {});
	const entries = Object.entries(source).filter(
		([id, one]) => one !== undefined && (mappingMode === 'defineBelow' || columns.has(id)),
	);
	const result = Object.fromEntries(
		mappingMode === 'defineBelow' ? entries.filter(([, one]) => one !== null) : entries,
	);
	for (const { id, displayName, required, removed } of schema ?? []) {
		if (required && !removed && (result[id] === undefined || result[id] === '')) {
			throw badInput(displayName, `"${displayName}" has no value.`, `Map a value to "${displayName}" in the node.`);
		}
	}
	return result;
}
