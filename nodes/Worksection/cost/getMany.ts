import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit } from '../../shared/fields';
import type { Params } from '../encode';
import { read as reading } from '../room';
import { filterParams, filters } from './fields';

export const getMany = reading({
	name: 'Get Many',
	action: 'Get many costs',
	fields: [filters, ...returnAllOrLimit],
	async run({ api, read }) {
		return (await api.costs.all(filterParams(read, api))) as IDataObject[];
	},
});

const by = field({
	displayName: 'Break Down By',
	name: 'by',
	type: 'multiOptions',
	options: [
		{ name: 'Project', value: 'projects' },
		{ name: 'Task', value: 'tasks' },
		{ name: 'Top-Level Task', value: 'tasks_top_level' },
	],
	default: [],
	description: 'Sums to return besides the total',
});

export const getTotals = reading({
	name: 'Get Totals',
	action: 'Get the totals of costs',
	fields: [filters, by],
	async run({ api, read }) {
		const extra: Params = read.by.length > 0 ? [['extra', read.by.join(',')]] : [];
		return (await api.costs.totals([...filterParams(read, api), ...extra])) as IDataObject;
	},
});
