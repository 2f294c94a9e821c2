import { field, locator } from '../../shared/fields';
import { mappingFields } from '../../shared/mapping';

export const task = locator('task', 'Task', 'tasks', {
	description: 'The task (zadanie), by its subject or its ID',
	placeholder: 'e.g. 10001',
});

export const eventType = field({
	displayName: 'Event Type Name or ID',
	name: 'eventType',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'types' },
	default: '',
	description:
		'Which kind of task it is (Typ zdarzenia). Leave empty to map it among the fields. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

export const operator = field({
	displayName: 'Operator Name or ID',
	name: 'operator',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'operators' },
	default: '',
	description:
		'Whose task it is (Operator). Leave empty to map it among the fields. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const mappingFor = (mode: 'add' | 'update') =>
	mappingFields({ targets: 'targets', columns: 'columns', dependsOn: ['operation'], mode });

export const mapping = mappingFor('add');

export const textFit = field({
	displayName: 'Text That Does Not Fit',
	name: 'textFit',
	type: 'options',
	options: [
		{
			name: 'Shorten and Replace',
			value: 'shorten',
			description: 'Cut it, and put ? for each character that is unknown',
		},
		{ name: 'Stop', value: 'stop', description: 'Write nothing, and name the field' },
	],
	default: 'stop',
	description: 'What to do with a text that is too long, or has characters that the database cannot store (emoji)',
});

export const withFeatures = field({
	displayName: 'With Features',
	name: 'withFeatures',
	type: 'boolean',
	default: false,
	description: 'Whether to read the features (cechy) of the tasks too',
});
