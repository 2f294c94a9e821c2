import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Closing } from './closing';
import type { ItemContext, Operation, Resource, Row } from './operation';

/** What a room's client tells the runner besides doing its work. */
export interface Spending extends Closing {
	readonly spent: { requests: number; waitedMs: number };
}

export type Context = ItemContext<never, Record<string, unknown>>;

/** The output of one item (of all of them: a report), or the error that its work ended in. */
export type Outcome = { index: number; rows: Row[]; ofAllItems?: boolean } | { index: number; error: unknown };

/** An item and what its work ended in. */
export interface Failed {
	index: number;
	error: unknown;
}

/** One run of one operation over all incoming items. */
export interface Run {
	readonly operation: Operation;
	readonly contexts: readonly Context[];
	/** Whether the node is set to go on after an item's error. */
	readonly goesOn: boolean;
	/**
	 * Stops the whole run at an item's error, unless the node is set to go on.
	 * @param others further items of which it is known that they cannot be done
	 */
	fail(index: number, error: unknown, context?: string, others?: ReadonlyArray<Failed>): Outcome;
	hint(line: string): void;
	readonly spending: Spending;
}

/**
 * The `execute` of an action node: finds the operation and does the item loop, the only one in this package. What does
 * it is loaded with the first run, since every node of the package is loaded when n8n starts.
 * @param open makes the room's client for this execution
 */
export function runnerFor<Api extends Spending>(
	resources: ReadonlyArray<Resource<Api>>,
	open: (host: IExecuteFunctions) => Promise<Api>,
): (this: IExecuteFunctions) => Promise<INodeExecutionData[][]> {
	return async function (this: IExecuteFunctions) {
		const { execute } = await import('./execute');
		return await execute(this, resources, open);
	};
}
