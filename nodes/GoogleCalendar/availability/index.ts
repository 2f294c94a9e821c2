import type { Resource } from '../../shared/operation';
import type { GoogleCalendarApi } from '../api';
import { get } from './get';

export const availability: Resource<GoogleCalendarApi> = {
	name: 'Availability',
	value: 'availability',
	operations: [get],
};
