import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit } from '../../shared/fields';
import type { Resource } from '../../shared/operation';
import type { StreamsoftApi } from '../api';
import { read } from '../room';

const synchronisedOnly = field({
	displayName: 'Synchronised Only',
	name: 'synchronisedOnly',
	type: 'boolean',
	default: false,
	description: 'Whether to return only the types that Streamsoft marks for its calendar (tab Kalendarz Google)',
});

const getMany = read({
	name: 'Get Many',
	action: 'Get many event types',
	description: 'List the types that tasks can have (typy zdarzeń)',
	fields: [synchronisedOnly, ...returnAllOrLimit],
	async run({ api, read: values }) {
		const types = await api.types();
		return types
			.filter(({ synchronised }) => synchronised || !values.synchronisedOnly)
			.map((one) => ({ ...one }) as unknown as IDataObject);
	},
});

export const eventType: Resource<StreamsoftApi> = { name: 'Event Type', value: 'eventType', operations: [getMany] };
