import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit } from '../../shared/fields';
import type { Plan, Resource } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { task } from '../fields';
import { plainId, taskId } from '../ids';
import { textIn } from '../params';
import { read as reading, write } from '../room';

const getMany = reading({
	name: 'Get Many',
	action: 'Get many timers',
	description: 'Get the running timers: all of them with an API key, your own with OAuth2',
	fields: [...returnAllOrLimit],
	async run({ api }) {
		return (await api.timers.all()) as IDataObject[];
	},
});

const start = write({
	name: 'Start',
	action: 'Start a timer',
	description: 'Start your own timer on a task; works with OAuth2 only',
	fields: [task],
	async plan({ read }) {
		const key = taskId(read.task);
		return { action: 'created', key, record: { task: key } } satisfies Plan;
	},
	async apply({ api }, { key }) {
		return { task: key, ...((await api.timers.start(key)) as IDataObject) };
	},
});

const timerId = field({
	displayName: 'Timer ID',
	name: 'timer',
	type: 'string',
	default: '',
	placeholder: 'e.g. 41',
	description: 'ID of the timer, as Get Many returns it. With OAuth2 leave it empty: your own is stopped.',
});

const comment = field({
	displayName: 'Comment',
	name: 'comment',
	type: 'string',
	default: '',
	description: 'What the time was spent on; works with OAuth2 only',
});

const stop = write({
	name: 'Stop',
	action: 'Stop a timer',
	fields: [timerId, comment],
	async plan({ read }) {
		const id = textIn(read.timer) === '' ? '' : plainId(read.timer, 'Timer ID');
		return { action: 'updated', key: id || 'own', record: { timer: id || 'own' } } satisfies Plan;
	},
	async apply({ api, read }, { key }) {
		const stopped = await api.timers.stop(key === 'own' ? '' : key, textIn(read.comment));
		return { timer: key, ...(stopped as IDataObject) };
	},
});

export const timer: Resource<WorksectionApi> = { name: 'Timer', value: 'timer', operations: [getMany, start, stop] };
