import type { Resource } from '../../shared/operation';
import type { NetHuntApi } from '../api';
import { create } from './create';
import { getMany } from './getMany';

export const callLog: Resource<NetHuntApi> = {
	name: 'Call Log',
	value: 'callLog',
	operations: [create, getMany],
};
