import type { IDataObject } from 'n8n-workflow';

import { task } from '../fields';
import { taskId } from '../ids';
import { read as reading } from '../room';
import { simplifyTask, taskExtra } from './fields';

export const get = reading({
	name: 'Get',
	action: 'Get a task',
	fields: [task, taskExtra],
	async run({ api, read }) {
		return (await api.tasks.get(taskId(read.task), read.include)) as IDataObject;
	},
	simplify: simplifyTask,
});
