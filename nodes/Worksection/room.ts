import { reads, writes } from '../shared/operation';
import type { WorksectionApi } from './api';

export const read = reads<WorksectionApi>();
export const write = writes<WorksectionApi>();
