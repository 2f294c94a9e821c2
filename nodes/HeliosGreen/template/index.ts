import type { Resource } from '../../shared/operation';
import type { HeliosGreenApi } from '../api';
import { getMany } from './getMany';

export const template: Resource<HeliosGreenApi> = { name: 'Template', value: 'template', operations: [getMany] };
