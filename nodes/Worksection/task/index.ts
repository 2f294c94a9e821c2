import type { Resource } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { complete } from './complete';
import { create } from './create';
import { createFromSource } from './createFromSource';
import { get } from './get';
import { getMany } from './getMany';
import { reopen } from './reopen';
import { subscribe, unsubscribe } from './subscribe';
import { addTags, removeTags } from './tags';
import { update } from './update';

export const task: Resource<WorksectionApi> = {
	name: 'Task',
	value: 'task',
	operations: [
		createFromSource,
		create,
		get,
		getMany,
		update,
		complete,
		reopen,
		addTags,
		removeTags,
		subscribe,
		unsubscribe,
	],
};
