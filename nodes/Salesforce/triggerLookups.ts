import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { toNodeError } from '../shared/fault';
import { settled } from '../shared/settled';
import { lookups } from './lookups';
import { openSalesforce } from './open';

const BOOLEANS: INodePropertyOptions[] = ['true', 'false'].map((value) => ({ name: value, value }));

/** The values that a field is known to take: of a picklist, or of a checkbox. For others, values are typed. */
async function valuesOf(host: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const object = String(host.getCurrentNodeParameter('object', { extractValue: true }) ?? '');
	const name = String(host.getCurrentNodeParameter('field') ?? '').toLowerCase();
	if (object === '' || name === '') return [];
	const { fields } = await (await openSalesforce(host)).describe(object);
	const field = fields.find((one) => one.name.toLowerCase() === name);
	if (field?.type === 'boolean') return BOOLEANS;
	return (field?.picklistValues ?? [])
		.filter(({ active }) => active !== false)
		.map(({ value, label }) => ({ name: label && label !== value ? `${label} (${value})` : value, value }));
}

/** The lists of the trigger. */
export const triggerLookups = {
	listSearch: { objects: lookups.listSearch.objects },
	loadOptions: {
		fields: lookups.loadOptions.fields,
		async fieldValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
			const outcome = await settled(async () => await valuesOf(this));
			if ('value' in outcome) return outcome.value;
			throw toNodeError(this.getNode(), outcome.error);
		},
	},
};
