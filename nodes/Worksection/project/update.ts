import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import { mapped } from '../../shared/mapping';
import { anyProject, mappingOf } from '../fields';
import { projectId } from '../ids';
import { write } from '../room';
import { shown, type CallPlan } from '../task/fields';

export const update = write({
	name: 'Update',
	action: 'Update a project',
	description: 'Change a project; members are added, tags replaced',
	fields: [anyProject, ...mappingOf('projectUpdate', 'update')],
	brake: true,

	async plan(context): Promise<CallPlan> {
		const { read, api } = context;
		const { paramsOf } = await import('../targets');
		const { checked } = await import('../checks');
		const { changesOf } = await import('../compare');
		const id = projectId(read.project);
		const given = paramsOf(mapped(context as never), 'projectUpdate', api.zone);
		const params = await checked(api, given, { tags: 'project' });
		if (params.length === 0) throw badInput('Fields', 'No field is set.', 'Map at least one value.');
		const current = (await api.projects.get(id, ['users'])) as IDataObject;
		const changes = changesOf(current, params);
		if (Object.keys(changes).length === 0) return { action: 'unchanged', key: id, params, record: current };
		return { action: 'updated', key: id, id, params, changes, record: { id, ...shown(params) } };
	},

	async apply({ api, hint }, { id, params }) {
		const { keptIn } = await import('../compare');
		const updated = (await api.projects.update(id!, params)) as IDataObject;
		for (const label of keptIn(updated, params))
			hint(`The answer of Worksection shows another value of ${label} than it was given.`);
		return updated;
	},
});
