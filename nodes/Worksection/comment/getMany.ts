import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit } from '../../shared/fields';
import { task } from '../fields';
import { taskId } from '../ids';
import { read as reading } from '../room';

const withFiles = field({
	displayName: 'Include Files',
	name: 'withFiles',
	type: 'boolean',
	default: false,
	description: 'Whether to return the files of each comment',
});

export const getMany = reading({
	name: 'Get Many',
	action: 'Get many comments',
	description: 'Get the comments of a task',
	fields: [task, withFiles, ...returnAllOrLimit],
	async run({ api, read }) {
		return (await api.comments.ofTask(taskId(read.task), read.withFiles)) as IDataObject[];
	},
});
