import { calendar, destination, event } from '../fields';
import { write } from '../room';
import { BATCH } from './batches';
import type { Moving } from './moving';

export const move = write({
	name: 'Move',
	action: 'Move an event',
	description: 'Move events to another calendar of the same account; ID, guests and links stay',
	fields: [calendar, event, destination],
	brake: true,
	batchSize: BATCH,
	prepare: async (contexts): Promise<Moving> => await (await import('./moving')).Moving.of(contexts),
	plan: (context, moving) => moving.plan(context),
	applyMany: async (batch, moving) => await moving.apply(batch),
});
