import type { IDataObject } from 'n8n-workflow';

import type { Plan, Write, Written } from './operation';
import type { Context, Outcome } from './runner';
import type { SyncAction } from './sync/types';

/** A writing operation, its field types forgotten. */
export type AnyWrite = Write<never, readonly never[], unknown, Plan>;
/** An item and what is to be done for it. */
export interface Planned {
	context: Context;
	plan: Plan;
}

/** Whether a plan leads to a request that changes something. */
export const changesSomething = ({ action }: Plan): boolean =>
	action === 'created' || action === 'updated' || action === 'deleted';

export const isDry = ({ context }: Planned): boolean => context.read.dryRun === true;

/** Said with a failure: what stays written. */
export const writtenBefore = (done: number): string =>
	done === 0
		? ''
		: `Before it ${done} ${done === 1 ? 'item was' : 'items were'} written; running again does not write them twice where the operation is a Create or Update.`;

/** The output of an item that was written. */
export function row(index: number, written: Written, plan: Plan): Outcome {
	const isPair = 'record' in written && 'action' in written && typeof written.record === 'object';
	const { record, action } = isPair
		? (written as { record: IDataObject; action: SyncAction })
		: { record: written as IDataObject, action: plan.action };
	return { index, rows: [{ ...record, sync: syncOf({ ...plan, action }) }] };
}

/** The output of an item for which nothing is sent: there is nothing to change, or it is a dry run. */
export function untouched(one: Planned): Outcome {
	const { context, plan } = one;
	const sync = syncOf(plan);
	return { index: context.index, rows: [{ ...plan.record, sync, ...(isDry(one) && { dryRun: true }) }] };
}

const syncOf = ({ action, key, changes, reason }: Plan): IDataObject => ({
	action,
	key,
	...(changes && Object.keys(changes).length > 0 && { changes: changes as unknown as IDataObject }),
	...(reason !== undefined && { reason }),
});
