import { optionsOf } from '../../shared/fields';
import { write } from '../room';
import { eventType, mapping, operator, task, textFit } from './fields';
import type { Context, TaskPlan, Writing } from './writing';

const asRead = {
	displayName: 'Only If Unchanged Since',
	name: 'asRead',
	type: 'json',
	default: '',
	placeholder: 'e.g. {{ $json.record }}',
	description: 'The task as it was read. If it has changed since then, nothing is written.',
} as const;

export const update = write({
	name: 'Update',
	action: 'Update a task',
	description: 'Change fields of a task; the others stay as they are',
	fields: [task, eventType, operator, ...mapping, optionsOf(asRead, textFit)],
	brake: true,
	batchSize: 1_000,
	async prepare(contexts): Promise<Writing> {
		const { idsIn, Writing: Prepared } = await import('./writing');
		return await Prepared.of(contexts as readonly Context[], idsIn(contexts as readonly Context[]));
	},
	async plan(context, writing): Promise<TaskPlan> {
		const { goneFault, idIn } = await import('./writing');
		const id = idIn(context as Context);
		const found = writing.task(id);
		if (!found) throw goneFault(id);
		const values = await writing.valuesOf(context as Context);
		const { expectedIn } = await import('./expected');
		return writing.update(found, values, String(id), await expectedIn(context.read.options.asRead, found, writing));
	},
	applyMany: async (batch, writing) => await writing.apply(batch.map(({ plan }) => plan)),
});
