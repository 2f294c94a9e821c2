import type { IDataObject } from 'n8n-workflow';

import { returnAllOrLimit } from '../../shared/fields';
import type { Resource } from '../../shared/operation';
import type { StreamsoftApi } from '../api';
import { read } from '../room';

const getMany = read({
	name: 'Get Many',
	action: 'Get many features',
	description: 'List the features (cechy) that tasks can have',
	fields: [...returnAllOrLimit],
	run: async ({ api }) => (await api.features()).map((one) => ({ ...one }) as unknown as IDataObject),
});

export const feature: Resource<StreamsoftApi> = { name: 'Feature', value: 'feature', operations: [getMany] };
