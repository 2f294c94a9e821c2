import type { Resource } from '../../shared/operation';
import type { DaktelaApi } from '../api';
import { create } from './create';
import { get } from './get';
import { getMany } from './getMany';
import { remove } from './delete';
import { update } from './update';

export const anyResource: Resource<DaktelaApi> = {
	name: 'Any Resource',
	value: 'anyResource',
	description: 'For what has no operation of its own',
	operations: [create, remove, get, getMany, update],
};
