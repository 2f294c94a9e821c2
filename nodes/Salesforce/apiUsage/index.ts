import type { Resource } from '../../shared/operation';
import type { SalesforceApi } from '../api';
import { get } from './get';

export const apiUsage: Resource<SalesforceApi> = { name: 'API Usage', value: 'apiUsage', operations: [get] };
