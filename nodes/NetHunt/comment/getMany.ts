import { returnAllOrLimit } from '../../shared/fields';
import { folder, onlyRecord, since } from '../fields';
import { read } from '../room';

export const getMany = read({
	name: 'Get Many',
	action: 'Get many comments',
	description: 'Read the comments on the records of a folder',
	fields: [folder, since, onlyRecord, ...returnAllOrLimit],
	run: async (context) =>
		await (
			await import('../timeline')
		).timeline(context, async ({ api }, folderId, query) => await api.newComments(folderId, query)),
});
