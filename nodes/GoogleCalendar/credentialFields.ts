/** What both credentials ask for alike. */
import type { INodeProperties } from 'n8n-workflow';

const calendarRows: INodeProperties = {
	displayName: 'Calendars',
	name: 'calendars',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Calendar',
	default: {},
	description: 'Which type of events belongs into which calendar of this operator',
	options: [
		{
			displayName: 'Calendar',
			name: 'rows',
			values: [
				{
					displayName: 'CRM Event Type',
					name: 'type',
					type: 'string',
					default: '',
					placeholder: 'e.g. Spotkanie',
					description: 'Name, symbol or ID of the type in the CRM',
				},
				{
					displayName: 'Google Calendar Name',
					name: 'calendar',
					type: 'string',
					default: '',
					placeholder: 'e.g. Spotkania Anna',
					description: 'As it stands in Google Calendar on the left, or its ID. Each calendar belongs to one operator.',
				},
			],
		},
	],
};

export const months: INodeProperties[] = [
	{
		displayName: 'Months Back',
		name: 'monthsBack',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'How far into the past events are synchronised',
	},
	{
		displayName: 'Months Forward',
		name: 'monthsForward',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 12,
		description: 'How far into the future events are synchronised',
	},
];

/** @param more further fields of an operator, before the calendars */
export const operators = (description: string, more: INodeProperties[] = []): INodeProperties => ({
	displayName: 'Operators',
	name: 'operators',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Operator',
	default: {},
	description,
	options: [
		{
			displayName: 'Operator',
			name: 'operator',
			values: [
				{
					displayName: 'Operator',
					name: 'operator',
					type: 'string',
					default: '',
					placeholder: 'e.g. Anna Nowakowska',
					description: 'Name, login or ID in the CRM',
				},
				{
					displayName: 'Google Calendar Support',
					name: 'support',
					type: 'boolean',
					default: true,
					description: 'Whether this operator is synchronised with Google Calendar',
				},
				...more,
				calendarRows,
			],
		},
	],
});

export const apiAddress: INodeProperties = {
	displayName: 'API Address',
	name: 'apiAddress',
	type: 'string',
	default: 'https://www.googleapis.com',
	description: 'Change it only for a test system or a proxy',
};

export const tokenAddress: INodeProperties = {
	displayName: 'Token Address',
	name: 'renewalAddress',
	type: 'string',
	default: 'https://oauth2.googleapis.com/token',
	description: 'Where access is renewed. Change it only for a test system or a proxy.',
};

/** @param subject whose requests are counted */
export const requestsPerMinute = (subject: string): INodeProperties => ({
	displayName: 'Requests per Minute',
	name: 'requestsPerMinute',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 600,
	description: `Most requests with ${subject} in any minute. Google's own limit is 600 unless your project has another one; 0 means no limit.`,
});
