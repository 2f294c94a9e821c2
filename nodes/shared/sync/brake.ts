import type { SyncAction } from './types';

export interface BrakeLimits {
	/** Most records that one run may update or delete; 0 allows none. */
	maxCount?: number;
	/** Most of all records, in percent, that one run may update or delete. */
	maxPercent?: number;
	/** How many records there are. Without it, all that were counted. */
	total?: number;
}

const isLimit = (limit: number | undefined): limit is number => limit !== undefined && limit >= 0;

/**
 * Refuses a run that would overwrite or delete suspiciously much, before anything is written: an emptied source or a
 * wrong filter looks like an order to delete everything. Creating is not braked, since nothing is lost by it.
 * @returns nothing when the run may go on, else why not and how to allow it
 */
export function brake(counts: Partial<Record<SyncAction, number>>, limits: BrakeLimits): string | undefined {
	const { updated = 0, deleted = 0 } = counts;
	const touched = updated + deleted;
	const total = limits.total ?? Object.values(counts).reduce((sum, count) => sum + count, 0);
	const percent = total > 0 ? (touched * 100) / total : 100;
	const tooMany = isLimit(limits.maxCount) && touched > limits.maxCount;
	const tooLarge = isLimit(limits.maxPercent) && touched > 0 && percent > limits.maxPercent;
	if (!tooMany && !tooLarge) return undefined;
	// Rounded up, so that the numbers shown never look as if they were within the limit.
	const share = Math.ceil(percent * 10) / 10;
	const allowed = tooMany ? `${limits.maxCount} records` : `${limits.maxPercent} %`;
	return (
		`Nothing was written: ${updated} records would be updated and ${deleted} deleted, ${share} % of ${total}, ` +
		`but at most ${allowed} may change in one run. If this is intended, raise that limit in the node and run again.`
	);
}
