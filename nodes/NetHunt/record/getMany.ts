import { field, returnAllOrLimit } from '../../shared/fields';
import { folder } from '../fields';
import { folderIdOf } from '../ids';
import { read } from '../room';
import { flat } from './flat';

const search = field({
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	placeholder: 'e.g. Status:Won',
	description: 'As in the search box of NetHunt, which also finds similar words. Empty means every record.',
});

const filters = field({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{ displayName: 'Created After', name: 'createdAfter', type: 'dateTime', default: '' },
		{ displayName: 'Updated After', name: 'updatedAfter', type: 'dateTime', default: '' },
	],
});

export const getMany = read({
	name: 'Get Many',
	action: 'Get many records',
	description: 'Read the records of a folder: all, those that a search finds, or the recent ones',
	fields: [folder, search, ...returnAllOrLimit, filters],
	async run({ api, read: values, timezone }) {
		const [{ find }, { limitOf }, { timeFrom }] = await Promise.all([
			import('./find'),
			import('../listing'),
			import('../time'),
		]);
		const { createdAfter, updatedAfter } = values.filters;
		return await find(api, {
			folderId: folderIdOf(values.folder),
			query: values.search.trim(),
			created: timeFrom(createdAfter, timezone, 'Created After'),
			updated: timeFrom(updatedAfter, timezone, 'Updated After'),
			limit: limitOf(values),
		});
	},
	simplify: flat,
});
