import type { INodeProperties } from 'n8n-workflow';

import { shownFor } from '../describe';
import { alphabetical, type Field } from '../fields';
import type { Feed } from './feed';

const GUARANTEE =
	'Every change is delivered at least once: it counts as delivered when the run that got it has succeeded, and is delivered again, marked as redelivered, when that run fails or n8n stops.';

/** The properties of a trigger node: Trigger On, the fields of each feed, where to start, and how to deliver. */
export function triggerProperties<Api>(feeds: ReadonlyArray<Feed<Api, never, never>>): INodeProperties[] {
	return [triggerOn(feeds), ...fieldsOfFeeds(feeds), startWith, startDate, options, guarantee];
}

function triggerOn<Api>(feeds: ReadonlyArray<Feed<Api, never, never>>): INodeProperties {
	const choices = feeds
		.map(({ name, value, description }) => ({ name, value, description }))
		.sort((a, b) => alphabetical(a.name, b.name));
	const selector = { displayName: 'Trigger On', name: 'triggerOn', type: 'options' as const, noDataExpression: true };
	return { ...selector, options: choices, default: feeds[0]?.value ?? '' };
}

/** Each field once, in an order that is that of every feed: what a feed adds comes before what it shares with others below. */
function fieldsOfFeeds<Api>(feeds: ReadonlyArray<Feed<Api, never, never>>): INodeProperties[] {
	const order: Field[] = [];
	for (const { fields } of feeds) {
		let at = order.length;
		for (const field of [...fields].reverse()) {
			const known = order.indexOf(field);
			if (known < 0) order.splice(at, 0, field);
			else at = known;
		}
	}
	const usersOf = (field: Field) => feeds.filter(({ fields }) => fields.includes(field)).map(({ value }) => value);
	return order.map((field) => shownFor(field, { triggerOn: usersOf(field) }));
}

const startWith: INodeProperties = {
	displayName: 'Start With',
	name: 'startWith',
	type: 'options',
	options: [
		{ name: 'What Happens From Now On', value: 'now' },
		{ name: 'What Happened Since a Date', value: 'date' },
		{ name: 'Everything the Service Still Knows', value: 'everything' },
	],
	default: 'now',
	description:
		'What the very first poll delivers. Later ones go on where the last one ended, also after a new activation.',
};

const startDate: INodeProperties = {
	displayName: 'Start Date',
	name: 'startDate',
	type: 'dateTime',
	default: '',
	description: 'In the time zone of the workflow. What happened from then on is delivered.',
	displayOptions: { show: { startWith: ['date'] } },
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Delivery',
			name: 'delivery',
			type: 'options',
			options: [
				{ name: 'Confirmed', value: 'confirmed', description: 'Delivered again until a run with it succeeds' },
				{ name: 'Fire and Forget', value: 'forget', description: 'Delivered once, whatever becomes of the run' },
			],
			default: 'confirmed',
			description: 'What counts as delivered',
		},
		{
			displayName: 'Max Attempts',
			name: 'maxAttempts',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 5,
			description:
				'After this many failed runs a change is set aside and reported to the error workflow, so that the others flow on',
		},
		{
			displayName: 'Max Changes per Run',
			name: 'perRun',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 5000 },
			default: 1000,
			description: 'The rest follows with the next poll',
		},
	],
};

const guarantee: INodeProperties = { displayName: GUARANTEE, name: 'guarantee', type: 'notice', default: '' };
