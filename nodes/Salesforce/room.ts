import { reads, writes } from '../shared/operation';
import type { SalesforceApi } from './api';

export const read = reads<SalesforceApi>();
export const write = writes<SalesforceApi>();
