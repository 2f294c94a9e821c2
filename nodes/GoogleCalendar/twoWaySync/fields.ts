import { field, optionsOf } from '../../shared/fields';

export const tasksIn = field({
	displayName: 'Tasks In',
	name: 'tasksIn',
	type: 'options',
	noDataExpression: true,
	options: [{ name: 'Streamsoft', value: 'Streamsoft' }],
	default: 'Streamsoft',
	description: 'The system whose tasks are kept in step with the calendars. Choose its credential above, too.',
});

export const record = field({
	displayName: 'Sync',
	name: 'record',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Record of the Item',
			value: 'item',
			description: 'The task or event that one of the triggers, or Get Many, gave',
		},
		{ name: 'Task by ID', value: 'task' },
		{ name: 'Event by ID', value: 'event' },
	],
	default: 'item',
	description: 'Which record to look at. Both it and its counterpart are read afresh.',
});

export const taskId = field({
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	default: '',
	displayOptions: { show: { record: ['task'] } },
});

export const calendarId = field({
	displayName: 'Calendar ID',
	name: 'calendarId',
	type: 'string',
	default: '',
	displayOptions: { show: { record: ['event'] } },
});

export const eventId = field({
	displayName: 'Event ID',
	name: 'eventId',
	type: 'string',
	default: '',
	displayOptions: { show: { record: ['event'] } },
});

const RULES = [
	{ name: 'Ask', value: 'ask', description: 'Write neither and report it, until both say the same again' },
	{ name: 'Event Wins', value: 'right' },
	{ name: 'Newer Wins', value: 'newest', description: 'Where the task has no time of its last edit, the task wins' },
	{ name: 'Task Wins', value: 'left' },
] as const;

export const conflict = field({
	displayName: 'When Both Changed',
	name: 'conflict',
	type: 'options',
	noDataExpression: true,
	options: [...RULES],
	default: 'left',
	description:
		'What happens to a field that was edited on both sides since they last agreed. What is overwritten is reported.',
});

export const eventDeleted = field({
	displayName: 'When an Event Was Deleted',
	name: 'eventDeleted',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Create the Event Again', value: 'recreate' },
		{ name: 'Delete the Task', value: 'delete' },
		{ name: 'Leave the Task Alone', value: 'ignore' },
		{ name: 'Mark the Task as Completed', value: 'cancel' },
	],
	default: 'cancel',
	description: 'A task that was deleted takes its event with it',
});

export const editedAndDeleted = field({
	displayName: 'When One Was Deleted and the Other Edited',
	name: 'editedAndDeleted',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Delete It, Too', value: 'delete' },
		{ name: 'Keep the Edited One', value: 'keep', description: 'Its counterpart is made again' },
	],
	default: 'keep',
});

const fieldRules = {
	displayName: 'Rules for Fields',
	name: 'fieldRules',
	type: 'fixedCollection' as const,
	typeOptions: { multipleValues: true as const },
	placeholder: 'Add rule',
	default: {},
	description: 'Rules for single fields, in place of When Both Changed',
	options: [
		{
			displayName: 'Rule',
			name: 'rows',
			values: [
				{
					displayName: 'Field',
					name: 'field',
					type: 'options' as const,
					options: [
						{ name: 'Calendar', value: 'calendar', description: 'Operator and event type of the task' },
						{ name: 'Date and Time', value: 'time' },
						{ name: 'Description', value: 'notes' },
						{ name: 'Location', value: 'place' },
						{ name: 'Title', value: 'subject' },
					],
					default: 'subject',
				},
				{
					displayName: 'When Both Changed',
					name: 'rule',
					type: 'options' as const,
					options: [...RULES],
					default: 'left',
				},
			],
		},
	],
};

export const syncOptions = optionsOf(
	{
		displayName: 'Completed Tasks',
		name: 'closedTasks',
		type: 'boolean',
		default: false,
		description: 'Whether a task that is completed already gets an event, too',
	},
	{
		displayName: 'Create Missing Calendars',
		name: 'createCalendars',
		type: 'boolean',
		default: false,
		description:
			'Whether a calendar that the credential names and the account does not have is created. A dry run creates none.',
	},
	{
		displayName: 'Duration Without End',
		name: 'minutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1440 },
		default: 60,
		description: 'How many minutes a task without an end lasts in the calendar',
	},
	{
		displayName: 'Features Shown',
		name: 'features',
		type: 'string',
		typeOptions: { multipleValues: true },
		placeholder: 'e.g. Priority',
		default: [],
		description: 'Names or IDs of the features (cechy) to show; none means all that have a value',
	},
	fieldRules,
	{
		displayName: 'Match Existing Records',
		name: 'match',
		type: 'boolean',
		default: true,
		description:
			'Whether a task and an event that have no link yet are taken for the same when owner, title, date and time agree',
	},
	{
		displayName: 'Max Deletions',
		name: 'maxDeletions',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 20,
		description:
			'If a run would delete, or complete because of deletions, more records than this, it does so with none and says it. They wait until that is allowed.',
	},
	{
		displayName: 'New Events Become Tasks',
		name: 'newEvents',
		type: 'boolean',
		default: true,
		description: 'Whether an event without a task gets one',
	},
	{
		displayName: 'New Tasks Become Events',
		name: 'newTasks',
		type: 'boolean',
		default: true,
		description: 'Whether a task without an event gets one',
	},
	{
		displayName: 'Shown in the Calendar',
		name: 'shown',
		type: 'multiOptions',
		options: [
			{ name: 'Contact Person', value: 'person' },
			{ name: 'Contractor', value: 'contractor' },
			{ name: 'Features', value: 'features' },
		],
		default: ['contractor', 'person', 'features'],
		description:
			'What is written below the description of the event. It is never read back, and restored when somebody edits it.',
	},
);
