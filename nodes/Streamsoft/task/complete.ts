import { Fault } from '../../shared/fault';
import { write } from '../room';
import { task } from './fields';
import type { Context, TaskPlan, Writing } from './writing';

export const complete = write({
	name: 'Complete',
	action: 'Complete a task',
	description: 'Mark a task as done (Zakończone)',
	fields: [task],
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
		if (!writing.model.column('done')) {
			throw new Fault('misconfigured', 'The schema profile names no column that says that a task is done.', {
				advice: 'Name it under events.columns.done in the credential.',
			});
		}
		return writing.update(found, { done: true }, String(id));
	},
	applyMany: async (batch, writing) => await writing.apply(batch.map(({ plan }) => plan)),
});
