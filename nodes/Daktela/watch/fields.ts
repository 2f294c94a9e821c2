import { field, locator, showWhen } from '../../shared/fields';
import { otherValuesField } from '../../shared/watch/fields';
import type { INodeProperties } from 'n8n-workflow';

const OTHER = 'other';

export const kind = field({
	displayName: 'Resource',
	name: 'kind',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Account', value: 'account' },
		{ name: 'Activity', value: 'activity' },
		{ name: 'Any Resource', value: OTHER, description: 'By its name in the API, such as campaignsRecords' },
		{ name: 'Contact', value: 'contact' },
		{ name: 'CRM Record', value: 'crmRecord' },
		{ name: 'Ticket', value: 'ticket' },
	],
	default: 'contact',
});

const only = (kinds: string[], property: INodeProperties): INodeProperties => showWhen(property, { kind: kinds });

const database = only(
	['account', 'contact'],
	locator('database', 'Database', 'crmDatabases', {
		description: 'Only records of this CRM database. Empty means all.',
		placeholder: 'e.g. default',
		required: false,
	}),
);

const recordType = only(
	['crmRecord'],
	locator('recordType', 'Record Type', 'crmRecordsTypes', {
		description: 'Only CRM records of this type. Empty means all.',
		placeholder: 'e.g. orders',
		required: false,
	}),
);

const category = only(
	['ticket'],
	locator('category', 'Category', 'ticketsCategories', {
		description: 'Only tickets of this category. Empty means all.',
		placeholder: 'e.g. support',
		required: false,
	}),
);

const activityTypes = only(['activity'], {
	displayName: 'Activity Types',
	name: 'activityTypes',
	type: 'multiOptions',
	options: [
		{ name: 'Call', value: 'CALL' },
		{ name: 'Chat', value: 'CHAT' },
		{ name: 'Comment', value: 'COMMENT' },
		{ name: 'Custom', value: 'CUSTOM' },
		{ name: 'Email', value: 'EMAIL' },
		{ name: 'Facebook Comment', value: 'FBCOMMENT' },
		{ name: 'Facebook Messenger', value: 'FBM' },
		{ name: 'Instagram Comment', value: 'IGCOMMENT' },
		{ name: 'Instagram Message', value: 'IGDM' },
		{ name: 'SMS', value: 'SMS' },
		{ name: 'Viber', value: 'VBR' },
		{ name: 'WhatsApp', value: 'WAP' },
	],
	default: [],
	description: 'Only activities of these types. Empty means all.',
});

const resourceName = only([OTHER], {
	displayName: 'Resource Name',
	name: 'resourceName',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. campaignsRecords',
	description: 'As in the address of the API: queues, users, campaignsRecords',
});

const keyField = only([OTHER], {
	displayName: 'Key Field',
	name: 'keyField',
	type: 'string',
	default: 'name',
	description: 'The field that tells records apart',
});

const createdField = only([OTHER], {
	displayName: 'Created Field',
	name: 'createdField',
	type: 'string',
	default: 'created',
	description: 'The field with the time at which a record was created',
});

const editedField = only([OTHER], {
	displayName: 'Edited Field',
	name: 'editedField',
	type: 'string',
	default: 'edited',
	description: 'The field with the time at which a record was last changed',
});

const lookBackHours = only(['activity'], {
	displayName: 'Look Back (Hours)',
	name: 'lookBackHours',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 720 },
	default: 24,
	description:
		'Daktela does not tell when an activity was changed, so those of the last hours are read with every poll and compared. One request for each 1,000 of them.',
});

const watched = {
	loadOptionsDependsOn: ['kind', 'database.value', 'recordType.value', 'category.value', 'resourceName'],
};

const watchedField = field({
	displayName: 'Field Name or ID',
	name: 'field',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getTriggerFields', ...watched },
	default: '',
	required: true,
	description:
		'The field to watch. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const values = field({
	displayName: 'Value Names or IDs',
	name: 'values',
	type: 'multiOptions',
	typeOptions: {
		loadOptionsMethod: 'getTriggerValues',
		loadOptionsDependsOn: [...watched.loadOptionsDependsOn, 'field'],
	},
	default: [],
	description:
		'The values to wait for. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const otherValues = otherValuesField(
	'Values that are not in the list above, one in each row; a related record by its key',
	'e.g. CLOSE',
);

const watchedFields = field({
	displayName: 'Field Names or IDs',
	name: 'fields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getTriggerFields', ...watched },
	default: [],
	description:
		'Only updates that change one of these fields count, and are told with the values before and after. Empty means any. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const unknownBefore = field({
	displayName: 'If the Value Before Is Unknown',
	name: 'unknownBefore',
	type: 'options',
	options: [
		{ name: 'Start the Workflow', value: 'deliver', description: 'Nothing is missed; it may start once too often' },
		{ name: 'Wait for the Next Change', value: 'skip', description: 'It never starts without a change of the field' },
	],
	default: 'deliver',
	description:
		'Daktela does not tell values before a change. The trigger remembers those of the 20,000 records that were edited last; this is about the others.',
});

const unknownBeforeUpdate = field({
	...unknownBefore,
	description: `Counts only where fields are chosen above. ${unknownBefore.description}`,
});

const scope = [kind, database, recordType, category, activityTypes, resourceName, keyField, createdField] as const;
const edits = [...scope, editedField, lookBackHours] as const;

export const creating = scope;
export const updating = [...edits, watchedFields, unknownBeforeUpdate] as const;
export const becoming = [...edits, watchedField, values, otherValues, unknownBefore] as const;
