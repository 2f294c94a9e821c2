import { optionsOf } from '../../shared/fields';
import { messageTemplate, numberAttribute, optionalFolder, recordClass } from '../fields';
import { write } from '../room';
import {
	attributes,
	CHANGE_PLACEHOLDERS,
	compareFirst,
	folderAction,
	keyAttributes,
	relations,
	withoutLogic,
} from './fields';
import type { UpsertFields } from './upsert';
import type { WritePlan } from './writing';

export const createOrUpdate = write({
	name: 'Create or Update',
	value: 'upsert',
	action: 'Create or update a record',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: [
		recordClass,
		optionalFolder,
		attributes,
		keyAttributes,
		relations,
		optionsOf(compareFirst, withoutLogic, messageTemplate(CHANGE_PLACEHOLDERS), folderAction, numberAttribute),
	],
	brake: true,
	async plan(context): Promise<WritePlan> {
		const { planUpsert } = await import('./upsert');
		return await planUpsert(context as { read: UpsertFields } & typeof context);
	},
	async apply({ api }, { change, key }) {
		const { writeOnce } = await import('./writing');
		return await writeOnce(`Record ${key}`, async () => await api.insertUpdate(change));
	},
});
