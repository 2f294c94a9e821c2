import { optionsOf } from '../../shared/fields';
import { COLLECTION, COLLECTIONS_AT_ONCE } from '../batches';
import { ifUnwritable, mapping, writableObject } from '../fields';
import { write } from '../room';
import type { Creating } from './creating';

/** Not idempotent: whoever may run twice uses Create or Update. */
export const create = write({
	name: 'Create',
	action: 'Create a record',
	description: 'Add new records, up to 200 in one request',
	fields: [writableObject, ...mapping, optionsOf(ifUnwritable)],
	batchSize: COLLECTION,
	batchesAtOnce: COLLECTIONS_AT_ONCE,
	prepare: async (contexts): Promise<Creating> => await (await import('./creating')).Creating.of(contexts),
	plan: (context, creating) => creating.plan(context.index),
	applyMany: async (batch, creating) => await creating.apply(batch),
});
