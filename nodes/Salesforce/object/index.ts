import type { Resource } from '../../shared/operation';
import type { SalesforceApi } from '../api';
import { getFields } from './getFields';
import { getMany } from './getMany';

export const object: Resource<SalesforceApi> = {
	name: 'Object',
	value: 'object',
	operations: [getMany, getFields],
};
