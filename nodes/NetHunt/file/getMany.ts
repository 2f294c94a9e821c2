import { returnAllOrLimit } from '../../shared/fields';
import { folder, onlyRecord, since } from '../fields';
import { read } from '../room';

export const getMany = read({
	name: 'Get Many',
	action: 'Get many files',
	description: 'Read which Google Drive files were attached to the records of a folder',
	fields: [folder, since, onlyRecord, ...returnAllOrLimit],
	run: async (context) =>
		await (
			await import('../timeline')
		).timeline(context, async ({ api }, folderId, query) => await api.newFiles(folderId, query)),
});
