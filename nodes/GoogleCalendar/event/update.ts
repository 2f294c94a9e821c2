import { calendar, event, mapping } from '../fields';
import { write } from '../room';
import { BATCH } from './batches';
import type { Updating } from './updating';

export const update = write({
	name: 'Update',
	action: 'Update an event',
	description: 'Change only the mapped fields; guests, reminders and links that somebody has added stay',
	fields: [calendar, event, ...mapping],
	brake: true,
	batchSize: BATCH,
	prepare: async (contexts): Promise<Updating> => await (await import('./updating')).Updating.of(contexts),
	plan: (context, updating) => updating.plan(context),
	applyMany: async (batch, updating) => await updating.apply(batch),
});
