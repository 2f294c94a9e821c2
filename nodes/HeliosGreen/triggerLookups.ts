import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { closing } from '../shared/closing';
import { sorted } from '../shared/fields';
import type { HeliosGreenApi } from './api';
import { hasTemplate, lookup, lookups, typed } from './lookups';
import type { TriggerParams } from './watch/watched';

const LOOK_AT = 1_000;
const MOST_CHOICES = 200;

const PARAMS = [
	'folder',
	'template',
	'nameColumn',
	'titleColumn',
	'accountColumn',
	'updatedColumn',
	'reading',
] as const;

/** What a column holds in the first rows, each value once. */
async function columnValues(api: HeliosGreenApi, host: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const column = typed(host, 'column');
	if (!hasTemplate(host) || column === '') return [];
	const params = Object.fromEntries(
		PARAMS.map((name) => [name, host.getCurrentNodeParameter(name) ?? undefined]),
	) as unknown as TriggerParams;
	const [{ watchOf }, { Reading }, { RowForm }] = await Promise.all([
		import('./watch/watched'),
		import('./watch/reading'),
		import('./watch/row'),
	]);
	const watch = { ...watchOf('rowChanged', { ...params, columns: [column] }), byTime: false };
	const form = new RowForm(watch, (text) => api.toIso(text));
	const found = new Set<string>();
	await closing(new Reading(api, watch, form, { limit: LOOK_AT }), async (reading) => {
		for (let row = await reading.next(); row && found.size < MOST_CHOICES; row = await reading.next()) {
			found.add(String(form.value(row.row, column) ?? ''));
		}
	});
	found.delete('');
	return sorted([...found].map((value) => ({ name: value, value })));
}

/** The lists of the trigger. */
export const triggerLookups = {
	loadOptions: { columns: lookups.loadOptions.columns, columnValues: lookup(columnValues) },
};
