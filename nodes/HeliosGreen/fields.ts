import type { INodeProperties } from 'n8n-workflow';

import { field, showWhen } from '../shared/fields';

export const folder = field({
	displayName: 'Folder Number',
	name: 'folder',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 22567',
	description: 'Number of the folder (pořadač) whose rows are read. 0 means a view without a folder.',
});

export const template = field({
	displayName: 'Template Number',
	name: 'template',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 22645',
	description: 'Number of the template (šablona) that decides which columns and rows there are',
});

export const optionalFolder = field({
	displayName: 'Folder Number',
	name: 'folder',
	type: 'string',
	default: '',
	placeholder: 'e.g. 22567',
	description: 'Number of the folder (pořadač). Empty means the one that Helios chooses.',
});

export const recordClass = field({
	displayName: 'Class',
	name: 'recordClass',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 22001',
	description: 'Number of the class, or its name',
});

export const recordNumber = field({
	displayName: 'Record Number',
	name: 'recordNumber',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 1001',
	description: 'Number of the record, such as cislo_subjektu of a subject',
});

export const numberAttribute = field({
	displayName: 'Record Number Attribute',
	name: 'numberAttribute',
	type: 'options',
	options: [
		{ name: 'Both', value: 'both' },
		{ name: 'recordNumber', value: 'recordNumber' },
		{ name: 'SUBJECTID', value: 'SUBJECTID' },
	],
	default: 'recordNumber',
	description:
		'Which attribute of RECORD carries the number, of related records too. Try another one if Helios does not find the record.',
});

/** @param names placeholders that the operation knows */
export const messageTemplate = (names: string) =>
	field({
		displayName: 'Message Template',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		description: `XML to send instead of what this node would build, for servers that want another form. Placeholders: ${names}.`,
	});

/** Rows of a name and where its value comes from; read with `mapped` of the shared mapping. */
export const namedValues = (words: {
	displayName: string;
	button: string;
	label: string;
	placeholder: string;
	description: string;
	more?: INodeProperties[];
}) =>
	field({
		displayName: words.displayName,
		name: 'fieldsByName',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: words.button,
		default: {},
		description: words.description,
		options: [
			{
				displayName: words.label,
				name: 'rows',
				values: [
					{ displayName: 'Name', name: 'field', type: 'string', default: '', placeholder: words.placeholder },
					...SOURCE,
					...(words.more ?? []),
				],
			},
		],
	});

const SOURCE: INodeProperties[] = [
	{
		displayName: 'Value From',
		name: 'from',
		type: 'options',
		options: [
			{ name: 'Incoming Item', value: 'path' },
			{ name: 'Fixed Value', value: 'value' },
		],
		default: 'path',
		description: 'Where the value comes from',
	},
	{
		displayName: 'Source Path',
		name: 'path',
		type: 'string',
		requiresDataPath: 'single',
		default: '',
		placeholder: 'e.g. record.email',
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

export const auditlogDetail = field({
	displayName: 'Audit Log Detail',
	name: 'auditlogDetail',
	type: 'options',
	options: [
		{ name: 'Always', value: 'always' },
		{ name: 'Error', value: 'error' },
		{ name: 'Never', value: 'never' },
		{ name: 'Warning', value: 'warning' },
	],
	default: 'warning',
	description: 'From which severity on Helios tells the entries of the audit log',
});

export const runStyle = field({
	displayName: 'Input Style',
	name: 'inputStyle',
	type: 'options',
	options: [
		{ name: 'Nothing', value: 'none', description: 'The function needs no input' },
		{ name: 'Parameters', value: 'params', description: 'As a row of parameters' },
		{ name: 'Records', value: 'records', description: 'As records of a class, as if they were selected on the screen' },
		{
			name: 'User Data',
			value: 'userData',
			description: 'As elements in USERDATA, for functions written for the gate',
		},
	],
	default: 'records',
	description: 'How the function gets its input',
});

export const markStyle = field({
	displayName: 'Input Style',
	name: 'inputStyle',
	type: 'options',
	options: [
		{ name: 'Parameters', value: 'params', description: 'As rows of parameters, one for each record' },
		{ name: 'Records', value: 'records', description: 'As records of a class, as if they were selected on the screen' },
		{ name: 'User Data', value: 'userData', description: 'As elements in USERDATA, one for each record' },
	],
	default: 'records',
	description: 'How the function gets the numbers of the records',
});

export const classOfRecords = showWhen(recordClass, { inputStyle: ['records'] });
