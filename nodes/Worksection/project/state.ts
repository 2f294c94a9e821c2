import type { IDataObject } from 'n8n-workflow';

import { anyProject, project } from '../fields';
import { projectId } from '../ids';
import { write } from '../room';
import { applied, planned } from '../task/state';

export const archive = write({
	name: 'Archive',
	action: 'Archive a project',
	description: 'Move a project to the archive; one that is there already is left as it is',
	fields: [project],
	brake: true,
	async plan({ api, read }) {
		const id = projectId(read.project);
		const look = async () => (await api.projects.get(id)) as IDataObject;
		return await planned(read, id, look, ({ status }) => status === 'archive');
	},
	async apply({ api }, { id }) {
		return await applied(async () => await api.projects.archive(id), { id, status: 'archive' });
	},
});

export const activate = write({
	name: 'Activate',
	action: 'Activate a project',
	description: 'Bring a project back from the archive; one that is active already is left as it is',
	fields: [anyProject],
	brake: true,
	async plan({ api, read }) {
		const id = projectId(read.project);
		const look = async () => (await api.projects.get(id)) as IDataObject;
		return await planned(read, id, look, ({ status }) => status === 'active');
	},
	async apply({ api }, { id }) {
		return await applied(async () => await api.projects.activate(id), { id, status: 'active' });
	},
});
