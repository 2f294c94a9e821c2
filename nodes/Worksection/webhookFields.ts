import type { INodeProperties } from 'n8n-workflow';

import { shownFor } from '../shared/describe';
import type { Field } from '../shared/fields';
import { becomingByWebhook, common } from './feeds/fields';
import { BECAME, RULES } from './feeds/rules';

const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	required: true,
	noDataExpression: true,
	options: RULES.map(({ name, value, description }) => ({
		name: value === BECAME ? 'Field Became Value' : name,
		value,
		description,
	})),
	default: ['taskClosed'],
};

const includeTask: INodeProperties = {
	displayName: 'Include Task',
	name: 'includeTask',
	type: 'boolean',
	default: true,
	description:
		'Whether to read the task (or comment, or project) as well: with its fields and the links to the records it was made from. That is one more request for each event.',
};

/**
 * n8n parses a body before a node sees it and answers a broken one itself, which the vendor counts as an error. A node of
 * version 1 gets the raw body instead when this option is set (n8n has no other way to say so).
 */
const rawBody: INodeProperties = {
	displayName: 'Raw Body',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};

const notice: INodeProperties = {
	displayName:
		'Instant, but not guaranteed: what Worksection sends while n8n is down or busy is lost, and after ten failures Worksection switches the webhook off without a word (unpublish and publish the workflow to make a new one). Where nothing may be lost, use the Worksection Trigger, or both: writes of this package can be repeated. Statuses, labels and archived projects are not told by webhook.',
	name: 'guarantee',
	type: 'notice',
	default: '',
};

/** The properties of the instant trigger. */
export const webhookProperties: INodeProperties[] = [triggerOn, ...fieldsOfEvents(), includeTask, rawBody, notice];

/** A field that belongs to every event is shown always, the others with theirs. */
function fieldsOfEvents(): INodeProperties[] {
	const always = new Set<Field>(common);
	return becomingByWebhook.map((one: Field) => (always.has(one) ? one : shownFor(one, { triggerOn: [BECAME] })));
}
