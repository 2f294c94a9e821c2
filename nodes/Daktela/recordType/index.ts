import type { Resource } from '../../shared/operation';
import type { DaktelaApi } from '../api';
import { getChoices } from '../operations/reading';

export const recordType: Resource<DaktelaApi> = {
	name: 'Record Type',
	value: 'recordType',
	operations: [getChoices('crmRecordsTypes', 'record types')],
};
