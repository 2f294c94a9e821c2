import type { IDataObject } from 'n8n-workflow';

import { field } from '../../shared/fields';
import type { Files, Plan } from '../../shared/operation';
import type { Params, Upload } from '../encode';

export const taskExtra = field({
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{ name: 'Comments', value: 'comments', description: 'The five newest' },
		{ name: 'Custom Fields', value: 'custom_fields', description: 'Only for a single task' },
		{ name: 'Files', value: 'files' },
		{ name: 'Relations', value: 'relations' },
		{ name: 'Subscribers', value: 'subscribers' },
		{ name: 'Subtasks', value: 'subtasks', description: 'Two levels of them' },
		{ name: 'Text', value: 'text', description: 'As plain text' },
		{ name: 'Text as HTML', value: 'html' },
	],
	default: ['text'],
	description: 'What to return besides the basic fields of a task',
});

/** A plan of a call with parameters. */
export interface CallPlan extends Plan {
	id?: string;
	params: Params;
	files?: Upload[];
}

/** The files of the named binary fields. @throws Fault where one is missing */
export async function uploadsOf(names: string, files: Files): Promise<Upload[]> {
	const uploads: Upload[] = [];
	for (const name of names.split(',').map((one) => one.trim())) {
		if (name !== '') uploads.push(await files.get(name));
	}
	return uploads;
}

/** Parameters as a dry run shows them. */
export const shown = (params: Params): IDataObject => {
	const record: IDataObject = {};
	for (const [name, value] of params) {
		const list = /^(.+)\[\]$/.exec(name)?.[1];
		if (list === undefined) record[name] = value;
		else record[list] = [...((record[list] as string[] | undefined) ?? []), value];
	}
	return record;
};

/** A task in at most ten flat fields. */
export function simplifyTask(task: IDataObject): IDataObject {
	const { id, name, status, priority, link, text } = task;
	const to = task.user_to as IDataObject | undefined;
	const flat: IDataObject = {
		id,
		name,
		status,
		priority,
		project: (task.project as IDataObject | undefined)?.name,
		assignee: to?.email,
		start: task.date_start,
		due: task.date_end,
		link,
		text,
	};
	return Object.fromEntries(Object.entries(flat).filter(([, value]) => value !== undefined));
}
