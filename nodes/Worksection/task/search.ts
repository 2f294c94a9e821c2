import { field } from '../../shared/fields';

/** The conditions of a search, as rows that `filter.ts` turns into the vendor's language. */
export const conditions = field({
	displayName: 'Conditions',
	name: 'conditions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Condition',
	default: {},
	description: 'What the tasks must fulfil. Worksection can search by these fields only.',
	options: [
		{
			displayName: 'Condition',
			name: 'rows',
			values: [
				{
					displayName: 'Field',
					name: 'field',
					type: 'options',
					options: [
						{ name: 'Date Added', value: 'dateadd' },
						{ name: 'Date Closed', value: 'dateclose' },
						{ name: 'Due Date', value: 'dateend' },
						{ name: 'Parent Task ID', value: 'parent' },
						{ name: 'Project ID', value: 'project' },
						{ name: 'Start Date', value: 'datestart' },
						{ name: 'Task ID', value: 'id' },
						{ name: 'Title', value: 'name' },
					],
					default: 'name',
				},
				{
					displayName: 'Operator',
					name: 'operator',
					type: 'options',
					options: [
						{ name: 'After', value: '>', description: 'For dates' },
						{ name: 'Before', value: '<', description: 'For dates' },
						{ name: 'Contains', value: 'has', description: 'For the title' },
						{ name: 'Is', value: '=' },
						{ name: 'Is Not', value: '!=', description: 'For dates' },
						{ name: 'Is One Of', value: 'in', description: 'For IDs, with commas between' },
						{ name: 'On or After', value: '>=', description: 'For dates' },
						{ name: 'On or Before', value: '<=', description: 'For dates' },
					],
					default: 'has',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. 2026-02-10',
					description: 'A text, a date, or IDs',
				},
			],
		},
	],
});

export const join = field({
	displayName: 'Must Fulfil',
	name: 'join',
	type: 'options',
	options: [
		{ name: 'All Conditions', value: 'and' },
		{ name: 'Any Condition', value: 'or' },
	],
	default: 'and',
	description: 'How the conditions go together',
});
