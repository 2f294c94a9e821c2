import type { INodeProperties } from 'n8n-workflow';

import { field, optionsOf } from '../../shared/fields';
import { calendar, mapping } from '../fields';
import { write } from '../room';
import { BATCH } from './batches';
import type { Upserting } from './upserting';

const sourceSystem = field({
	displayName: 'Source System',
	name: 'sourceSystem',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. Streamsoft',
	description: 'Where the record comes from. Together with Source ID it is the link by which its event is found.',
});

const sourceId = field({
	displayName: 'Source ID',
	name: 'sourceId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 4711',
	description: 'ID of the record there',
});

const whenChanged = field({
	displayName: 'When Changed in Google',
	name: 'whenChanged',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Ask', value: 'ask', description: 'Write nothing to the event and report a conflict' },
		{ name: "Keep Google's Change", value: 'keep', description: 'Write only the other fields' },
		{ name: 'Overwrite', value: 'overwrite' },
	],
	default: 'overwrite',
	description: 'What to do with a field that somebody has edited in Google Calendar since it was last written',
});

const whenDeleted = field({
	displayName: 'When Deleted in Google',
	name: 'whenDeleted',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Create Again', value: 'create' },
		{ name: 'Leave Deleted', value: 'leave', description: 'The item goes on, marked as skipped' },
	],
	default: 'create',
	description: 'What to do where somebody has deleted the event of the record',
});

const alsoIn = {
	displayName: 'Also Look In Names or IDs',
	name: 'alsoIn',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'calendars' },
	default: [],
	description:
		'Other calendars of the same account in which the event of the record may stand; from there it is moved, with its guests. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
} as const satisfies INodeProperties;

export const createOrUpdateByLink = write({
	name: 'Create or Update By Link',
	value: 'upsertByLink',
	action: 'Create or update an event by link',
	description: 'Create the event of a source record, or update the current one: never a second one for the same record',
	fields: [calendar, sourceSystem, sourceId, ...mapping, whenChanged, whenDeleted, optionsOf(alsoIn)],
	brake: true,
	batchSize: BATCH,
	prepare: async (contexts): Promise<Upserting> => await (await import('./upserting')).Upserting.of(contexts),
	plan: (context, upserting) => upserting.plan(context),
	applyMany: async (batch, upserting) => await upserting.apply(batch),
});
