import type { INodeProperties } from 'n8n-workflow';

import { optionsOf } from '../../shared/fields';
import { mapped, mappingFields } from '../../shared/mapping';
import type { Plan } from '../../shared/operation';
import { ifGone, MAPPING, record, writableFolder } from '../fields';
import { folderIdOf, recordIdOf } from '../ids';
import { write } from '../room';
import { goneFault, gonePlan } from './gone';
import type { Update } from './writing';

interface UpdatePlan extends Plan {
	update?: Update;
}

const editOfRow: INodeProperties = {
	displayName: 'Action',
	name: 'edit',
	type: 'options',
	options: [
		{ name: 'Add', value: 'add', description: 'Add the value to those that the field has' },
		{ name: 'Clear', value: 'clear', description: 'Empty the field; needs no value' },
		{ name: 'Remove', value: 'remove', description: 'Take the value away, and leave the others' },
		{ name: 'Set', value: 'set', description: 'Replace whatever the field has' },
	],
	default: 'set',
	description: 'What to do with the field',
};

export const update = write({
	name: 'Update',
	action: 'Update a record',
	description: 'Change fields of a record; nothing is sent when they are as wanted already',
	fields: [
		writableFolder,
		record,
		...mappingFields({ ...MAPPING, mode: 'update', rowFields: [editOfRow] }),
		optionsOf(ifGone),
	],
	parallel: 4,
	brake: true,
	async plan(context): Promise<UpdatePlan> {
		const { api, read, timezone, hint } = context;
		const [folderId, recordId] = [folderIdOf(read.folder), recordIdOf(read.record)];
		const [{ editPlan }, { editsByName, editsFrom }] = await Promise.all([import('./writing'), import('./editRows')]);
		const edits =
			read.mapBy === 'mapper'
				? editsFrom(mapped(context))
				: editsByName(context.read as Record<string, unknown>, context.item.json, hint);
		const found = await api.findRecord(folderId, recordId);
		if (!found && read.options.ifGone === 'skip') return gonePlan(recordId);
		if (!found) throw goneFault(recordId);
		return { key: recordId, ...(await editPlan(api, found, edits, timezone)) };
	},
	async apply({ api, hint }, { update: planned }) {
		const { sendUpdate } = await import('./writing');
		return await sendUpdate(api, planned!, hint);
	},
});
