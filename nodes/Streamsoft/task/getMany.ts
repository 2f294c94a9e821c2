import { field, optionsOf, returnAllOrLimit } from '../../shared/fields';
import { read } from '../room';
import { withFeatures } from './fields';
import { simplifyTask } from './simplify';

const operators = field({
	displayName: 'Operator Names or IDs',
	name: 'operators',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'operators' },
	default: [],
	description:
		'Whose tasks. Empty means everybody’s. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const types = field({
	displayName: 'Event Type Names or IDs',
	name: 'types',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'types' },
	default: [],
	description:
		'Of which types (typy zdarzeń). Empty means all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const status = field({
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{ name: 'All', value: 'all' },
		{ name: 'Done', value: 'done', description: 'Zakończone' },
		{ name: 'Open', value: 'open' },
	],
	default: 'all',
	description: 'Whether to get finished tasks, open ones, or both',
});

const from = field({
	displayName: 'From',
	name: 'from',
	type: 'dateTime',
	default: '',
	description: 'Only tasks that have not ended before this',
});

const to = field({
	displayName: 'To',
	name: 'to',
	type: 'dateTime',
	default: '',
	description: 'Only tasks that begin before this',
});

const contractor = {
	displayName: 'Contractor ID',
	name: 'contractor',
	type: 'string',
	default: '',
	description: 'Only tasks about this contractor (kontrahent)',
} as const;

const text = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	default: '',
	description: 'Only tasks whose subject or description contains this',
} as const;

export const getMany = read({
	name: 'Get Many',
	action: 'Get many tasks',
	description: 'Tasks that fulfil all conditions, the latest start first',
	fields: [operators, types, status, from, to, ...returnAllOrLimit, optionsOf(contractor, text, withFeatures)],
	async *run({ api, read: values }) {
		const { found } = await import('./search');
		yield* found(api, values);
	},
	simplify: simplifyTask,
});
