/** Stops a run that would take away suspiciously much: an emptied calendar or table looks like an order to do so. Pure. */
import { Fault } from '../../shared/fault';
import type { Outcome } from '../../shared/sync/pairs/engine';
import { actionOf } from './telling';

const DEFAULT_MOST = 20;

/** Deleted on one side, or completed because of it. */
export const isTakenAway = (outcome: Outcome): boolean =>
	actionOf(outcome) === 'deleted' || 'task.closed' in outcome.changes;

/** @param entries what would become of the records of a run; one that stands there twice is one */
export function brakeOn(entries: ReadonlyArray<{ outcome: Outcome }>, most: number = DEFAULT_MOST): Fault | undefined {
	const { size } = new Set(entries.filter(({ outcome }) => isTakenAway(outcome)));
	if (size <= most) return undefined;
	const records = size === 1 ? 'record' : 'records';
	const message = `${size} ${records} would be deleted or completed in this run because of deletions, but at most ${most} may be.`;
	return new Fault('braked', message, {
		advice:
			'Look at a dry run. If this is intended, raise Max Deletions in the options of the node; the deletions are tried again.',
		held: true,
	});
}
