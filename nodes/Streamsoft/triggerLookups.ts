import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { closing } from '../shared/closing';
import { toNodeError } from '../shared/fault';
import { sorted } from '../shared/fields';
import { settled } from '../shared/settled';
import type { Model, StreamsoftApi } from './api';
import { openStreamsoft } from './open';
import { COLUMNS, FEATURE, FIELDS, type FieldName } from './watch/names';

/** A list that cannot be read says why: an empty one means that there is nothing. */
const lookup = (ask: (api: StreamsoftApi, host: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>) =>
	async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const outcome = await settled(
			async () => await closing(await openStreamsoft(this), async (api) => await ask(api, this)),
		);
		if ('value' in outcome) return outcome.value;
		throw toNodeError(this.getNode(), outcome.error);
	};

async function operators(api: StreamsoftApi): Promise<INodePropertyOptions[]> {
	return (await api.operators()).map(({ id, name, login, active }) => ({
		name: login && login !== name ? `${name} (${login})` : name,
		value: String(id),
		...(!active && { description: 'Not active' }),
	}));
}

async function types(api: StreamsoftApi): Promise<INodePropertyOptions[]> {
	return (await api.types()).map(({ id, name, synchronised }) => ({
		name,
		value: String(id),
		...(!synchronised && { description: 'Not marked for synchronisation' }),
	}));
}

async function watchedFields(api: StreamsoftApi): Promise<INodePropertyOptions[]> {
	const features = (await api.features()).map(({ id, name }) => ({
		name: `Feature: ${name}`,
		value: `${FEATURE}${id}`,
	}));
	const model = await api.model();
	const fields = (Object.keys(FIELDS) as FieldName[]).filter((field) => isKept(model, field));
	return [...sorted(fields.map((value) => ({ name: FIELDS[value], value }))), ...sorted(features)];
}

/** Whether the database has it: what it does not have never changes. */
function isKept(model: Model, field: FieldName): boolean {
	const column = COLUMNS[field];
	return (column === 'cancelled' ? model.cancel : model.column(column)) !== undefined;
}

/** Of the fields that hold one of a few values. */
async function fieldValues(api: StreamsoftApi, host: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	switch (host.getCurrentNodeParameter('field')) {
		case 'operator':
			return await operators(api);
		case 'type':
			return await types(api);
		case 'done':
		case 'cancelled':
		case 'allDay':
			return [
				{ name: 'Yes', value: 'true' },
				{ name: 'No', value: 'false' },
			];
		default:
			return [];
	}
}

/** The lists of the trigger. */
export const triggerLookups = {
	loadOptions: {
		operators: lookup(operators),
		types: lookup(types),
		watchedFields: lookup(watchedFields),
		fieldValues: lookup(fieldValues),
	},
};
