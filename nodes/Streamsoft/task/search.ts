import type { IDataObject } from 'n8n-workflow';

import { chunksOf } from '../../shared/bulk';
import { localIn } from '../../shared/when';
import type { StreamsoftApi, TaskFilter } from '../api';
import { Records } from './records';
import { idOf } from './values';

/** What a person enters to find tasks. */
export interface Search {
	readonly operators: string[];
	readonly types: string[];
	readonly status: string;
	readonly from: string;
	readonly to: string;
	readonly returnAll: boolean;
	readonly limit: number;
	readonly options: { contractor?: string; text?: string; withFeatures?: boolean };
}

/** So many are read in full at once: their texts may be long. */
const AT_ONCE = 200;

export async function* found(api: StreamsoftApi, search: Search): AsyncGenerator<IDataObject, void, undefined> {
	const { returnAll, limit, options } = search;
	const ids = await api.taskIds(filterOf(search, api.zone), returnAll ? Infinity : limit);
	const records = await Records.of(api, options.withFeatures === true);
	for (const chunk of chunksOf(ids, AT_ONCE)) {
		const tasks = await api.tasksByIds(chunk);
		const rows = chunk.flatMap((id) => tasks.get(id) ?? []);
		if (options.withFeatures) yield* await records.complete(api, rows);
		else for (const row of rows) yield records.of(row);
	}
}

function filterOf({ operators, types, status, from, to, options }: Search, zone: string): TaskFilter {
	const ids = (list: readonly string[], label: string) => list.map((id) => idOf(id, label));
	const text = options.text?.trim();
	const contractor = String(options.contractor ?? '').trim();
	return {
		...(operators.length > 0 && { operators: ids(operators, 'Operator Names or IDs') }),
		...(types.length > 0 && { types: ids(types, 'Event Type Names or IDs') }),
		...(status !== 'all' && { done: status === 'done' }),
		...(from && { from: localIn(from, zone, undefined, 'From') }),
		...(to && { to: localIn(to, zone, undefined, 'To') }),
		...(text && { text }),
		...(contractor !== '' && { contractors: [idOf(contractor, 'Contractor ID')] }),
	};
}
