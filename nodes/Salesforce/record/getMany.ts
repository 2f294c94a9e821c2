import type { INodeProperties } from 'n8n-workflow';

import { field, returnAllOrLimit, optionsOf } from '../../shared/fields';
import { columns, ifUnreadable, includeDeleted, object, parentColumns } from '../fields';
import { read } from '../room';
import { flat } from './flat';

const OPERATORS = [
	{ name: 'Contains', value: 'contains' },
	{ name: 'Does Not Contain', value: 'notContains' },
	{ name: 'Ends With', value: 'endsWith' },
	{ name: 'Equals', value: 'equals' },
	{ name: 'Excludes (Multi-Select)', value: 'excludes' },
	{ name: 'Greater or Equal', value: 'greaterOrEqual' },
	{ name: 'Greater Than', value: 'greater' },
	{ name: 'Includes (Multi-Select)', value: 'includes' },
	{ name: 'Is Empty', value: 'empty' },
	{ name: 'Is Not Empty', value: 'notEmpty' },
	{ name: 'Is Not One Of', value: 'notIn' },
	{ name: 'Is One Of', value: 'in' },
	{ name: 'Less or Equal', value: 'lessOrEqual' },
	{ name: 'Less Than', value: 'less' },
	{ name: 'Not Equal', value: 'notEquals' },
	{ name: 'Starts With', value: 'startsWith' },
];

const fieldOfRow = (method: string): INodeProperties => ({
	displayName: 'Field Name or ID',
	name: 'field',
	type: 'options',
	typeOptions: { loadOptionsMethod: method, loadOptionsDependsOn: ['object.value'] },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
});

const combine = field({
	displayName: 'Must Match',
	name: 'combine',
	type: 'options',
	options: [
		{ name: 'All Conditions', value: 'all' },
		{ name: 'Any Condition', value: 'any' },
	],
	default: 'all',
	description: 'Whether a record has to fit all conditions or one of them',
});

const conditions: INodeProperties = {
	displayName: 'Conditions',
	name: 'conditions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Condition',
	default: {},
	description: 'Which records are returned; none means all',
	options: [
		{
			displayName: 'Condition',
			name: 'rows',
			values: [
				fieldOfRow('filterFields'),
				{
					displayName: 'Operator',
					name: 'operator',
					type: 'options',
					options: OPERATORS,
					default: 'equals',
					description: 'How the field is compared with the value',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					displayOptions: { hide: { operator: ['empty', 'notEmpty'] } },
					description:
						'Several values with commas between them, or a list, for Is One Of and the like. Dates may be words of Salesforce such as LAST_N_DAYS:7.',
				},
			],
		},
	],
};

const sort: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Sort Field',
	default: {},
	description: 'In which order; none means the order of IDs, which is the cheapest for many records',
	options: [
		{
			displayName: 'Sort Field',
			name: 'rows',
			values: [
				fieldOfRow('sortFields'),
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'asc' },
						{ name: 'Descending', value: 'desc' },
					],
					default: 'asc',
					description: 'Which values come first; empty ones are last either way',
				},
			],
		},
	],
};

export const getMany = read({
	name: 'Get Many',
	action: 'Get many records',
	description: 'Read the records that fit conditions, page by page',
	fields: [
		object,
		columns,
		combine,
		conditions,
		sort,
		...returnAllOrLimit,
		optionsOf(parentColumns, ifUnreadable, includeDeleted),
	],
	async *run(context) {
		const { findMany } = await import('./find');
		yield* findMany(context as never);
	},
	simplify: flat,
});
