import type { Resource } from '../../shared/operation';
import type { NetHuntApi } from '../api';
import { create } from './create';
import { createOrUpdate } from './createOrUpdate';
import { get } from './get';
import { getChanges } from './getChanges';
import { getMany } from './getMany';
import { remove } from './delete';
import { update } from './update';

export const record: Resource<NetHuntApi> = {
	name: 'Record',
	value: 'record',
	operations: [getMany, create, createOrUpdate, remove, get, getChanges, update],
};
