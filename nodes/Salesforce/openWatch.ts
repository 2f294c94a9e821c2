import type { IDataObject, INodeProperties, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { openSalesforce } from './open';
import { namesIn } from './watch/names';
import * as params from './watch/params';
import type { SalesforceWatch, WatchOptions } from './watch/watching';

/** What the trigger node says besides the fields of its event; a change of it does not start the trigger afresh. */
export function watchOptions(host: Pick<IPollFunctions, 'getNodeParameter'>): WatchOptions {
	const columns = host.getNodeParameter('columns', []) as unknown;
	const parents = host.getNodeParameter('parentColumns', '') as unknown;
	const { ifUnreadable, overlapMinutes, stopAtUsage } = host.getNodeParameter('options', {}) as IDataObject;
	return {
		columns: namesIn(columns),
		parents: namesIn(parents),
		leavesOut: ifUnreadable === 'leaveOut',
		overlapMs: numberFor(params.overlapMinutes, overlapMinutes) * 60_000,
		stopAt: numberFor(params.stopAtUsage, stopAtUsage),
	};
}

/** A value by the default and within the bounds of its field. */
function numberFor({ default: fallback, typeOptions }: INodeProperties, value: unknown): number {
	const number = value === '' || value === null || value === undefined ? NaN : Number(value);
	const { minValue = 1, maxValue = 100 } = typeOptions ?? {};
	return Number.isFinite(number) ? Math.min(maxValue, Math.max(minValue, number)) : Number(fallback);
}

/**
 * What a trigger reads with in one poll.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openWatch(host: IPollFunctions, deadline?: number): Promise<SalesforceWatch> {
	const [{ SalesforceWatch: Watch }, { accountOf }] = await Promise.all([
		import('./watch/watching'),
		import('../shared/watch/settings'),
	]);
	return new Watch(await openSalesforce(host, deadline), watchOptions(host), accountOf(host), ({ message, advice }) =>
		host.__emitError(new NodeOperationError(host.getNode(), message, { description: advice })),
	);
}
