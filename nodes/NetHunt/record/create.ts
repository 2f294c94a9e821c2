import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import { mapped, mappingFields } from '../../shared/mapping';
import type { Plan } from '../../shared/operation';
import { MAPPING, writableFolder } from '../fields';
import { folderIdOf } from '../ids';
import { write } from '../room';

interface CreatePlan extends Plan {
	folderId: string;
	fields: IDataObject;
}

/** Not idempotent: whoever may run twice uses Create or Update. */
export const create = write({
	name: 'Create',
	action: 'Create a record',
	description: 'Add a new record to a folder',
	fields: [writableFolder, ...mappingFields({ ...MAPPING, mode: 'add' })],
	async plan(context): Promise<CreatePlan> {
		const { api, read, index, timezone } = context;
		const folderId = folderIdOf(read.folder);
		const { changesOfNew, newFields } = await import('./writing');
		const fields = await newFields(api, folderId, mapped(context), timezone);
		if (Object.keys(fields).length === 0) {
			throw badInput(
				'Fields',
				'No field has a value, so the new record would be empty.',
				'Map a value to at least one field.',
			);
		}
		const key = `new record of item ${index}`;
		return { action: 'created', key, folderId, fields, changes: changesOfNew(fields), record: { folderId, fields } };
	},
	async apply({ api, timezone }, { folderId, fields }) {
		const { writeOnce } = await import('../lost');
		return await writeOnce('The record', async () => await api.createRecord(folderId, fields, timezone));
	},
});
