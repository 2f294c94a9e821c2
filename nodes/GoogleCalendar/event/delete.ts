import { calendar, event } from '../fields';
import { write } from '../room';
import { BATCH } from './batches';
import type { Deleting } from './deleting';

export const remove = write({
	name: 'Delete',
	action: 'Delete an event',
	description: 'Delete events; one that is gone already counts as unchanged. Guests are not told.',
	fields: [calendar, event],
	brake: true,
	batchSize: BATCH,
	prepare: async (contexts): Promise<Deleting> => await (await import('./deleting')).Deleting.of(contexts),
	plan: (context, deleting) => deleting.plan(context),
	applyMany: async (batch, deleting) => await deleting.apply(batch),
});
