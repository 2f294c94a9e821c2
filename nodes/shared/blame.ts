import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { Fault } from './fault';

/**
 * Which of a trigger's changes a failed run was about, by `delivery.id`. It travels in the error's context from the node that
 * failed to the trigger, so that the other changes of the run are not taken for poisoned.
 */
export interface Blame {
	failed: string[];
	/** What waits for another record to come first: not wrong, only early. */
	waiting: string[];
	/** What cannot go on while a part of the service stands still: not wrong, and not counted. */
	held?: string[];
}

type Fate = keyof Blame;

/** What is to become of a change whose item failed with this error. */
export function fateOf(error: unknown): Fate {
	if (!(error instanceof Fault)) return 'failed';
	return error.held ? 'held' : error.waits ? 'waiting' : 'failed';
}

const KEY = 'crmSync';

/** Notes in an error which of the node's items it was about. Says nothing where the items do not come from a trigger of this package. */
export function withBlame<E extends { context: IDataObject }>(
	error: E,
	items: readonly INodeExecutionData[],
	failures: ReadonlyArray<{ index: number; fate: Fate }>,
): E {
	const named = failures.map(({ index, fate }) => ({ id: deliveryOf(items[index]), fate }));
	if (named.length === 0 || named.some(({ id }) => id === undefined)) return error;
	const idsOf = (wanted: Fate) => named.filter(({ fate }) => fate === wanted).map(({ id }) => id!);
	const held = idsOf('held');
	error.context[KEY] = { failed: idsOf('failed'), waiting: idsOf('waiting'), ...(held.length > 0 && { held }) };
	return error;
}

function deliveryOf(item: INodeExecutionData | undefined): string | undefined {
	const { id } = (item?.json.delivery ?? {}) as { id?: unknown };
	return typeof id === 'string' ? id : undefined;
}

/** What a failed run's error says about the changes it was given; undefined where it names none. */
export function blameOf(error: unknown): Blame | undefined {
	const { context } = (error ?? {}) as { context?: { crmSync?: Partial<Blame> } };
	const { failed, waiting, held } = context?.[KEY] ?? {};
	if (!Array.isArray(failed) || !Array.isArray(waiting)) return undefined;
	return { failed, waiting, ...(Array.isArray(held) && { held }) };
}
