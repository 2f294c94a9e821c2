import { folder, record } from '../fields';
import { folderIdOf, recordIdOf } from '../ids';
import { read } from '../room';
import { flat } from './flat';
import { goneFault } from './gone';

export const get = read({
	name: 'Get',
	action: 'Get a record',
	description: 'Read one record with all its fields',
	fields: [folder, record],
	parallel: 4,
	async run({ api, read: { folder: place, record: entered } }) {
		const recordId = recordIdOf(entered);
		const found = await api.findRecord(folderIdOf(place), recordId);
		if (!found) throw goneFault(recordId);
		return found;
	},
	simplify: flat,
});
