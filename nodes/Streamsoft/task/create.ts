import { optionsOf } from '../../shared/fields';
import { write } from '../room';
import { eventType, mapping, operator, textFit } from './fields';
import type { Context, TaskPlan, Writing } from './writing';

/** Not idempotent: whoever may run twice uses Create or Update By Link. */
export const create = write({
	name: 'Create',
	action: 'Create a task',
	description: 'Add a new task (zadanie)',
	fields: [eventType, operator, ...mapping, optionsOf(textFit)],
	batchSize: 1_000,
	prepare: async (contexts): Promise<Writing> =>
		await (await import('./writing')).Writing.of(contexts as readonly Context[]),
	async plan(context, writing): Promise<TaskPlan> {
		const { changesOf, checkNew } = await import('./writing');
		const values = await writing.valuesOf(context as Context);
		checkNew(values);
		const key = `new task of item ${context.index}`;
		const record = writing.preview(values);
		return { action: 'created', key, changes: changesOf(undefined, values), record, step: { do: 'insert', values } };
	},
	async applyMany(batch, writing) {
		const ids = await writing.reserve(batch.length);
		return await writing.apply(
			batch.map(({ plan }, at) => ({ ...plan, step: { ...plan.step!, id: ids[at] } as TaskPlan['step'] })),
		);
	},
});
