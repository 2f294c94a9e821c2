import { field } from '../../shared/fields';

export const tasksIn = field({
	displayName: 'Tasks In',
	name: 'tasksIn',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'None', value: 'none', description: 'Look at the Google side only' },
		{ name: 'Streamsoft', value: 'Streamsoft' },
	],
	default: 'Streamsoft',
	description: 'The system whose operators and event types the settings name. Choose its credential above, too.',
});
