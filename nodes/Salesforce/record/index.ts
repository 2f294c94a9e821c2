import type { Resource } from '../../shared/operation';
import type { SalesforceApi } from '../api';
import { create } from './create';
import { createOrUpdate } from './createOrUpdate';
import { remove } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { query } from './query';
import { update } from './update';

export const record: Resource<SalesforceApi> = {
	name: 'Record',
	value: 'record',
	operations: [createOrUpdate, create, remove, get, getMany, query, update],
};
