import { reads, writes } from '../shared/operation';
import type { StreamsoftApi } from './api';

export const read = reads<StreamsoftApi>();
export const write = writes<StreamsoftApi>();
