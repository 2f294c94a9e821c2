import { field, optionsOf } from '../../shared/fields';
import { COLLECTION, COLLECTIONS_AT_ONCE } from '../batches';
import { ifUnwritable, mapping, skipUnchanged, writableObject } from '../fields';
import { write } from '../room';
import type { Updating } from './updating';

const recordId = field({
	displayName: 'Record ID',
	name: 'recordId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 0035g00000AbCdEAAV or a link',
	description:
		'Which record is updated: its ID, or its link in Salesforce. Leave empty to map Record ID among the fields, which is faster for many items.',
});

export const update = write({
	name: 'Update',
	action: 'Update a record',
	description: 'Change fields of records by their IDs, up to 200 records in one request',
	fields: [writableObject, recordId, ...mapping, optionsOf(ifUnwritable, skipUnchanged)],
	brake: true,
	batchSize: COLLECTION,
	batchesAtOnce: COLLECTIONS_AT_ONCE,
	prepare: async (contexts): Promise<Updating> => await (await import('./updating')).Updating.of(contexts),
	plan: (context, updating) => updating.plan(context),
	applyMany: async (batch, updating) => await updating.apply(batch),
});
