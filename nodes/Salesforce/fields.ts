import type { INodeProperties } from 'n8n-workflow';

import { field, locator } from '../shared/fields';
import { mappingFields } from '../shared/mapping';

const OBJECT = {
	description: 'The object in Salesforce, standard or custom',
	placeholder: 'e.g. Contact or Invoice__c',
};

/** `methods.listSearch.objects`. */
export const object = locator('object', 'Object', 'objects', OBJECT);

export const writableObject = locator('object', 'Object', 'writableObjects', OBJECT);

export const deletableObject = locator('object', 'Object', 'deletableObjects', OBJECT);

export const record = locator('record', 'Record', 'records', {
	description: 'The record: from the list, by its ID, or by its link in Salesforce',
	placeholder: 'e.g. 0035g00000AbCdEAAV or a link',
});

export const columns = field({
	displayName: 'Field Names or IDs',
	name: 'columns',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'fields', loadOptionsDependsOn: ['object.value'] },
	default: [],
	description:
		'Which fields to return; none means all that the user may see. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

export const parentColumns = {
	displayName: 'Fields of Parents',
	name: 'parentColumns',
	type: 'string',
	default: '',
	placeholder: 'e.g. Account.Name, Owner.Email',
	description: 'Fields of records that this one belongs to, with commas between them',
} as const satisfies INodeProperties;

export const ifUnreadable = {
	displayName: 'If a Field Cannot Be Read',
	name: 'ifUnreadable',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'fail', description: 'The item ends in an error that names the field' },
		{ name: 'Leave Out', value: 'leaveOut', description: 'The other fields are returned, and a hint names it' },
	],
	default: 'fail',
	description: 'What to do with a chosen field that is missing or hidden from the user',
} as const satisfies INodeProperties;

export const ifUnwritable = {
	displayName: 'If a Field Cannot Be Written',
	name: 'ifUnwritable',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'fail', description: 'The item ends in an error that names the field' },
		{ name: 'Leave Out', value: 'leaveOut', description: 'The other fields are written, and a hint names it' },
	],
	default: 'fail',
	description: 'What to do with a mapped field that is missing, hidden from the user or read-only',
} as const satisfies INodeProperties;

export const skipUnchanged = {
	displayName: 'Skip Unchanged',
	name: 'skipUnchanged',
	type: 'boolean',
	default: false,
	description:
		'Whether to read the records first and send only what differs. Costs about one more request for every 400 records.',
} as const satisfies INodeProperties;

export const includeDeleted = {
	displayName: 'Include Deleted',
	name: 'includeDeleted',
	type: 'boolean',
	default: false,
	description: 'Whether to return records in the recycle bin and archived ones too; IsDeleted tells them apart',
} as const satisfies INodeProperties;

/** One for all operations that write, so that a mapping stays when another of them is chosen. */
export const mapping = mappingFields({
	targets: 'targets',
	columns: 'columns',
	dependsOn: ['object.value', 'operation'],
	mode: 'add',
});
