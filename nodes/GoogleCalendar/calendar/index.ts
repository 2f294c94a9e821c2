import type { Resource } from '../../shared/operation';
import type { GoogleCalendarApi } from '../api';
import { create } from './create';
import { getMany } from './getMany';

export const calendar: Resource<GoogleCalendarApi> = {
	name: 'Calendar',
	value: 'calendar',
	operations: [create, getMany],
};
