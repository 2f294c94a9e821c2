import type { INodeProperties } from 'n8n-workflow';

import { CHOICES } from './events';

/** The properties of the instant trigger. */
export const webhookProperties: INodeProperties[] = [
	{
		displayName:
			'In Daktela, under Manage, Settings, Events (or Automations), add an event with the action HTTP request: method POST, the address above, the header and secret that are set in the credential (X-Webhook-Secret by default), and a body with the event and the key of the record, such as {"event": "contact_update", "name": "…"}.',
		name: 'setup',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		required: true,
		noDataExpression: true,
		options: CHOICES,
		default: ['contact_create', 'contact_update'],
		description: 'Which of the events that Daktela sends start the workflow',
	},
	{
		displayName: 'Fetch Record',
		name: 'fetchRecord',
		type: 'boolean',
		default: true,
		description:
			'Whether to read the whole record, as it is now. That is one request for each event. Without it the item has what Daktela told.',
	},
	{
		displayName: 'If the Body Is Not Understood',
		name: 'unknownBody',
		type: 'options',
		options: [
			{ name: 'Deliver It As It Is', value: 'deliver', description: 'With a hint; counts as Any Other Event' },
			{ name: 'Refuse It', value: 'refuse', description: 'Answer 400, which Daktela notes' },
		],
		default: 'deliver',
		description: 'What to do with a call in which no event can be found',
	},
	/**
	 * n8n parses a body before a node sees it and answers a broken one itself. A node of version 1 gets the raw body instead when
	 * this option is set (n8n has no other way to say so).
	 */
	{ displayName: 'Raw Body', name: 'options', type: 'hidden', default: { binaryData: true } },
	{
		displayName:
			'Instant, but not guaranteed: what Daktela sends while n8n is down or busy may be lost. Where nothing may be missed use the Daktela Trigger, which polls, or both: the same change has the same delivery ID in both, and writes of this package can be repeated.',
		name: 'guarantee',
		type: 'notice',
		default: '',
	},
];
