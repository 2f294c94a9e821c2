import { field, returnAllOrLimit, showWhen, optionsOf } from '../shared/fields';

const OPERATORS = [
	{ name: 'Begins With', value: 'begins' },
	{ name: 'Contains', value: 'contains' },
	{ name: 'Custom', value: 'custom', description: 'An operator of Daktela that is not in this list' },
	{ name: 'Does Not Begin With', value: 'notbegins' },
	{ name: 'Does Not Contain', value: 'doesnotcontain' },
	{ name: 'Does Not End With', value: 'notends' },
	{ name: 'Ends With', value: 'ends' },
	{ name: 'Equals', value: 'eq' },
	{ name: 'Greater or Equal', value: 'gte' },
	{ name: 'Greater Than', value: 'gt' },
	{ name: 'Is Empty', value: 'isnull' },
	{ name: 'Is Not Empty', value: 'isnotnull' },
	{ name: 'Is Not One Of', value: 'notin', description: 'Values with commas between, or a list' },
	{ name: 'Is One Of', value: 'in', description: 'Values with commas between, or a list' },
	{ name: 'Less or Equal', value: 'lte' },
	{ name: 'Less Than', value: 'lt' },
	{ name: 'Like', value: 'like', description: 'With % for anything; without % it means "contains"' },
	{ name: 'Not Equal', value: 'neq' },
	{ name: 'Not Like', value: 'notlike', description: 'With % for anything; without % it means "does not contain"' },
];

const WITHOUT_VALUE = ['isnull', 'isnotnull'];

const conditionInputs = (fieldList: object) => [
	{
		displayName: 'Field Name or ID',
		name: 'field',
		...fieldList,
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{ displayName: 'Operator', name: 'operator', type: 'options', options: OPERATORS, default: 'eq' },
	{
		displayName: 'Custom Operator',
		name: 'customOperator',
		type: 'string',
		default: '',
		placeholder: 'e.g. startswith',
		displayOptions: { show: { operator: ['custom'] } },
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		description: "Related records by their key. Points in time in any form; they are put into Daktela's time zone.",
		displayOptions: { hide: { operator: WITHOUT_VALUE } },
	},
	{
		displayName: 'Ignore Case',
		name: 'ignoreCase',
		type: 'boolean',
		default: false,
		displayOptions: { hide: { operator: WITHOUT_VALUE } },
	},
];

const FROM_LIST = {
	type: 'options',
	typeOptions: { loadOptionsMethod: 'filterFields', loadOptionsDependsOn: ['resource'] },
};
const BY_HAND = { type: 'string', placeholder: 'e.g. edited' };

const search = field({
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	description: "Full text, as in Daktela's own search",
});

const filterBy = field({
	displayName: 'Filter',
	name: 'filterBy',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Conditions', value: 'conditions', description: 'Rows of field, operator and value, in groups' },
		{ name: 'JSON', value: 'json', description: 'Groups within groups, as deep as you like' },
		{ name: 'None', value: 'none' },
	],
	default: 'none',
	description: 'How to say which records are wanted',
});

const combine = showWhen(
	field({
		displayName: 'Groups Must Hold',
		name: 'combine',
		type: 'options',
		options: [
			{ name: 'All', value: 'and' },
			{ name: 'Any', value: 'or' },
		],
		default: 'and',
		description: 'Whether a record must fit every group, or one of them',
	}),
	{ filterBy: ['conditions'] },
);

const filterJson = showWhen(
	field({
		displayName: 'Filter (JSON)',
		name: 'filterJson',
		type: 'json',
		typeOptions: { rows: 6 },
		default:
			'{\n  "logic": "and",\n  "filters": [{ "field": "edited", "operator": "gte", "value": "2026-01-01 00:00:00" }]\n}',
		description: 'A group with "logic" (and, or) and "filters", which may hold groups again; or one condition',
	}),
	{ filterBy: ['json'] },
);

const groups = (fieldList: object) =>
	showWhen(
		{
			displayName: 'Groups',
			name: 'groups',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Group',
			default: {},
			options: [
				{
					displayName: 'Group',
					name: 'rows',
					values: [
						{
							displayName: 'Conditions Must Hold',
							name: 'logic',
							type: 'options',
							options: [
								{ name: 'All', value: 'and' },
								{ name: 'Any', value: 'or' },
							],
							default: 'and',
						},
						{
							displayName: 'Conditions',
							name: 'conditions',
							type: 'fixedCollection',
							typeOptions: { multipleValues: true },
							placeholder: 'Add Condition',
							default: {},
							options: [{ displayName: 'Condition', name: 'rows', values: conditionInputs(fieldList) }],
						},
					],
				},
			],
		} as never,
		{ filterBy: ['conditions'] },
	);

const sort = (fieldList: object) =>
	({
		displayName: 'Sort',
		name: 'sort',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: 'Field',
				name: 'rows',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'field',
						...fieldList,
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Direction',
						name: 'dir',
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
	}) as never;

const columnsFromList = field({
	displayName: 'Column Names or IDs',
	name: 'columns',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'outputFields', loadOptionsDependsOn: ['resource'] },
	default: [],
	description:
		'Only these fields are read, which is much faster. Empty means all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
});

const columnsByHand = field({
	displayName: 'Columns',
	name: 'columns',
	type: 'string',
	typeOptions: { multipleValues: true },
	default: [],
	placeholder: 'e.g. name',
	description: 'Only these fields are read, which is much faster. Empty means all.',
});

/** How many, which, in what order and with which columns: for kinds whose fields are known. */
export const listFields = [
	...returnAllOrLimit,
	search,
	filterBy,
	combine,
	groups(FROM_LIST),
	filterJson,
	sort(FROM_LIST),
	optionsOf(columnsFromList),
];

/** The same where fields are typed by hand. */
export const freeListFields = [
	...returnAllOrLimit,
	search,
	filterBy,
	combine,
	groups(BY_HAND),
	filterJson,
	sort(BY_HAND),
	optionsOf(columnsByHand),
];
