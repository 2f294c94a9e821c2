import { reads, writes } from '../shared/operation';
import type { HeliosGreenApi } from './api';

export const read = reads<HeliosGreenApi>();
export const write = writes<HeliosGreenApi>();
