import type { IPollFunctions } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { badInput, Fault } from '../fault';
import { fingerprint } from '../sync/fingerprint';
import { isoOf } from '../when';
import type { Feed, Start } from './feed';

/** How a trigger node is set up. */
export interface Settings {
	feed: Feed<unknown, unknown, unknown>;
	params: Record<string, unknown>;
	/** Names what the cursor belongs to: the feed, its fields but those that may be changed, and the account. */
	scope: string;
	/** Names the account by its credential. */
	account: string;
	start: Start;
	/** Delivery: confirmed, or fire and forget. */
	confirmed: boolean;
	maxAttempts: number;
	perRun: number;
}

interface Options {
	delivery?: 'confirmed' | 'forget';
	maxAttempts?: number;
	perRun?: number;
}

/** The account of a trigger: with it the same change has the same delivery id, whichever trigger delivers it, by poll or by webhook. */
export function accountOf(host: Pick<IPollFunctions, 'getNode'>): string {
	return fingerprint(Object.values(host.getNode().credentials ?? {}).map(({ id }) => id)).slice(0, 16);
}

/** Reads a trigger node's fields. @throws Fault where a required one is empty */
export function readSettings(host: IPollFunctions, feeds: ReadonlyArray<Feed<unknown, unknown, unknown>>): Settings {
	const triggerOn = host.getNodeParameter('triggerOn') as string;
	const feed = feeds.find(({ value }) => value === triggerOn);
	if (!feed)
		throw new Fault('misconfigured', `This version of the trigger has no event "${triggerOn}".`, {
			advice: 'Choose again under Trigger On.',
		});
	const params = paramsOf(host, feed);
	const { delivery = 'confirmed', maxAttempts = 5, perRun = 1_000 } = host.getNodeParameter('options', {}) as Options;
	const account = accountOf(host);
	return {
		feed,
		params,
		scope: fingerprint([triggerOn, bindingOf(feed, params), account]).slice(0, 16),
		account,
		start: startOf(host),
		confirmed: delivery === 'confirmed',
		maxAttempts: Math.max(1, maxAttempts),
		perRun: Math.max(1, perRun),
	};
}

const bindingOf = ({ changeable = [] }: Settings['feed'], params: Settings['params']): Settings['params'] =>
	Object.fromEntries(Object.entries(params).filter(([name]) => !changeable.includes(name)));

/** A field that the node does not show has its default: n8n cannot read a hidden list. */
function paramsOf(host: IPollFunctions, feed: Feed<unknown, unknown, unknown>): Record<string, unknown> {
	const node = host.getNode();
	return Object.fromEntries(
		feed.fields.map((field) => {
			const { name, displayName, type, default: fallback, required } = field;
			if (!NodeHelpers.displayParameter(node.parameters, field, node, null)) return [name, plainDefault(fallback)];
			const value: unknown = host.getNodeParameter(
				name,
				fallback,
				type === 'resourceLocator' ? { extractValue: true } : undefined,
			);
			const isEmpty =
				value === '' || value === undefined || value === null || (Array.isArray(value) && value.length === 0);
			if (required && isEmpty)
				throw badInput(displayName, `"${displayName}" is empty.`, `Choose "${displayName}" in the trigger.`);
			return [name, value];
		}),
	);
}

/** The default of a list holds its value beside how it was chosen. */
const plainDefault = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && 'mode' in value && 'value' in value ? value.value : value;

function startOf(host: IPollFunctions): Start {
	const from = host.getNodeParameter('startWith', 'now') as Start['from'];
	if (from !== 'date') return { from };
	const entered = host.getNodeParameter('startDate', '') as string;
	if (entered === '') throw badInput('Start Date', '"Start Date" is empty.', 'Choose a day in the trigger.');
	return { from, date: isoOf(entered, host.getTimezone(), 'Start Date') };
}
