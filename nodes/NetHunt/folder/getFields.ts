import { folder } from '../fields';
import { folderIdOf } from '../ids';
import { read } from '../room';

export const getFields = read({
	name: 'Get Fields',
	action: 'Get fields of a folder',
	description: 'Read which fields the records of a folder have',
	fields: [folder],
	run: async ({ api, read: values }) => (await api.folderFields(folderIdOf(values.folder))).rows,
});
