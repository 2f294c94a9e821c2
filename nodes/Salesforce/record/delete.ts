import type { INodeProperties } from 'n8n-workflow';

import { field, optionsOf } from '../../shared/fields';
import { COLLECTION, COLLECTIONS_AT_ONCE } from '../batches';
import { deletableObject } from '../fields';
import { write } from '../room';
import type { Deleting } from './deleting';

const recordId = field({
	displayName: 'Record ID',
	name: 'recordId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 0035g00000AbCdEAAV or a link',
	description: 'Which record is deleted: its ID, or its link in Salesforce',
});

const ifGone = {
	displayName: 'If the Record Is Gone',
	name: 'ifGone',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'fail', description: 'The item ends in an error' },
		{ name: 'Skip', value: 'skip', description: 'The item goes on, marked as skipped' },
	],
	default: 'skip',
	description: 'What to do with a record that is in the recycle bin already',
} as const satisfies INodeProperties;

export const remove = write({
	name: 'Delete',
	action: 'Delete a record',
	description: 'Move records to the recycle bin, up to 200 in one request',
	fields: [deletableObject, recordId, optionsOf(ifGone)],
	brake: true,
	batchSize: COLLECTION,
	batchesAtOnce: COLLECTIONS_AT_ONCE,
	prepare: async (contexts): Promise<Deleting> => await (await import('./deleting')).Deleting.of(contexts),
	plan: (context, deleting) => deleting.plan(context),
	applyMany: async (batch, deleting) => await deleting.apply(batch),
});
