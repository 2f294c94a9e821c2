import { returnAllOrLimit } from '../../shared/fields';
import { folder, onlyRecord, since } from '../fields';
import { read } from '../room';

export const getMany = read({
	name: 'Get Many',
	action: 'Get many call logs',
	description: 'Read the calls that were logged on the records of a folder',
	fields: [folder, since, onlyRecord, ...returnAllOrLimit],
	run: async (context) =>
		await (
			await import('../timeline')
		).timeline(context, async ({ api }, folderId, query) => await api.newCallLogs(folderId, query)),
});
