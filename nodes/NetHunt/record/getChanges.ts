import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit } from '../../shared/fields';
import type { RecordChange } from '../api';
import { folder, onlyRecord, since } from '../fields';
import { folderIdOf, recordIdOf } from '../ids';
import { read } from '../room';

const fields = field({
	displayName: 'Field Names or IDs',
	name: 'fields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'fields', loadOptionsDependsOn: ['folder.value'] },
	default: [],
	description:
		'Only changes of these fields; empty means all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

export const getChanges = read({
	name: 'Get Changes',
	action: 'Get changes of records',
	description: 'Read who changed which fields of which records, with the values before and after',
	fields: [folder, since, fields, onlyRecord, ...returnAllOrLimit],
	async run({ api, read: values, timezone }) {
		const [{ limitOf, upTo }, { timeFrom }] = await Promise.all([import('../listing'), import('../time')]);
		const from = timeFrom(values.since, timezone, 'Since');
		const recordId = values.onlyRecord ? recordIdOf(values.onlyRecord) : undefined;
		const query = { ...(from && { since: from }), fields: values.fields, ...(recordId && { recordId }) };
		const folderId = folderIdOf(values.folder);
		const rows = await upTo(limitOf(values), async (limit) => await api.recordChanges(folderId, { ...query, limit }));
		return rows.map(asItem);
	},
});

function asItem({ id, recordId, time, action, user, fields: changes }: RecordChange): IDataObject {
	return {
		id,
		recordId,
		time,
		recordAction: action,
		...(user && { user }),
		changes: changes as unknown as IDataObject,
	};
}
