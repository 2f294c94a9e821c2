import { field, optionsOf } from '../../shared/fields';
import { write } from '../room';
import { eventType, mapping, operator, textFit } from './fields';
import type { Linking } from './linking';
import type { Context } from './writing';

const sourceSystem = field({
	displayName: 'Source System',
	name: 'sourceSystem',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. NetHunt',
	description: 'Name of the system that the record comes from',
});

const sourceId = field({
	displayName: 'Source ID',
	name: 'sourceId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 65a0c1',
	description: 'ID of the record there. Together with the system it tells which task was made from it.',
});

export const createOrUpdate = write({
	name: 'Create or Update By Link',
	value: 'createOrUpdateByLink',
	action: 'Create or update a task by its link',
	description:
		'Create a new task, or update the one that was made from the same source record. The link is kept in the database, where the schema profile names a place for it.',
	fields: [sourceSystem, sourceId, eventType, operator, ...mapping, optionsOf(textFit)],
	brake: true,
	batchSize: 1_000,
	prepare: async (contexts): Promise<Linking> =>
		await (await import('./linking')).Linking.of(contexts as readonly Context[]),
	plan: async (context, linking) => await linking.plan(context as Context),
	applyMany: async (batch, linking) => await linking.apply(batch.map(({ plan }) => plan)),
});
