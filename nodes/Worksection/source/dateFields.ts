import { field, showWhen } from '../../shared/fields';

const daysAfter = <Name extends string>(name: Name) =>
	field({
		displayName: 'Days After',
		name,
		type: 'number',
		default: 0,
		description: 'Calendar days to add to that date; negative numbers go back',
	});

const startFrom = field({
	displayName: 'Start Date',
	name: 'startFrom',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Date in the Item', value: 'path' },
		{ name: 'Day of the Run', value: 'run' },
		{ name: 'Not Set', value: 'none' },
	],
	default: 'none',
	description: 'When the task starts',
});

const startPath = showWhen(
	field({
		displayName: 'Start Date Path',
		name: 'startPath',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. record.fields["Close Date"]',
		description: 'Where the date stands in the incoming item',
	}),
	{ startFrom: ['path'] },
);

const startOffset = showWhen(daysAfter('startOffset'), { startFrom: ['path', 'run'] });

const dueFrom = field({
	displayName: 'Due Date',
	name: 'dueFrom',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'After a Duration', value: 'duration', description: 'So many days after the start, or after the run' },
		{ name: 'Date in the Item', value: 'path' },
		{ name: 'Not Set', value: 'none' },
	],
	default: 'none',
	description: 'When the task is due',
});

const duration = showWhen(
	field({
		displayName: 'Duration in Days',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 3,
		description: 'Calendar days from the start date, or from the day of the run where there is none',
	}),
	{ dueFrom: ['duration'] },
);

const duePath = showWhen(
	field({
		displayName: 'Due Date Path',
		name: 'duePath',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. record.fields.Deadline',
		description: 'Where the date stands in the incoming item',
	}),
	{ dueFrom: ['path'] },
);

const dueOffset = showWhen(daysAfter('dueOffset'), { dueFrom: ['path'] });

/** When a task from a source starts and is due. */
export const dates = [startFrom, startPath, startOffset, dueFrom, duration, duePath, dueOffset] as const;
