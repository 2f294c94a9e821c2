import type { Resource } from '../../shared/operation';
import type { HeliosGreenApi } from '../api';
import { create } from './create';
import { createOrUpdate } from './createOrUpdate';
import { remove } from './delete';
import { get } from './get';
import { update } from './update';

export const record: Resource<HeliosGreenApi> = {
	name: 'Record',
	value: 'record',
	operations: [get, create, createOrUpdate, remove, update],
};
