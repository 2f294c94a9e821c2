import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit } from '../../shared/fields';
import type { Resource } from '../../shared/operation';
import type { StreamsoftApi } from '../api';
import { read } from '../room';

const search = field({
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	placeholder: 'e.g. Nowak',
	description: 'Part of a name or number. Empty means all.',
});

const activeOnly = field({
	displayName: 'Active Only',
	name: 'activeOnly',
	type: 'boolean',
	default: true,
	description: 'Whether to leave out contractors that were put aside',
});

const getMany = read({
	name: 'Get Many',
	action: 'Get many contractors',
	description: 'List contractors (kontrahenci), by name',
	fields: [search, activeOnly, ...returnAllOrLimit],
	async *run({ api, read: values }) {
		const most = values.returnAll ? Infinity : values.limit;
		const { search: words, activeOnly: only } = values;
		for (const one of await api.contractors({ words: words.trim(), activeOnly: only, most })) {
			yield { ...one } as unknown as IDataObject;
		}
	},
});

export const contractor: Resource<StreamsoftApi> = { name: 'Contractor', value: 'contractor', operations: [getMany] };
