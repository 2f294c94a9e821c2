import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import { mapped } from '../../shared/mapping';
import { mappingOf, task } from '../fields';
import { taskId } from '../ids';
import { write } from '../room';
import { shown, type CallPlan } from './fields';

export const update = write({
	name: 'Update',
	action: 'Update a task',
	description: 'Change a task; its text, author and subscribers cannot be changed in Worksection',
	fields: [task, ...mappingOf('taskUpdate', 'update')],
	brake: true,

	async plan(context): Promise<CallPlan> {
		const { read, api } = context;
		const { paramsOf } = await import('../targets');
		const { checked } = await import('../checks');
		const id = taskId(read.task);
		const params = await checked(api, paramsOf(mapped(context as never), 'taskUpdate', api.zone));
		if (params.length === 0) throw badInput('Fields', 'No field is set.', 'Map at least one value.');
		const { changesOf } = await import('../compare');
		const current = await api.tasks.get(id);
		const changes = changesOf(current as IDataObject, params);
		if (Object.keys(changes).length === 0) {
			return { action: 'unchanged', key: id, params, record: current as IDataObject };
		}
		return { action: 'updated', key: id, id, params, changes, record: { id, ...shown(params) } };
	},

	async apply({ api, hint }, { id, params }) {
		const { keptIn } = await import('../compare');
		const updated = (await api.tasks.update(id!, params)) as IDataObject;
		for (const label of keptIn(updated, params))
			hint(`The answer of Worksection shows another value of ${label} than it was given.`);
		return updated;
	},
});
