import { field, locator, showWhen } from '../../shared/fields';
import { attachments, mappingOf, project } from '../fields';
import { dates } from './dateFields';

const title = field({
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '{record.fields.Name}',
	placeholder: 'e.g. Contract with {record.fields.Name}',
	description: 'Names in braces are replaced by the value at that path of the incoming item',
	hint: 'Write {record.fields.Name} to put in a value of the incoming item',
});

const sourceSystem = field({
	displayName: 'Source System',
	name: 'sourceSystem',
	type: 'string',
	required: true,
	default: 'NetHunt',
	description: 'Name of the system that the record is from. It stands in the link on the task.',
});

const sourceIdPath = field({
	displayName: 'Source Record ID Path',
	name: 'sourceIdPath',
	type: 'string',
	required: true,
	default: 'id',
	placeholder: 'e.g. record.recordId',
	description: 'Where the ID of the record stands in the incoming item, as the trigger puts it out',
});

const sourceLinkPath = field({
	displayName: 'Source Link Path',
	name: 'sourceLinkPath',
	type: 'string',
	default: 'record.link',
	placeholder: 'e.g. record.link',
	description: "Where the record's web address stands in the incoming item, to open it from the task",
});

const createOnce = field({
	displayName: 'Create',
	name: 'createOnce',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Once per Change',
			value: 'change',
			description: 'A record gets another task for each of its changes, but never two for the same one',
		},
		{
			name: 'Once per Record',
			value: 'record',
			description: 'A record gets one task in the project, however often it changes or the workflow runs',
		},
	],
	default: 'record',
	description: 'How many tasks a source record may get in the project',
});

const changeIdPath = showWhen(
	field({
		displayName: 'Change ID Path',
		name: 'changeIdPath',
		type: 'string',
		required: true,
		default: 'delivery.id',
		description: 'Where the ID of the change stands in the incoming item',
	}),
	{ createOnce: ['change'] },
);

const assignTo = field({
	displayName: 'Assign To',
	name: 'assignTo',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Chosen Member', value: 'member' },
		{ name: 'Member in the Item', value: 'path', description: 'An e-mail address, ANY or NOONE in the incoming item' },
		{ name: 'Not Set', value: 'none', description: 'What Worksection does by itself' },
	],
	default: 'none',
	description: 'Who is responsible for the task',
});

const assignee = showWhen(
	locator('assignee', 'Assignee', 'searchAssignees', {
		placeholder: 'e.g. ann@studio.example',
		description: 'Choose from the list, or enter the e-mail address, ANY or NOONE',
	}),
	{ assignTo: ['member'] },
);

const assigneePath = showWhen(
	field({
		displayName: 'Assignee Path',
		name: 'assigneePath',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. record.fields.Manager',
		description: 'Where the e-mail address stands in the incoming item',
	}),
	{ assignTo: ['path'] },
);

const priority = field({
	displayName: 'Priority',
	name: 'priority',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 10 },
	default: 1,
	description: 'From 1, which Worksection sets by itself, to 10, the most urgent; 0 is a paused task',
});

const importedData = field({
	displayName: 'Imported Data',
	name: 'importedData',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Line',
	default: {},
	description: 'Lines of data from the source record to put into the text of the task',
	options: [
		{
			displayName: 'Line',
			name: 'lines',
			values: [
				{
					displayName: 'Label',
					name: 'label',
					type: 'string',
					default: '',
					placeholder: 'e.g. Phone',
					description: 'Stands before the value. Empty means the last name of the path.',
				},
				{
					displayName: 'Source Path',
					name: 'path',
					type: 'string',
					default: '',
					placeholder: 'e.g. record.fields.Phone',
					description: 'Where the value stands in the incoming item',
				},
			],
		},
	],
});

/** The fields of Create From Source, in the order in which a person decides. */
export const sourceFields = [
	project,
	title,
	sourceSystem,
	sourceIdPath,
	sourceLinkPath,
	createOnce,
	changeIdPath,
	assignTo,
	assignee,
	assigneePath,
	priority,
	...dates,
	importedData,
	...mappingOf('taskFromSource', 'add'),
	attachments,
] as const;
