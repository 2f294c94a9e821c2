import { reads, writes } from '../shared/operation';
import type { DaktelaApi } from './api';

export const read = reads<DaktelaApi>();
export const write = writes<DaktelaApi>();
