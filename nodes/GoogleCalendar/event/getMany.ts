import type { INodeProperties } from 'n8n-workflow';

import { field, optionsOf, returnAllOrLimit } from '../../shared/fields';
import { calendar } from '../fields';
import { read } from '../room';
import { simple } from './simple';

const from = field({
	displayName: 'From',
	name: 'from',
	type: 'dateTime',
	default: '',
	description: 'Events that end after this. Empty means from the beginning.',
});

const to = field({
	displayName: 'To',
	name: 'to',
	type: 'dateTime',
	default: '',
	description: 'Events that start before this. Empty means without end.',
});

const search = field({
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	placeholder: 'e.g. bakery',
	description: 'Words in title, description, location or guests',
});

const series = {
	displayName: 'Recurring Events',
	name: 'series',
	type: 'options',
	options: [
		{ name: 'As Single Events', value: 'single', description: 'Each date is an event; give From and To' },
		{ name: 'As Series', value: 'series', description: 'The series and its exceptions' },
		{ name: 'Leave Out', value: 'none' },
	],
	default: 'single',
} as const satisfies INodeProperties;

const includeDeleted = {
	displayName: 'Include Deleted',
	name: 'includeDeleted',
	type: 'boolean',
	default: false,
	description: 'Whether to return deleted events too; of these often only the ID is known',
} as const satisfies INodeProperties;

const sourceSystem = {
	displayName: 'Source System',
	name: 'sourceSystem',
	type: 'string',
	default: '',
	placeholder: 'e.g. Streamsoft',
	description: 'Only events that Create or Update By Link has made for this system',
} as const satisfies INodeProperties;

const kinds = {
	displayName: 'Types of Events',
	name: 'eventTypes',
	type: 'multiOptions',
	options: [
		{ name: 'Birthday', value: 'birthday' },
		{ name: 'Event', value: 'default' },
		{ name: 'Focus Time', value: 'focusTime' },
		{ name: 'From Gmail', value: 'fromGmail' },
		{ name: 'Out of Office', value: 'outOfOffice' },
		{ name: 'Working Location', value: 'workingLocation' },
	],
	default: ['default'],
	description: 'Which types of events to return; none means all. Without this option only ordinary events.',
} as const satisfies INodeProperties;

export const getMany = read({
	name: 'Get Many',
	action: 'Get many events',
	description: 'Read the ordinary events of a calendar, or those of other types too, up to 2500 in one request',
	fields: [calendar, from, to, search, ...returnAllOrLimit, optionsOf(includeDeleted, series, sourceSystem, kinds)],
	async *run(context) {
		const { eventsOf } = await import('./listing');
		yield* eventsOf(context);
	},
	simplify: simple,
});
