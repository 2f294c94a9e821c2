import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit } from '../../shared/fields';
import { read } from '../room';

const kind = field({
	displayName: 'Kind',
	name: 'kind',
	type: 'options',
	options: [
		{ name: 'All', value: 'all' },
		{ name: 'Custom', value: 'custom', description: 'Objects that somebody added to Salesforce' },
		{ name: 'Writable', value: 'writable', description: 'Objects whose records the user may create or change' },
	],
	default: 'all',
	description: 'Which objects are returned',
});

export const getMany = read({
	name: 'Get Many',
	action: 'Get many objects',
	description: 'Read which objects there are for the user of the credential',
	fields: [kind, ...returnAllOrLimit],
	async run({ api, read: values }) {
		const objects = await api.objects();
		return objects
			.filter(({ custom, createable, updateable }) => {
				if (values.kind === 'custom') return custom === true;
				return values.kind !== 'writable' || createable === true || updateable === true;
			})
			.map((one) => ({ ...one }) as IDataObject);
	},
	simplify: ({ name, label, labelPlural, keyPrefix, custom, queryable, createable, updateable, deletable }) => ({
		name,
		label,
		labelPlural,
		keyPrefix,
		custom,
		queryable,
		createable,
		updateable,
		deletable,
	}),
});
