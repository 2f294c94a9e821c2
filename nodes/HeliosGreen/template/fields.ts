import type { INodeProperties } from 'n8n-workflow';

import { field } from '../../shared/fields';

const column: INodeProperties = {
	displayName: 'Column Name or ID',
	name: 'column',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'columns', loadOptionsDependsOn: ['folder', 'template'] },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

export const conditions = field({
	displayName: 'Conditions',
	name: 'conditions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Condition',
	default: {},
	description: 'Only rows for which all of these hold',
	options: [
		{
			displayName: 'Condition',
			name: 'rows',
			values: [
				column,
				{
					displayName: 'Operator',
					name: 'operator',
					type: 'options',
					options: [
						{ name: 'Between', value: 'between' },
						{ name: 'Contains', value: 'contains' },
						{ name: 'Does Not Contain', value: 'doesNotContain' },
						{ name: 'Does Not Start With', value: 'doesNotStartWith' },
						{ name: 'Equals', value: 'equal' },
						{ name: 'Expression', value: 'expression' },
						{ name: 'Greater Than', value: 'greaterThan' },
						{ name: 'Greater Than or Equal', value: 'greaterThanOrEqual' },
						{ name: 'Is Empty', value: 'null' },
						{ name: 'Is Not Empty', value: 'notNull' },
						{ name: 'Less Than', value: 'lessThan' },
						{ name: 'Less Than or Equal', value: 'lessThanOrEqual' },
						{ name: 'Not Equal', value: 'notEqual' },
						{ name: 'Starts With', value: 'startsWith' },
					],
					default: 'equal',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					description:
						'Times with a zone are turned into the wall clock time of Helios; it may compare by the day only',
					displayOptions: { hide: { operator: ['null', 'notNull'] } },
				},
				{
					displayName: 'Up To',
					name: 'to',
					type: 'string',
					default: '',
					displayOptions: { show: { operator: ['between'] } },
				},
			],
		},
	],
});

export const sort = field({
	displayName: 'Sort',
	name: 'sort',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Column',
	default: {},
	description: 'Order of the rows. The name column is added at the end, so that pages do not overlap.',
	options: [
		{
			displayName: 'Column',
			name: 'rows',
			values: [
				column,
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'asc' },
						{ name: 'Descending', value: 'desc' },
					],
					default: 'asc',
				},
			],
		},
	],
});

const alias = <const N extends string, const D extends string>(
	name: N,
	displayName: string,
	usual: D,
	description: string,
) =>
	({
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder: usual,
		description: `${description}. Empty means ${usual}.`,
	}) as const;

/** The four columns of the customer's form (helios-green.md 4). */
export const aliases = field({
	displayName: 'Column Aliases',
	name: 'aliases',
	type: 'collection',
	placeholder: 'Add Column',
	default: {},
	description: 'Aliases of the columns that play a part, where they are not the usual ones',
	options: [
		alias('account', 'Account Column', 'account', 'Column with the unique identifier of the company of a contact'),
		alias('name', 'Name Column', 'name', 'Column with the unique identifier of the row'),
		alias('title', 'Title Column', 'title', 'Column with the name of the company or the full name of the contact'),
		alias('updated', 'Updated Column', 'updated', 'Column with the time of the last change'),
	],
});

export const baseArguments = field({
	displayName: 'Base Filter Arguments',
	name: 'arguments',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Argument',
	default: {},
	description: 'Answers to what the base filter of the template asks',
	options: [
		{
			displayName: 'Argument',
			name: 'rows',
			values: [
				{ displayName: 'Name', name: 'name', type: 'string', default: '' },
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
});

export const skippedArguments = field({
	displayName: 'Base Filter Arguments to Skip',
	name: 'skip',
	type: 'string',
	default: '',
	placeholder: 'e.g. FROM, TO',
	description: 'Names of arguments that stay without an answer, with commas between',
});

export const pageSize = field({
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 5000,
	description: 'How many rows to ask for at once. 0 means all in one answer.',
});

export const sortByName = field({
	displayName: 'Sort by Name Column',
	name: 'sortsByName',
	type: 'boolean',
	default: true,
	description:
		'Whether to sort by the name column, so that no row is lost or doubled between pages. Switch it off for templates without such a column.',
});

export const times = field({
	displayName: 'Times',
	name: 'times',
	type: 'options',
	options: [
		{ name: 'As Helios Writes Them', value: 'written' },
		{ name: 'ISO in UTC', value: 'iso', description: 'Read in the time zone of the credential' },
	],
	default: 'iso',
	description: 'How to give out columns with a date and time',
});
