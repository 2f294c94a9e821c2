import type { INodeProperties } from 'n8n-workflow';

import { field, returnAllOrLimit, optionsOf } from '../../shared/fields';
import { includeDeleted } from '../fields';
import { read } from '../room';
import { flat } from './flat';

const soql = field({
	displayName: 'SOQL',
	name: 'soql',
	type: 'string',
	typeOptions: { rows: 5 },
	default: '',
	required: true,
	placeholder: 'e.g. SELECT Id, Name FROM Account WHERE Industry = :industry',
	description: 'The query. Write values from items as :name and give them under Parameters; do not paste them in.',
});

const parameters: INodeProperties = {
	displayName: 'Parameters',
	name: 'parameters',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Parameter',
	default: {},
	description: 'Values for the :names of the query; whatever they hold, they stay values',
	options: [
		{
			displayName: 'Parameter',
			name: 'rows',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. industry',
					description: 'As in the query, without the colon',
				},
				{
					displayName: 'Type',
					name: 'type',
					type: 'options',
					options: [
						{ name: 'Boolean', value: 'boolean' },
						{ name: 'Date', value: 'date' },
						{ name: 'Date and Time', value: 'datetime' },
						{ name: 'Number', value: 'double' },
						{ name: 'Text', value: 'string' },
					],
					default: 'string',
					description: 'How the value is written in the query; a list becomes one with brackets, for IN',
				},
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
};

export const query = read({
	name: 'Query',
	action: 'Query records with SOQL',
	description: 'Read what a query in Salesforce Object Query Language finds, page by page',
	fields: [soql, parameters, ...returnAllOrLimit, optionsOf(includeDeleted)],
	async *run({ api, read: values, timezone }) {
		const { withParameters } = await import('./parameters');
		const rows = (values as { parameters?: { rows?: [] } }).parameters?.rows ?? [];
		const text = withParameters(values.soql.trim(), rows, timezone);
		yield* api.rows({
			soql: text,
			doing: 'answer the query',
			...(values.options.includeDeleted && { includeDeleted: true }),
		});
	},
	simplify: flat,
});
