import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import { field } from '../../shared/fields';
import type { ItemContext, Plan } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { task } from '../fields';
import { taskId } from '../ids';
import { write } from '../room';

const tags = field({
	displayName: 'Tag Names or IDs',
	name: 'tags',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'taskTags' },
	default: [],
	description:
		'Tags and statuses. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

interface TagPlan extends Plan {
	id: string;
	ids: string[];
}

type Context = ItemContext<WorksectionApi, { readonly task: string; readonly tags: string[] }>;

async function planOf({ api, read }: Context, adds: boolean): Promise<TagPlan> {
	const { checked } = await import('../checks');
	const { listOf } = await import('../values');
	const id = taskId(read.task);
	const wanted = listOf(read.tags);
	if (wanted.length === 0) throw badInput('Tags', 'No tag is chosen.', 'Choose at least one.');
	const [pair] = await checked(api, [['tags', wanted.join(',')]]);
	const ids = listOf(pair![1]);
	if ((read as { dryRun?: boolean }).dryRun !== true) return { action: 'updated', key: id, id, ids };
	const record = (await api.tasks.get(id)) as IDataObject;
	const has = Object.keys((record.tags ?? {}) as object);
	const isSo = ids.every((one) => has.includes(one) === adds);
	return { action: isSo ? 'unchanged' : 'updated', key: id, id, ids, record };
}

export const addTags = write({
	name: 'Add Tags',
	action: 'Add tags to a task',
	description: 'Add tags or set a status, and keep the other tags',
	fields: [task, tags],
	brake: true,
	plan: async (context) => await planOf(context, true),
	async apply({ api }, { id, ids }) {
		await api.tasks.tag(id, { plus: ids });
		return { id, added: ids };
	},
});

export const removeTags = write({
	name: 'Remove Tags',
	action: 'Remove tags from a task',
	description: 'Remove tags or a status, and keep the other tags',
	fields: [task, tags],
	brake: true,
	plan: async (context) => await planOf(context, false),
	async apply({ api }, { id, ids }) {
		await api.tasks.tag(id, { minus: ids });
		return { id, removed: ids };
	},
});
