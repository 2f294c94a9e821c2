import type { Resource } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { create } from './create';
import { get, getMany } from './get';
import { addMembers, removeMembers } from './members';
import { activate, archive } from './state';
import { update } from './update';

export const project: Resource<WorksectionApi> = {
	name: 'Project',
	value: 'project',
	operations: [create, get, getMany, update, archive, activate, addMembers, removeMembers],
};
