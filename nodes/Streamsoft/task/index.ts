import type { Resource } from '../../shared/operation';
import type { StreamsoftApi } from '../api';
import { complete } from './complete';
import { create } from './create';
import { createOrUpdate } from './createOrUpdate';
import { remove } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

export const task: Resource<StreamsoftApi> = {
	name: 'Task',
	value: 'task',
	operations: [createOrUpdate, create, get, getMany, update, complete, remove],
};
