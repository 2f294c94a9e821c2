import type { Resource } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { getMany } from './getMany';
import { invite } from './invite';

export const member: Resource<WorksectionApi> = { name: 'Member', value: 'member', operations: [getMany, invite] };
