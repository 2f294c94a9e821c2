import type { INodeProperties } from 'n8n-workflow';

import { field } from '../../shared/fields';
import { otherValuesField } from '../../shared/watch/fields';

const operators = field({
	displayName: 'Operator Names or IDs',
	name: 'operators',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'operators' },
	default: [],
	description:
		'Whose tasks to watch. Empty means all active operators. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const types = field({
	displayName: 'Event Type Names or IDs',
	name: 'types',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'types' },
	default: [],
	description:
		'Which event types (typy zdarzeń) to watch. Empty means all that are marked for synchronisation with the calendar. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const monthsBack = field({
	displayName: 'Months Back',
	name: 'monthsBack',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 120 },
	default: 1,
	description: 'How long ago a task may have ended to be watched',
});

const monthsForward = field({
	displayName: 'Months Forward',
	name: 'monthsForward',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 120 },
	default: 12,
	description: 'How far in the future a task may begin to be watched',
});

const withFeatures = field({
	displayName: 'With Features',
	name: 'withFeatures',
	type: 'boolean',
	default: false,
	description:
		'Whether a changed value of any feature (cecha) counts as a change of its task. Not needed for features that are chosen above.',
});

const watchedField = field({
	displayName: 'Field Name or ID',
	name: 'field',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'watchedFields' },
	required: true,
	default: '',
	description:
		'The field or feature to watch. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const values: INodeProperties = field({
	displayName: 'Value Names or IDs',
	name: 'values',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'fieldValues', loadOptionsDependsOn: ['field'] },
	default: [],
	description:
		'The values to wait for; the list has those that a field can be chosen to have. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const otherValues = otherValuesField('Values that are not in the list above, one in each row');

const fields = field({
	displayName: 'Field Names or IDs',
	name: 'fields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'watchedFields' },
	default: [],
	description:
		'Only a change of one of these fields counts, and is told with the values before and after. Empty means any. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const whose = [operators, types, monthsBack, monthsForward] as const;

const lastValues = field({
	displayName: 'Field Names or IDs',
	name: 'fields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'watchedFields' },
	default: [],
	description:
		'Fields whose last values are told with the deletion, where they are known. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

export const creating = [...whose] as const;
export const changing = [...whose, fields, withFeatures] as const;
export const becoming = [watchedField, values, otherValues, ...whose] as const;
export const deleting = [...whose, lastValues] as const;
