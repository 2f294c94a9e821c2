import type { IDataObject } from 'n8n-workflow';

import { field } from '../../shared/fields';
import { mapped } from '../../shared/mapping';
import { attachments, mappingOf } from '../fields';
import { write } from '../room';
import { shown, uploadsOf, type CallPlan } from '../task/fields';

const title = field({
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '',
	description: 'Name of the project; may also be mapped below',
});

export const create = write({
	name: 'Create',
	action: 'Create a project',
	description: 'Create a project. Run twice, it creates two.',
	fields: [title, ...mappingOf('projectCreate', 'add'), attachments],

	async plan(context): Promise<CallPlan> {
		const { read, api, files } = context;
		const { paramsOf } = await import('../targets');
		const { checked } = await import('../checks');
		const { titleOf } = await import('../values');
		const values = mapped(context as never);
		const name = titleOf(values.title ?? read.title);
		const given = paramsOf({ ...values, title: name }, 'projectCreate', api.zone);
		const params = await checked(api, given, { tags: 'project' });
		const uploads = await uploadsOf(read.attachments, files);
		return { action: 'created', key: name, params, files: uploads, record: shown(params) };
	},

	async apply({ api }, { params, files }) {
		return (await api.projects.post(params, files)) as IDataObject;
	},
});
