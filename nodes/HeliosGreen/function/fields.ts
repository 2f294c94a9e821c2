import { field, showWhen } from '../../shared/fields';
import { namedValues } from '../fields';

/** Marking is about companies, contacts and orders: subjects, whose numbers are unique (helios-green.md 3). */
export const markClass = field({
	displayName: 'Class',
	name: 'recordClass',
	type: 'string',
	default: '',
	placeholder: 'e.g. 22001',
	description:
		'Number of the class, or its name. Empty will do where the numbers are those of subjects (cislo_subjektu).',
	displayOptions: { show: { inputStyle: ['records'] } },
});

export const functionNumber = field({
	displayName: 'Function',
	name: 'function',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 50123',
	description: 'Number of the function, or its short name together with Function Class in the options',
});

/** May be empty: then nothing is marked. */
export const markFunction = field({
	displayName: 'Function Number',
	name: 'function',
	type: 'string',
	default: '',
	placeholder: 'e.g. 50123',
	description: 'Number of the function that marks records as synchronised. Empty means that nothing is marked.',
});

export const recordNumbers = field({
	displayName: 'Record Numbers',
	name: 'recordNumbers',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1001, 1002',
	description: 'Numbers of the records, with commas between',
	displayOptions: { show: { inputStyle: ['records'] } },
});

export const values = showWhen(
	namedValues({
		displayName: 'Values',
		button: 'Add Value',
		label: 'Value',
		placeholder: 'e.g. os_cis',
		description: 'Names of parameters, or of elements of the user data, and their values',
	}),
	{ inputStyle: ['params', 'userData'] },
);

export const callFor = field({
	displayName: 'Call',
	name: 'callFor',
	type: 'options',
	options: [
		{ name: 'Once for All Items', value: 'all', description: 'Items with equal settings go into one call' },
		{ name: 'Once for Each Item', value: 'each' },
	],
	default: 'each',
	description: 'How often to call the function',
});

export const functionClass = field({
	displayName: 'Function Class',
	name: 'functionClass',
	type: 'string',
	default: '',
	placeholder: 'e.g. 22001',
	description: 'Number of the class of a function that is given by its name',
});

export const ifPartial = field({
	displayName: 'If Some Records Failed',
	name: 'ifPartial',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'fail' },
		{ name: 'Go On With a Hint', value: 'warn' },
	],
	default: 'fail',
	description: 'What to do when Helios did some records of a call and others not',
});

export const numberPath = field({
	displayName: 'Record Number Path',
	name: 'numberPath',
	type: 'string',
	requiresDataPath: 'single',
	required: true,
	default: 'name',
	placeholder: 'e.g. record.name',
	description:
		'Where the number of the record stands in the incoming item: names from the outside in, with dots between',
});

export const numberColumn = field({
	displayName: 'Column',
	name: 'column',
	type: 'string',
	default: 'cislo_subjektu',
	description: 'Name of the parameter, or of the element of the user data, that takes the number',
	displayOptions: { show: { inputStyle: ['params', 'userData'] } },
});

export const batchSize = field({
	displayName: 'Batch Size',
	name: 'batchSize',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 100,
	description: 'How many records go into one call. A call that fails, fails for its records only.',
});

export const prefix = field({
	displayName: 'Prefix to Remove',
	name: 'prefix',
	type: 'string',
	default: '',
	placeholder: 'e.g. helios_',
	description: 'Text in front of the number that was added elsewhere, such as in the key of a Daktela record',
});

export const RUN_PLACEHOLDERS =
	'{function}, {class}, {folder}, {auditlogDetail}, {input}, {records}, {rows}, {userData}, {numbers}';
