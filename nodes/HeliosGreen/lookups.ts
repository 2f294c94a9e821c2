import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { closing } from '../shared/closing';
import { toNodeError } from '../shared/fault';
import { settled } from '../shared/settled';
import type { HeliosColumn, HeliosGreenApi } from './api';
import { openHeliosGreen } from './open';
import type { BrowseFields } from './template/browse';

type BrowseOptions = BrowseFields['options'];

/** A list that cannot be read says why: an empty one means that there is nothing. */
export const lookup = <T>(ask: (api: HeliosGreenApi, host: ILoadOptionsFunctions) => Promise<T>) =>
	async function (this: ILoadOptionsFunctions): Promise<T> {
		const outcome = await settled(
			async () => await closing(await openHeliosGreen(this), async (api) => await ask(api, this)),
		);
		if ('value' in outcome) return outcome.value;
		throw toNodeError(this.getNode(), outcome.error);
	};

/** A field as it stands in the form. */
export const typed = (host: ILoadOptionsFunctions, name: string): string =>
	String(host.getCurrentNodeParameter(name) ?? '').trim();

/** Whether a template is named already: until then its lists are empty. */
export const hasTemplate = (host: ILoadOptionsFunctions): boolean =>
	['folder', 'template'].every((name) => /^\d+$/.test(typed(host, name)));

export const choiceOf = ({ name, label, type }: HeliosColumn, value = name): INodePropertyOptions => ({
	name: label === name ? name : `${label} (${name})`,
	value,
	...(type && { description: type }),
});

/** In the order of the template, as the consultant who made it knows them. */
async function columns(api: HeliosGreenApi, host: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	if (!hasTemplate(host)) return [];
	const { browseOf } = await import('./template/browse');
	const { folder, template, ...how } = browseOf(
		{
			folder: typed(host, 'folder'),
			template: typed(host, 'template'),
			options: (host.getCurrentNodeParameter('reading') ?? host.getCurrentNodeParameter('options')) as BrowseOptions,
		},
		String,
	);
	const found = await api.columns(folder, template, how);
	return found.map((column) => choiceOf(column));
}

export const lookups = { loadOptions: { columns: lookup(columns) } };
