import { field, optionsOf, showWhen, sorted } from '../../shared/fields';
import { otherValuesField } from '../../shared/watch/fields';

const calendarsOf = field({
	displayName: 'Watch',
	name: 'calendarsOf',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Calendars of All Operators',
			value: 'operators',
			description: 'Those that stand under Operators in the credential, also when they are added there later',
		},
		{ name: 'Chosen Calendars', value: 'chosen', description: 'One or several, of any account of the credential' },
	],
	default: 'chosen',
	description: 'Which calendars are watched. May be changed at any time: those that stay go on where they are.',
});

const calendars = showWhen(
	field({
		displayName: 'Calendar Names or IDs',
		name: 'calendars',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'watchedCalendars' },
		default: [],
		description:
			'One calendar or several, of any account of the credential. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	}),
	{ calendarsOf: ['chosen'] },
);

const FIELDS = [
	{ name: 'All Day', value: 'allDay' },
	{ name: 'Calendar', value: 'calendar' },
	{ name: 'Color', value: 'color' },
	{ name: 'Description', value: 'description' },
	{ name: 'Location', value: 'location' },
	{ name: 'Organizer', value: 'organizer' },
	{ name: 'Show As', value: 'showAs' },
	{ name: 'Status', value: 'status' },
	{ name: 'Title', value: 'summary' },
	{ name: 'Visibility', value: 'visibility' },
	{ name: 'Your Response', value: 'response' },
];

const watchedField = field({
	displayName: 'Field',
	name: 'field',
	type: 'options',
	options: FIELDS,
	default: 'status',
	description: 'The field to watch',
});

const values = field({
	displayName: 'Value Names or IDs',
	name: 'values',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'watchedValues', loadOptionsDependsOn: ['field'] },
	default: [],
	description:
		'The values to wait for. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const otherValues = otherValuesField(
	'Values that are not in the list above, one in each row: the whole title or location, exactly as it stands in the event',
	'e.g. Kick-off',
);

const watchedFields = field({
	displayName: 'Only When These Change',
	name: 'fields',
	type: 'multiOptions',
	options: sorted([...FIELDS, { name: 'End', value: 'end' }, { name: 'Start', value: 'start' }]).filter(
		({ value }) => value !== 'calendar',
	),
	default: [],
	description:
		'Only updates that change one of these fields count, and are told with the values before and after. Empty means any change.',
});

const recurring = field({
	displayName: 'Recurring Events',
	name: 'recurring',
	type: 'options',
	options: [
		{ name: 'Leave Out', value: 'skip', description: 'Items tell under seriesSkipped how many series were left out' },
		{
			name: 'Each Occurrence',
			value: 'expand',
			description: 'As single events, within the window of the credential; one more comes into it every now and then',
		},
	],
	default: 'skip',
	description: 'What counts of a series of events',
});

const kinds = field({
	displayName: 'Types of Events',
	name: 'kinds',
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
	description: 'Which of Google\'s types count. What people usually enter is of the type "Event".',
});

const ownChanges = field({
	displayName: 'What This Package Has Written',
	name: 'ownChanges',
	type: 'boolean',
	default: false,
	description:
		'Whether what Two-Way Sync and Create or Update By Link have written counts, too. Switch it on outside the workflow of the synchronisation: that may take over an edit before this trigger sees it.',
});

const readingOf = (...options: Parameters<typeof optionsOf>) => ({
	...optionsOf(...options),
	displayName: 'Reading',
	name: 'reading' as const,
	placeholder: 'Add setting',
});

const reading = readingOf(recurring, kinds, ownChanges);
/** Each occurrence begins and ends, so series are never left out. */
const readingMoments = readingOf(kinds);

const where = [calendarsOf, calendars] as const;

export const plain = [...where, reading] as const;
export const updating = [...where, watchedFields, reading] as const;
export const becoming = [...where, watchedField, values, otherValues, reading] as const;
export const moments = [...where, readingMoments] as const;
