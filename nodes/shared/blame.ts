import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/**
 * Which of a trigger's changes a failed run was about, by `delivery.id`. It travels in the error's context from the node that
 * failed to the trigger, so that the other changes of the run are not taken for poisoned.
 */
export interface Blame {
	failed: string[];
	/** What waits for another record to come first: not wrong, only early. */
	waiting: string[];
}

const KEY = 'crmSync';

/** Notes in an error which of the node's items it was about. Says nothing where the items do not come from a trigger of this package. */
export function withBlame<E extends { context: IDataObject }>(
	error: E,
	items: readonly INodeExecutionData[],
	failures: ReadonlyArray<{ index: number; waits: boolean }>,
): E {
	const named = failures.map(({ index, waits }) => ({ id: deliveryOf(items[index]), waits }));
	if (named.length === 0 || named.some(({ id }) => id === undefined)) return error;
	const idsOf = (waiting: boolean) => named.filter(({ waits }) => waits === waiting).map(({ id }) => id!);
	error.context[KEY] = { failed: idsOf(false), waiting: idsOf(true) };
	return error;
}

function deliveryOf(item: INodeExecutionData | undefined): string | undefined {
	const { id } = (item?.json.delivery ?? {}) as { id?: unknown };
	return typeof id === 'string' ? id : undefined;
}

/** What a failed run's error says about the changes it was given; undefined where it names none. */
export function blameOf(error: unknown): Blame | undefined {
	const { context } = (error ?? {}) as { context?: { crmSync?: Partial<Blame> } };
	const { failed, waiting } = context?.[KEY] ?? {};
	return Array.isArray(failed) && Array.isArray(waiting) ? { failed, waiting } : undefined;
}
