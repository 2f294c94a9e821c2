import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import { field } from '../../shared/fields';
import type { Plan } from '../../shared/operation';
import type { TagKind } from '../api/people';
import { textIn } from '../params';
import { write } from '../room';
import { kind } from './fields';

const tagSet = field({
	displayName: 'Tag Set Name or ID',
	name: 'group',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'tagGroups', loadOptionsDependsOn: ['kind'] },
	required: true,
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
});

const titles = field({
	displayName: 'Titles',
	name: 'titles',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Title' },
	default: [],
	description: 'Names of the new tags; those that the set has already are left as they are',
});

interface TagPlan extends Plan {
	kind: TagKind;
	group: string;
	titles: string[];
}

export const create = write({
	name: 'Create',
	action: 'Create tags',
	fields: [kind, tagSet, titles],

	async plan({ api, read }): Promise<TagPlan> {
		const { listOf } = await import('../values');
		const wanted = listOf(listOf(read.titles).join(','));
		if (wanted.length === 0) throw badInput('Titles', 'No title is given.', 'Add at least one.');
		const of = read.kind as TagKind;
		const group = textIn(read.group);
		const tags = await api.tags.all(of, { group });
		const known = new Set(tags.map(({ title }) => title.trim().toLowerCase()));
		const missing = wanted.filter((title) => !known.has(title.toLowerCase()));
		const plan = { key: `${of} ${group}`, kind: of, group, titles: missing };
		if (missing.length === 0) return { ...plan, action: 'unchanged', record: { group, titles: wanted } };
		return { ...plan, action: 'created', record: { group, titles: missing } };
	},

	async apply({ api }, { kind: of, group: set, titles: missing }) {
		const made = (await api.tags.create(of, set, missing)) as IDataObject[];
		return { group: set, titles: missing, tags: made };
	},
});
