import { field } from '../../shared/fields';
import { read } from '../room';

const access = field({
	displayName: 'Access',
	name: 'access',
	type: 'options',
	options: [
		{ name: 'Readable', value: 'readable', description: 'Folders whose records the user may see' },
		{ name: 'Writable', value: 'writable', description: 'Folders whose records the user may change' },
	],
	default: 'readable',
	description: 'What the user of the credential may do there',
});

export const getMany = read({
	name: 'Get Many',
	action: 'Get many folders',
	description: 'Read which folders there are',
	fields: [access],
	async run({ api, read: values }) {
		const folders = values.access === 'writable' ? await api.writableFolders() : await api.readableFolders();
		return folders.map((folder) => ({ ...folder }));
	},
});
