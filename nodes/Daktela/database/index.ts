import type { Resource } from '../../shared/operation';
import type { DaktelaApi } from '../api';
import { getChoices } from '../operations/reading';

export const database: Resource<DaktelaApi> = {
	name: 'Database',
	value: 'database',
	operations: [getChoices('crmDatabases', 'databases')],
};
