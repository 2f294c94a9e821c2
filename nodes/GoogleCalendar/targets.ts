/** What can be set on an event: the names of Google's screens, and what a value may be. Pure. */
import type { FieldType } from 'n8n-workflow';

export interface Target {
	id: string;
	label: string;
	/** For n8n's mapper. Times are texts: a date picker would make a point in time of a day. */
	type: FieldType;
	description?: string;
	options?: ReadonlyArray<{ name: string; value: string }>;
}

/** Colours of events by the names that Google Calendar shows; the numbers are the API's. */
export const COLORS: ReadonlyArray<{ name: string; value: string }> = [
	{ name: 'Lavender', value: '1' },
	{ name: 'Sage', value: '2' },
	{ name: 'Grape', value: '3' },
	{ name: 'Flamingo', value: '4' },
	{ name: 'Banana', value: '5' },
	{ name: 'Tangerine', value: '6' },
	{ name: 'Peacock', value: '7' },
	{ name: 'Graphite', value: '8' },
	{ name: 'Blueberry', value: '9' },
	{ name: 'Basil', value: '10' },
	{ name: 'Tomato', value: '11' },
];

export const VISIBILITIES = [
	{ name: 'Default', value: 'default' },
	{ name: 'Private', value: 'private' },
	{ name: 'Public', value: 'public' },
] as const;

export const SHOW_AS = [
	{ name: 'Busy', value: 'busy' },
	{ name: 'Free', value: 'free' },
] as const;

export const TARGETS: readonly Target[] = [
	{ id: 'allDay', label: 'All Day', type: 'boolean', description: 'By itself where Start is a day without a time' },
	{ id: 'color', label: 'Color', type: 'options', options: COLORS },
	{ id: 'description', label: 'Description', type: 'string' },
	{
		id: 'end',
		label: 'End',
		type: 'string',
		description: 'Of whole days the last one. Without it: an hour, or a day.',
	},
	{ id: 'guests', label: 'Guests', type: 'string', description: 'Email addresses. Nobody is sent an email.' },
	{ id: 'location', label: 'Location', type: 'string' },
	{
		id: 'reminders',
		label: 'Reminders',
		type: 'string',
		description: 'Minutes before, such as "10, 60 email"; "none"; "default" for those of the calendar',
	},
	{ id: 'showAs', label: 'Show As', type: 'options', options: SHOW_AS },
	{ id: 'sourceUrl', label: 'Source Link', type: 'string', description: 'Address of the record that it is about' },
	{ id: 'start', label: 'Start', type: 'string', description: 'A day, or a date with a time' },
	{ id: 'timeZone', label: 'Time Zone', type: 'string', description: "Such as Europe/Warsaw; default the workflow's" },
	{ id: 'summary', label: 'Title', type: 'string' },
	{ id: 'visibility', label: 'Visibility', type: 'options', options: VISIBILITIES },
];
