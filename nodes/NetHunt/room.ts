import { reads, writes } from '../shared/operation';
import type { NetHuntApi } from './api';

export const read = reads<NetHuntApi>();
export const write = writes<NetHuntApi>();
