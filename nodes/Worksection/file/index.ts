import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit, showWhen } from '../../shared/fields';
import type { Resource } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { anyProject, task } from '../fields';
import { fileId, projectId, taskId } from '../ids';
import { read as reading } from '../room';

const of = field({
	displayName: 'Of',
	name: 'of',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'A Project', value: 'project' },
		{ name: 'A Task', value: 'task' },
	],
	default: 'task',
	description: 'Whose files to get',
});

const getMany = reading({
	name: 'Get Many',
	action: 'Get many files',
	fields: [of, showWhen(anyProject, { of: ['project'] }), showWhen(task, { of: ['task'] }), ...returnAllOrLimit],
	async run({ api, read }) {
		const owner = read.of === 'project' ? { project: projectId(read.project) } : { task: taskId(read.task) };
		return (await api.files.all(owner)) as IDataObject[];
	},
});

const file = field({
	displayName: 'File',
	name: 'file',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 5512',
	description: 'ID or download address of the file',
});

const property = field({
	displayName: 'Put Output File in Field',
	name: 'binaryProperty',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the output field to put the file in',
});

const download = reading({
	name: 'Download',
	action: 'Download a file',
	fields: [file, property],
	async run({ api, read, files }) {
		const id = fileId(read.file);
		const content = await api.files.download(id);
		return await files.row({ id, name: content.name, size: content.data.length }, read.binaryProperty, content);
	},
});

const resource: Resource<WorksectionApi> = { name: 'File', value: 'file', operations: [getMany, download] };
export { resource as file };
