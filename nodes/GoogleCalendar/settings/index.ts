import type { Resource } from '../../shared/operation';
import type { GoogleCalendarApi } from '../api';
import { check } from './check';

export const settings: Resource<GoogleCalendarApi> = {
	name: 'Settings',
	value: 'settings',
	description: 'What the credential says of operators and calendars',
	operations: [check],
};
