import type { Resource } from '../../shared/operation';
import type { NetHuntApi } from '../api';
import { create } from './create';
import { getMany } from './getMany';

export const comment: Resource<NetHuntApi> = {
	name: 'Comment',
	value: 'comment',
	operations: [create, getMany],
};
