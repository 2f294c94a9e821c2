import type { IDataObject } from 'n8n-workflow';

import { field } from '../../shared/fields';
import { mapped } from '../../shared/mapping';
import { attachments, mappingOf, project } from '../fields';
import { projectId } from '../ids';
import { write } from '../room';
import { shown, uploadsOf, type CallPlan } from './fields';

const title = field({
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '',
	description: 'Name of the task; may also be mapped below',
});

export const create = write({
	name: 'Create',
	action: 'Create a task',
	description: 'Create a task. Run twice, it creates two: use Create From Source for what an automation repeats.',
	fields: [project, title, ...mappingOf('taskCreate', 'add'), attachments],

	async plan(context): Promise<CallPlan> {
		const { read, api, files } = context;
		const { paramsOf } = await import('../targets');
		const { checked } = await import('../checks');
		const { titleOf } = await import('../values');
		const id = projectId(read.project);
		const values = mapped(context as never);
		const name = titleOf(values.title ?? read.title);
		const params = await checked(api, paramsOf({ ...values, title: name }, 'taskCreate', api.zone));
		const uploads = await uploadsOf(read.attachments, files);
		return { action: 'created', key: `${id}/${name}`, id, params, files: uploads, record: shown(params) };
	},

	async apply({ api }, { id, params, files }) {
		return (await api.tasks.post(id!, params, files)) as IDataObject;
	},
});
