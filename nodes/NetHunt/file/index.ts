import type { Resource } from '../../shared/operation';
import type { NetHuntApi } from '../api';
import { getMany } from './getMany';

export const file: Resource<NetHuntApi> = {
	name: 'File',
	value: 'file',
	operations: [getMany],
};
