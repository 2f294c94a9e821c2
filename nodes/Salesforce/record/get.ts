import { optionsOf } from '../../shared/fields';
import { columns, ifUnreadable, object, parentColumns, record } from '../fields';
import { read } from '../room';
import { flat } from './flat';

export const get = read({
	name: 'Get',
	action: 'Get a record',
	description: 'Read one record',
	fields: [object, record, columns, optionsOf(parentColumns, ifUnreadable)],
	parallel: 5,
	run: async (context) => await (await import('./find')).findOne(context),
	simplify: flat,
});
