import type { IDataObject } from 'n8n-workflow';

import { task } from '../fields';
import { taskId } from '../ids';
import { write } from '../room';
import { applied, planned } from './state';

export const complete = write({
	name: 'Complete',
	action: 'Complete a task',
	description: 'Close a task; one that is closed already is left as it is',
	fields: [task],
	brake: true,
	async plan({ api, read }) {
		const id = taskId(read.task);
		const look = async () => (await api.tasks.get(id)) as IDataObject;
		return await planned(read, id, look, ({ status }) => status === 'done');
	},
	async apply({ api }, { id }) {
		return await applied(async () => await api.tasks.complete(id), { id, status: 'done' });
	},
});
