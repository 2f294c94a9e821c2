import { field } from '../../shared/fields';
import { write } from '../room';
import { task } from './fields';
import type { Context, TaskPlan, Writing } from './writing';

const how = field({
	displayName: 'How',
	name: 'how',
	type: 'options',
	options: [
		{
			name: 'Cancel',
			value: 'cancel',
			description: 'Mark it as the schema profile says (events.cancel): as done, unless it says otherwise',
		},
		{
			name: 'Delete for Good',
			value: 'delete',
			description: 'Remove it with its features. It cannot be brought back.',
		},
		{ name: 'Never', value: 'never', description: 'Leave every task as it is, and say so' },
	],
	default: 'cancel',
	description: 'What happens to the task',
});

export const remove = write({
	name: 'Delete',
	action: 'Delete a task',
	description: 'Cancel a task, or delete it for good',
	fields: [task, how],
	brake: true,
	batchSize: 1_000,
	async prepare(contexts): Promise<Writing> {
		const { idsIn, Writing: Prepared } = await import('./writing');
		return await Prepared.of(contexts as readonly Context[], idsIn(contexts as readonly Context[]));
	},
	async plan(context, writing): Promise<TaskPlan> {
		const [{ changesOf, idIn }, { cancellingOf }] = await Promise.all([
			import('./writing'),
			import('../data/statements'),
		]);
		const id = idIn(context as Context);
		const found = writing.task(id);
		const key = String(id);
		if (!found) return { action: 'unchanged', key, record: { id: key }, reason: 'There is no such task (any more).' };
		const record = writing.record(found);
		const { how: chosen } = context.read;
		if (chosen === 'never') {
			return { action: 'skipped', key, record, reason: 'Tasks are never deleted here (How: Never).' };
		}
		if (chosen === 'delete') return { action: 'deleted', key, record, step: { do: 'remove', id } };
		cancellingOf(writing.model);
		if (writing.isCancelled(found)) return { action: 'unchanged', key, record, reason: 'It is cancelled already.' };
		const changes = writing.model.cancel ? { cancelled: { from: false, to: true } } : changesOf(found, { done: true });
		return { action: 'updated', key, record, changes, step: { do: 'cancel', id } };
	},
	applyMany: async (batch, writing) => await writing.apply(batch.map(({ plan }) => plan)),
});
