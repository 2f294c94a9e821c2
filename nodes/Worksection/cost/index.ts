import type { Resource } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { remove, update } from './change';
import { create } from './create';
import { getMany, getTotals } from './getMany';

export const cost: Resource<WorksectionApi> = {
	name: 'Cost',
	value: 'cost',
	operations: [create, getMany, getTotals, update, remove],
};
