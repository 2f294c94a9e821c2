import type { INodeProperties } from 'n8n-workflow';

import { alphabetical, field } from '../../shared/fields';
import { otherValuesField } from '../../shared/watch/fields';
import { columns, ifUnreadable as inAction, object, parentColumns } from '../fields';

export { object };

/** Two hours; what was delivered must be remembered for so long. */
export const MOST_OVERLAP_MINUTES = 120;

export const watchedField = field({
	displayName: 'Watched Field Name or ID',
	name: 'field',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'fields', loadOptionsDependsOn: ['object.value'] },
	default: '',
	required: true,
	description:
		'The field to watch; as an expression also one of a parent, such as Account.Rating. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

export const values = field({
	displayName: 'Value Names or IDs',
	name: 'values',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'fieldValues', loadOptionsDependsOn: ['object.value', 'field'] },
	default: [],
	description:
		'The values to wait for; those of picklists are offered. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

export const otherValues = otherValuesField(
	'Values that are not offered above: a text, a number, the ID of a record, a date as 2026-01-31, true or false',
	'e.g. Closed Won',
);

export const watchedFields = field({
	displayName: 'Watched Field Names or IDs',
	name: 'fields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'fields', loadOptionsDependsOn: ['object.value'] },
	default: [],
	required: true,
	description:
		'The fields to watch; as an expression also those of parents, such as Account.Name. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const ifUnreadable: INodeProperties = {
	...inAction,
	options: [
		{ name: 'Fail', value: 'fail', description: 'The poll fails and names the field; nothing is lost' },
		{
			name: 'Leave Out',
			value: 'leaveOut',
			description: 'The others are given, and each item names it in missingFields',
		},
	],
};

export const overlapMinutes: INodeProperties = {
	displayName: 'Overlap (Minutes)',
	name: 'overlapMinutes',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MOST_OVERLAP_MINUTES },
	default: 15,
	description:
		'How far each poll reaches back for changes that become visible late. Raise it where long jobs (batch Apex, big imports) run longer than this.',
};

export const stopAtUsage: INodeProperties = {
	displayName: 'Stop at API Usage (%)',
	name: 'stopAtUsage',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 100 },
	default: 90,
	description:
		'Share of the API requests of 24 hours from which on this trigger fails instead of reading on. It goes on where it was once fewer are used.',
};

/** The trigger's properties: what every event gives comes behind the fields of the event, this room's options among the others. */
export function withOutput(properties: readonly INodeProperties[]): INodeProperties[] {
	const start = properties.findIndex(({ name }) => name === 'startWith');
	return [...properties.slice(0, start), columns, parentColumns, ...properties.slice(start)].map((property) =>
		property.name === 'options' ? withOptions(property) : property,
	);
}

function withOptions(property: INodeProperties): INodeProperties {
	const options = [...((property.options ?? []) as INodeProperties[]), ifUnreadable, overlapMinutes, stopAtUsage];
	return { ...property, options: options.sort((a, b) => alphabetical(a.displayName, b.displayName)) };
}
