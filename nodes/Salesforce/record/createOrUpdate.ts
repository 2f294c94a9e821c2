import { field, optionsOf } from '../../shared/fields';
import { COLLECTIONS_AT_ONCE } from '../batches';
import { ifUnwritable, mapping, skipUnchanged, writableObject } from '../fields';
import { write } from '../room';
import type { Upserting } from './upserting';

const externalId = field({
	displayName: 'External ID Field Name or ID',
	name: 'externalId',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'externalIds', loadOptionsDependsOn: ['object.value'] },
	default: '',
	required: true,
	description:
		'The field by which a record is found; it must be among the mapped fields. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const bulkAbove = {
	displayName: 'Use Bulk API Above',
	name: 'bulkAbove',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 10000,
	description:
		'With more items than this a bulk job writes the records: few requests, but its end has to be waited for. 0 means never.',
} as const;

/** Cut into collections, or given to a bulk job, inside: which of them depends on how many there are. */
const ALL = 10_000_000;

export const createOrUpdate = write({
	name: 'Create or Update',
	value: 'upsert',
	action: 'Create or update a record',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: [writableObject, externalId, ...mapping, optionsOf(bulkAbove, ifUnwritable, skipUnchanged)],
	brake: true,
	batchSize: ALL,
	// Items with one key stand in batches of their own anyway; which key comes first does not matter.
	batchesAtOnce: COLLECTIONS_AT_ONCE,
	prepare: async (contexts): Promise<Upserting> => await (await import('./upserting')).Upserting.of(contexts),
	plan: (context, upserting) => upserting.plan(context),
	applyMany: async (batch, upserting) => await upserting.apply(batch),
});
