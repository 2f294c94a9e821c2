import type { Resource } from '../../shared/operation';
import type { GoogleCalendarApi } from '../api';
import { sync } from './sync';

export const twoWaySync: Resource<GoogleCalendarApi> = {
	name: 'Two-Way Sync',
	value: 'twoWaySync',
	description: 'Tasks of another system and calendar events, kept in step',
	operations: [sync],
};
