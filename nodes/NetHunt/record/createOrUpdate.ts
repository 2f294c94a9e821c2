import { field, optionsOf } from '../../shared/fields';
import { mappingFields } from '../../shared/mapping';
import type { NetHuntRecord } from '../api';
import { MAPPING, writableFolder } from '../fields';
import { write } from '../room';

/** Records created in this run: NetHunt's search may not know them yet when the next item asks. */
export type Made = Map<string, NetHuntRecord>;

const matchOn = field({
	displayName: 'Match On Names or IDs',
	name: 'matchOn',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'fields', loadOptionsDependsOn: ['folder.value'] },
	default: [],
	displayOptions: { show: { mapBy: ['name'] } },
	description:
		'The mapped fields that tell one record from another, such as Email. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const ifSeveral = field({
	displayName: 'If Several Match',
	name: 'ifSeveral',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'fail', description: 'The item ends in an error that names the records' },
		{ name: 'Take the Newest', value: 'newest', description: 'The record that was changed last is updated' },
	],
	default: 'fail',
	description: 'What to do when more than one record has the values to match on',
});

export const createOrUpdate = write({
	name: 'Create or Update',
	value: 'upsert',
	action: 'Create or update a record',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: [writableFolder, ...mappingFields({ ...MAPPING, mode: 'upsert' }), matchOn, optionsOf(ifSeveral)],
	parallel: 4,
	brake: true,
	prepare: async (): Promise<Made> => new Map(),
	plan: async (context, made) => await (await import('./upsert')).planUpsert(context, made),
	apply: async (context, plan, made) => await (await import('./upsert')).applyUpsert(context, plan, made),
});
