import type { Resource } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { create } from './create';
import { getMany } from './getMany';

export const comment: Resource<WorksectionApi> = { name: 'Comment', value: 'comment', operations: [create, getMany] };
