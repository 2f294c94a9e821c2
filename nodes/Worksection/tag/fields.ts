import { field } from '../../shared/fields';

export const kind = field({
	displayName: 'Of',
	name: 'kind',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Projects', value: 'project' },
		{ name: 'Tasks', value: 'task' },
	],
	default: 'task',
	description: 'Whose tags these are',
});
