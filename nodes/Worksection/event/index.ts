import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import { field, returnAllOrLimit } from '../../shared/fields';
import type { Resource } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { optionalProject } from '../fields';
import { projectId } from '../ids';
import { read as reading } from '../room';

const unit = field({
	displayName: 'Of the Last',
	name: 'unit',
	type: 'options',
	options: [
		{ name: 'Days', value: 'd' },
		{ name: 'Hours', value: 'h' },
		{ name: 'Minutes', value: 'm' },
	],
	default: 'h',
	description: 'In which unit to say how far back to look',
});

const amount = field({
	displayName: 'Amount',
	name: 'amount',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 24,
	description: 'How far back to look: up to 360 minutes, 72 hours or 30 days',
});

/** worksection.md 3.2 */
const MOST: Record<string, number> = { m: 360, h: 72, d: 30 };

const getMany = reading({
	name: 'Get Many',
	action: 'Get many events',
	description: 'Get what happened in the account lately, as far as Worksection tells',
	fields: [unit, amount, optionalProject, ...returnAllOrLimit],
	async run({ api, read }) {
		const most = MOST[read.unit] ?? 0;
		if (!Number.isInteger(read.amount) || read.amount < 1 || read.amount > most) {
			throw badInput('Amount', `Worksection looks back from 1 to ${most} of this unit, not ${read.amount}.`);
		}
		const project = read.project ? projectId(read.project) : undefined;
		return (await api.events.since(`${read.amount}${read.unit}`, project)) as IDataObject[];
	},
});

export const event: Resource<WorksectionApi> = { name: 'Event', value: 'event', operations: [getMany] };
