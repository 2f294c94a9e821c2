import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { Feed } from './feed';

/**
 * The `poll` of a trigger node. Confirmed delivery: a batch is owed until the workflow run that got it has succeeded.
 * What it takes is loaded with the first poll, so that n8n starts no slower.
 * @param open makes the room's client for a poll that must end by the deadline (epoch milliseconds)
 */
export function pollerFor<Api>(
	feeds: ReadonlyArray<Feed<Api, never, never>>,
	open: (host: IPollFunctions, deadline: number) => Promise<Api>,
): (this: IPollFunctions) => Promise<INodeExecutionData[][] | null> {
	return async function (this: IPollFunctions) {
		const { poll } = await import('./polling');
		return await poll(this, feeds, open);
	};
}
