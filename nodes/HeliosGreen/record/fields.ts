import { field } from '../../shared/fields';
import { namedValues } from '../fields';

export const attributes = namedValues({
	displayName: 'Attributes',
	button: 'Add Attribute',
	label: 'Attribute',
	placeholder: 'e.g. nazev_subjektu',
	description: 'Values by the names of the attributes. An empty text clears an attribute.',
	more: [
		{
			displayName: 'Trigger Item Change Events',
			name: 'triggers',
			type: 'boolean',
			default: false,
			description: 'Whether the rules that Helios has on this attribute run, as when a person types the value',
		},
	],
});

export const relations = field({
	displayName: 'Relations',
	name: 'relations',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Relation',
	default: {},
	description: 'Links to other records. Rows with the same relation and action go together.',
	options: [
		{
			displayName: 'Relation',
			name: 'rows',
			values: [
				{
					displayName: 'Action',
					name: 'action',
					type: 'options',
					options: [
						{ name: 'Add', value: 'add' },
						{ name: 'Remove', value: 'remove' },
						{ name: 'Replace', value: 'replace' },
						{ name: 'Synchronize', value: 'synchronize' },
					],
					default: 'add',
				},
				{ displayName: 'Class', name: 'class', type: 'string', default: '', description: 'Class of the other record' },
				{
					displayName: 'Orientation',
					name: 'orientation',
					type: 'options',
					options: [
						{ name: 'Left', value: 'L' },
						{ name: 'Not Given', value: '' },
						{ name: 'Right', value: 'R' },
					],
					default: '',
				},
				{ displayName: 'Record Number', name: 'number', type: 'string', default: '' },
				{
					displayName: 'Relation',
					name: 'relation',
					type: 'string',
					default: '',
					description: 'Number or name of the relation',
				},
			],
		},
	],
});

export const keyAttributes = field({
	displayName: 'Key Attributes',
	name: 'keyAttributes',
	type: 'string',
	required: true,
	default: 'reference_subjektu',
	placeholder: 'e.g. reference_subjektu, ico',
	description:
		'Names of the attributes that tell one record from another, with commas between. Each needs a value above.',
});

export const compareFirst = field({
	displayName: 'Compare First',
	name: 'compareFirst',
	type: 'boolean',
	default: true,
	description:
		'Whether to read the record first, so that nothing is sent where nothing would change. Switch it off where Helios cannot read the record. By key it works for reference_subjektu and nazev_subjektu.',
});

export const folderAction = field({
	displayName: 'Move to Folder',
	name: 'setFolder',
	type: 'boolean',
	default: false,
	description: 'Whether an existing record is moved to the given folder',
});

export const withoutLogic = field({
	displayName: 'Disable Business Logic',
	name: 'disableBusinessLogic',
	type: 'boolean',
	default: false,
	description: 'Whether Helios leaves out the rules of the class',
});

export const CHANGE_PLACEHOLDERS =
	'{action}, {class}, {folder}, {number}, {reference}, {name}, {keyAttributes}, {record}, {attributes}, {relations}';
export const LOOKUP_PLACEHOLDERS = '{class}, {folder}, {number}, {reference}, {name}, {keyAttributes}, {records}';
