import type { Resource } from '../../shared/operation';
import type { HeliosGreenApi } from '../api';
import { mark } from './mark';
import { run } from './run';

export const heliosFunction: Resource<HeliosGreenApi> = {
	name: 'Function',
	value: 'function',
	operations: [mark, run],
};
