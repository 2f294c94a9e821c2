import type { Plan } from '../../shared/operation';
import { field, optionsOf } from '../../shared/fields';
import { record } from '../fields';
import { crmRecord as kind } from '../kinds';
import { write } from '../room';

const property = field({
	displayName: 'Input Binary Field',
	name: 'property',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the input field containing the binary file data to be uploaded',
});

const fileName = field({
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	description: 'What the attachment is called in Daktela. Empty means the name of the file.',
});

const ifThere = field({
	displayName: 'If It Is There Already',
	name: 'ifThere',
	type: 'options',
	options: [
		{ name: 'Add It Again', value: 'add' },
		{ name: 'Skip', value: 'skip', description: 'A record with an attachment of that name stays as it is' },
	],
	default: 'skip',
	description: 'What to do when the record has an attachment with that name',
});

export const uploadAttachment = write({
	name: 'Upload Attachment',
	action: 'Upload an attachment to a CRM record',
	description: 'Attach a file to a CRM record',
	fields: [record(kind), property, optionsOf(fileName, ifThere)],
	async plan(context): Promise<Plan> {
		return await (await import('./attach')).planAttachment(context);
	},
	async apply(context, plan) {
		return await (await import('./attach')).attach(context, plan);
	},
});
