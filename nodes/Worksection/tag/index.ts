import type { Resource } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { create } from './create';
import { getMany } from './getMany';

export const tag: Resource<WorksectionApi> = { name: 'Tag', value: 'tag', operations: [getMany, create] };
