import type { INodeProperties } from 'n8n-workflow';

import { field } from '../../shared/fields';
import { otherValuesField } from '../../shared/watch/fields';
import { folder, messageTemplate, template } from '../fields';
import { baseArguments, pageSize, skippedArguments } from '../template/fields';

const nameColumn = field({
	displayName: 'Name Column',
	name: 'nameColumn',
	type: 'string',
	default: 'name',
	description: 'Alias of the column with the unique identifier of a row. Empty means name.',
});

const titleColumn = field({
	displayName: 'Title Column',
	name: 'titleColumn',
	type: 'string',
	default: 'title',
	description: 'Alias of the column with the name of the company or the full name of the contact. Empty means title.',
});

const accountColumn = field({
	displayName: 'Account Column',
	name: 'accountColumn',
	type: 'string',
	default: 'account',
	description: 'Alias of the column with the unique identifier of the company of a contact. Empty means account.',
});

const updatedColumn = field({
	displayName: 'Updated Column',
	name: 'updatedColumn',
	type: 'string',
	default: 'updated',
	description:
		'Alias of the column with the time of the last change: only rows changed since the day of the last poll are read. Empty means that every poll reads all rows of the template, up to 100,000, and compares them.',
});

const reading = field({
	displayName: 'Reading',
	name: 'reading',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	description: 'How the template is read',
	options: [
		baseArguments,
		skippedArguments,
		messageTemplate('{folder}, {template}, {lower}, {upper}, {arguments}, {rowFilter}, {sortOrder}'),
		pageSize,
	],
});

const dependsOn = { loadOptionsDependsOn: ['folder', 'template', 'reading.skip', 'reading.message'] };

const column = field({
	displayName: 'Column Name or ID',
	name: 'column',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'columns', ...dependsOn },
	required: true,
	default: '',
	description:
		'The column to watch. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const values: INodeProperties = field({
	displayName: 'Value Names or IDs',
	name: 'values',
	type: 'multiOptions',
	typeOptions: {
		loadOptionsMethod: 'columnValues',
		loadOptionsDependsOn: [...dependsOn.loadOptionsDependsOn, 'column'],
	},
	default: [],
	description:
		'The values to wait for; the list has those of the first 1,000 rows. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const otherValues = otherValuesField('Values that are not in the list above, one in each row');

const columns = field({
	displayName: 'Column Names or IDs',
	name: 'columns',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'columns', ...dependsOn },
	default: [],
	description:
		'Only a change of one of these columns counts, and is told with the values before and after. Empty means any but the updated column. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const source = [folder, template, nameColumn, titleColumn, accountColumn, updatedColumn] as const;

export const added = [...source, reading] as const;
export const changed = [...source, columns, reading] as const;
export const becoming = [...source, column, values, otherValues, reading] as const;
