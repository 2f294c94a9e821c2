import type { IDataObject } from 'n8n-workflow';

import { task } from '../fields';
import { taskId } from '../ids';
import { write } from '../room';
import { applied, planned } from './state';

export const reopen = write({
	name: 'Reopen',
	action: 'Reopen a task',
	description: 'Open a closed task again; one that is open already is left as it is',
	fields: [task],
	brake: true,
	async plan({ api, read }) {
		const id = taskId(read.task);
		const look = async () => (await api.tasks.get(id)) as IDataObject;
		return await planned(read, id, look, ({ status }) => status === 'active');
	},
	async apply({ api }, { id }) {
		return await applied(async () => await api.tasks.reopen(id), { id, status: 'active' });
	},
});
