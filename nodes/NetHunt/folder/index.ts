import type { Resource } from '../../shared/operation';
import type { NetHuntApi } from '../api';
import { getFields } from './getFields';
import { getMany } from './getMany';

export const folder: Resource<NetHuntApi> = {
	name: 'Folder',
	value: 'folder',
	operations: [getFields, getMany],
};
