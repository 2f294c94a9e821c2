import type { Resource } from '../shared/operation';
import type { GoogleCalendarApi } from './api';
import { availability } from './availability';
import { calendar } from './calendar';
import { event } from './event';
import { settings } from './settings/index';
import { twoWaySync } from './twoWaySync';

export const resources: ReadonlyArray<Resource<GoogleCalendarApi>> = [
	event,
	calendar,
	availability,
	twoWaySync,
	settings,
];
