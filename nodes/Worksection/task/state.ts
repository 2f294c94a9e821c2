/** Operations that bring a task into a state; a task that is in it already is left alone. */
import type { IDataObject } from 'n8n-workflow';

import type { Plan, Written } from '../../shared/operation';
import { settled } from '../../shared/settled';

export interface StatePlan extends Plan {
	id: string;
}

/** Plans a change; a dry run looks at the task, a real one lets the vendor say whether it is so already. */
export async function planned(
	read: unknown,
	id: string,
	look: () => Promise<IDataObject>,
	isSo: (record: IDataObject) => boolean,
): Promise<StatePlan> {
	if ((read as { dryRun?: boolean }).dryRun !== true) return { action: 'updated', key: id, id };
	const record = await look();
	return { action: isSo(record) ? 'unchanged' : 'updated', key: id, id, record };
}

/** Makes the change; "already so" counts as done. */
export async function applied(work: () => Promise<void>, record: IDataObject): Promise<Written> {
	const { AlreadySo } = await import('../errors');
	const outcome = await settled(work);
	if ('value' in outcome) return { record, action: 'updated' };
	if (outcome.error instanceof AlreadySo) return { record, action: 'unchanged' };
	throw outcome.error;
}
