import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit, showWhen } from '../../shared/fields';
import type { TagKind } from '../api/people';
import { read as reading } from '../room';
import { kind } from './fields';

const group = field({
	displayName: 'Tag Set Name or ID',
	name: 'group',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'tagGroups', loadOptionsDependsOn: ['kind'] },
	default: '',
	description:
		'Only tags of this set. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const type = showWhen(
	field({
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'All', value: '' },
			{ name: 'Labels', value: 'label' },
			{ name: 'Statuses', value: 'status' },
		],
		default: '',
		description: 'Whether to get tags that are statuses of tasks',
	}),
	{ kind: ['task'] },
);

export const getMany = reading({
	name: 'Get Many',
	action: 'Get many tags',
	fields: [kind, group, type, ...returnAllOrLimit],
	async run({ api, read }) {
		const { kind: of, group: set, type: only } = read;
		const filter = { group: set, ...(of === 'task' && { type: only }) };
		return (await api.tags.all(of as TagKind, filter)) as IDataObject[];
	},
});
