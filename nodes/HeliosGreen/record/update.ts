import { optionsOf } from '../../shared/fields';
import { Fault } from '../../shared/fault';
import { messageTemplate, numberAttribute, optionalFolder, recordClass, recordNumber } from '../fields';
import { write } from '../room';
import { attributes, CHANGE_PLACEHOLDERS, compareFirst, folderAction, relations, withoutLogic } from './fields';
import type { WriteFields, WritePlan } from './writing';

export const update = write({
	name: 'Update',
	action: 'Update a record',
	description: 'Change attributes and relations of an existing record',
	fields: [
		recordClass,
		recordNumber,
		optionalFolder,
		attributes,
		relations,
		optionsOf(compareFirst, withoutLogic, messageTemplate(CHANGE_PLACEHOLDERS), folderAction, numberAttribute),
	],
	brake: true,
	async plan(context): Promise<WritePlan> {
		const { api, read } = context;
		const { changeOf, differences, planFor } = await import('./writing');
		const change = changeOf(context as { read: WriteFields } & typeof context, 'update');
		const key = `${read.recordClass.trim()}/${read.recordNumber.trim()}`;
		if (read.options.compareFirst === false && !(read as { dryRun?: boolean }).dryRun) {
			return { action: 'updated', key, change, changes: differences(change, undefined) };
		}
		const found = await api.retrieve({ target: change.target });
		if (found) return planFor(change, found, key);
		throw new Fault('notFound', `Helios Green has no record ${read.recordNumber} of class ${read.recordClass}.`, {
			advice: 'Check class and number, or try another Record Number Attribute in the options.',
		});
	},
	async apply({ api }, { change, key }) {
		const { writeOnce } = await import('./writing');
		return await writeOnce(`Record ${key}`, async () => await api.insertUpdate(change));
	},
});
