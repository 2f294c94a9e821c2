import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit } from '../../shared/fields';
import type { Resource } from '../../shared/operation';
import type { StreamsoftApi } from '../api';
import { read } from '../room';

const activeOnly = field({
	displayName: 'Active Only',
	name: 'activeOnly',
	type: 'boolean',
	default: true,
	description: 'Whether to leave out operators who are not active any more',
});

const getMany = read({
	name: 'Get Many',
	action: 'Get many operators',
	description: 'List the operators (operatorzy) whom tasks can belong to',
	fields: [activeOnly, ...returnAllOrLimit],
	async run({ api, read: values }) {
		const operators = await api.operators();
		return operators
			.filter(({ active }) => active || !values.activeOnly)
			.map((one) => ({ ...one }) as unknown as IDataObject);
	},
});

export const operator: Resource<StreamsoftApi> = { name: 'Operator', value: 'operator', operations: [getMany] };
