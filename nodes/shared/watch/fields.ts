import { field } from '../fields';

/** Values to wait for that a list does not offer: typed, one in each row. */
export const otherValuesField = (description: string, placeholder?: string) =>
	field({
		displayName: 'Other Values',
		name: 'otherValues',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Value' },
		default: [],
		...(placeholder !== undefined && { placeholder }),
		description,
	});
