import type { IDataObject } from 'n8n-workflow';

import { returnAllOrLimit } from '../../shared/fields';
import { object } from '../fields';
import { read } from '../room';

export const getFields = read({
	name: 'Get Fields',
	action: 'Get fields of an object',
	description: 'Read which fields the user sees, with their types, choices and rights',
	fields: [object, ...returnAllOrLimit],
	run: async ({ api, read: values }) =>
		(await api.describe(values.object)).fields.map((one) => ({ ...one }) as IDataObject),
	simplify: ({ name, label, type, createable, updateable, nillable, externalId, referenceTo, picklistValues }) => ({
		name,
		label,
		type,
		createable,
		updateable,
		required: nillable === false,
		externalId,
		...((referenceTo as string[] | undefined)?.length && { referenceTo }),
		...((picklistValues as IDataObject[] | undefined)?.length && {
			choices: (picklistValues as IDataObject[]).map(({ value }) => value),
		}),
	}),
});
