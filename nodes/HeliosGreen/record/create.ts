import { optionsOf } from '../../shared/fields';
import { messageTemplate, numberAttribute, optionalFolder, recordClass } from '../fields';
import { write } from '../room';
import { attributes, CHANGE_PLACEHOLDERS, relations, withoutLogic } from './fields';
import type { WriteFields, WritePlan } from './writing';

/** Not idempotent: whoever may run twice uses Create or Update. */
export const create = write({
	name: 'Create',
	action: 'Create a record',
	description: 'Add a new record to a folder',
	fields: [
		recordClass,
		optionalFolder,
		attributes,
		relations,
		optionsOf(withoutLogic, messageTemplate(CHANGE_PLACEHOLDERS), numberAttribute),
	],
	async plan(context): Promise<WritePlan> {
		const { changeOf, differences } = await import('./writing');
		const change = changeOf(context as { read: WriteFields } & typeof context, 'insert');
		const changes = differences(change, undefined);
		const record = { class: change.target.class, folder: change.target.folder ?? '' };
		return { action: 'created', key: `new record of item ${context.index}`, change, changes, record };
	},
	async apply({ api }, { change }) {
		const { writeOnce } = await import('./writing');
		return await writeOnce('The record', async () => await api.insertUpdate(change));
	},
});
