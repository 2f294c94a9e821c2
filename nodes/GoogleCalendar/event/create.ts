import { calendar, mapping } from '../fields';
import { write } from '../room';
import { BATCH } from './batches';
import type { Creating } from './creating';

/** Not idempotent: whoever may run twice uses Create or Update By Link. */
export const create = write({
	name: 'Create',
	action: 'Create an event',
	description:
		'Add new events, fifty in one request. Run twice, it creates two: use Create or Update By Link for what an automation repeats.',
	fields: [calendar, ...mapping],
	batchSize: BATCH,
	prepare: async (contexts): Promise<Creating> => await (await import('./creating')).Creating.of(contexts),
	plan: (context, creating) => creating.plan(context),
	applyMany: async (batch, creating) => await creating.apply(batch),
});
