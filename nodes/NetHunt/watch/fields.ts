import { field } from '../../shared/fields';
import { otherValuesField } from '../../shared/watch/fields';
import { folder } from '../fields';

export { folder };

export const watchedField = field({
	displayName: 'Field Name or ID',
	name: 'field',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'fields', loadOptionsDependsOn: ['folder.value'] },
	default: '',
	required: true,
	description:
		'The field to watch, of any type. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

export const values = field({
	displayName: 'Value Names or IDs',
	name: 'values',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'fieldValues', loadOptionsDependsOn: ['folder.value', 'field'] },
	default: [],
	description:
		'The values to wait for; the most frequent ones of recent records are suggested. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

export const otherValues = otherValuesField(
	'Values that are not suggested above: a text, a number, a date as 2026-01-31, true or false',
	'e.g. Won',
);

export const watchedFields = field({
	displayName: 'Field Names or IDs',
	name: 'fields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'fields', loadOptionsDependsOn: ['folder.value'] },
	default: [],
	description:
		'The fields to watch; empty means any. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

export const ignoreUsers = field({
	displayName: 'Ignore Changes By',
	name: 'ignoreUsers',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add User' },
	default: [],
	placeholder: 'e.g. name@email.com',
	description:
		'Email addresses of users whose changes do not count, such as the one whose API key your workflows write with',
});

export const includeRecord = field({
	displayName: 'Include Record',
	name: 'includeRecord',
	type: 'boolean',
	default: false,
	description: 'Whether to read the record as well. That is one more request for each record in a poll.',
});
