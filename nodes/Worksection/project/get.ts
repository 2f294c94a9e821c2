import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit } from '../../shared/fields';
import { anyProject } from '../fields';
import { projectId } from '../ids';
import { read as reading } from '../room';

const include = field({
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{ name: 'Members', value: 'users' },
		{ name: 'Options', value: 'options', description: 'The rules of the project' },
		{ name: 'Text', value: 'text', description: 'As plain text' },
		{ name: 'Text as HTML', value: 'html' },
	],
	default: [],
	description: 'What to return besides the basic fields of a project',
});

const status = field({
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{ name: 'Active', value: 'active' },
		{ name: 'All', value: 'all' },
		{ name: 'Archived', value: 'archive' },
		{ name: 'Pending', value: 'pending' },
	],
	default: 'active',
	description: 'Which projects to get',
});

export const get = reading({
	name: 'Get',
	action: 'Get a project',
	fields: [anyProject, include],
	async run({ api, read }) {
		return (await api.projects.get(projectId(read.project), read.include)) as IDataObject;
	},
	simplify: simplifyProject,
});

export const getMany = reading({
	name: 'Get Many',
	action: 'Get many projects',
	fields: [status, include, ...returnAllOrLimit],
	async run({ api, read }) {
		const wanted = read.status === 'all' ? undefined : (read.status as 'active' | 'archive' | 'pending');
		return (await api.projects.all(wanted, read.include)) as IDataObject[];
	},
	simplify: simplifyProject,
});

/** A project in at most ten flat fields. */
function simplifyProject(project: IDataObject): IDataObject {
	const { id, name, status: state, company, link, text, users } = project;
	const flat: IDataObject = {
		id,
		name,
		status: state,
		folder: company,
		manager: (project.user_to as IDataObject | undefined)?.email,
		start: project.date_start,
		due: project.date_end,
		link,
		text,
		members: (users as IDataObject[] | undefined)?.map(({ email }) => email) as string[] | undefined,
	};
	return Object.fromEntries(Object.entries(flat).filter(([, value]) => value !== undefined));
}
