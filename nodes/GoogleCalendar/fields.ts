import type { INodeProperties } from 'n8n-workflow';

import { field } from '../shared/fields';
import { mappingFields } from '../shared/mapping';

/** A calendar of any account of the credential. `search` as in `lookups.ts`. */
const calendarField = <const N extends string>(name: N, displayName: string, description: string) =>
	({
		displayName,
		name,
		type: 'resourceLocator' as const,
		default: { mode: 'list', value: '' },
		required: true,
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list' as const,
				typeOptions: { searchListMethod: 'calendars', searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string' as const, placeholder: 'e.g. Spotkania Anna' },
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string' as const,
				placeholder: 'e.g. primary or abc123@group.calendar.google.com',
			},
		],
	}) satisfies INodeProperties;

export const calendar = calendarField('calendar', 'Calendar', 'The calendar: from the list, by its name, or by its ID');

export const destination = calendarField(
	'destination',
	'To Calendar',
	'Where the event goes: from the list, by its name, or by its ID',
);

export const event = field({
	displayName: 'Event',
	name: 'event',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The event: from the list of coming ones, or by its ID',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'events', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 7k2v0q4m3c8h5t1r9n6p' },
	],
});

/** One for all operations that write, so that a mapping stays when another of them is chosen. */
export const mapping = mappingFields({ targets: 'eventTargets', columns: 'eventColumns', dependsOn: [], mode: 'add' });
