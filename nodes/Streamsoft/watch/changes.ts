/** What a trigger tells of a task that is not as it was. Pure. */
import { sameValue } from '../../shared/sync/fingerprint';
import { became } from '../../shared/watch/diff';
import type { Change } from '../../shared/watch/feed';
import type { Value } from './row';
import type { Watch } from './watched';

/** Why a task that is still there is not among those that are watched any more. */
export type Left = 'operator' | 'type' | 'window';

/** A task that is new, or holds something else than before, or is gone. */
export interface Met {
	id: string;
	what: 'created' | 'updated' | 'deleted';
	/** What of it counts as a change. */
	print: number;
	/** Values of the watched fields before, where they are known, and now. */
	before?: readonly Value[] | undefined;
	now: readonly Value[];
	left?: Left;
}

export interface Reading {
	/** ISO UTC, by the server's clock. */
	time: string;
	/** Readings before that found something. */
	round: number;
	/** How the watched fields are called in an item, in their order. */
	keys: readonly string[];
}

const TELLS: Record<Watch['event'], Partial<Record<Met['what'], string>>> = {
	taskCreated: { created: 'taskCreated' },
	taskUpdated: { updated: 'taskUpdated' },
	taskCreatedOrUpdated: { created: 'taskCreated', updated: 'taskUpdated' },
	fieldBecameValue: { created: 'fieldBecameValue', updated: 'fieldBecameValue' },
	taskDeleted: { deleted: 'taskDeleted' },
	taskCreatedUpdatedOrDeleted: { created: 'taskCreated', updated: 'taskUpdated', deleted: 'taskDeleted' },
};

export function changeOf(met: Met, { event, watched, wanted }: Watch, reading: Reading): Change | undefined {
	const told = TELLS[event][met.what];
	if (told === undefined) return undefined;
	const { id, what, print, left } = met;
	const changes = watched.length > 0 && tellsChanges(met, event) ? differences(reading.keys, met) : undefined;
	if (event === 'fieldBecameValue' && !became({ changes }, reading.keys, wanted)) return undefined;
	if (what === 'updated' && changes && Object.keys(changes).length === 0) return undefined;
	return {
		// A task may come to hold the same again: that is another change.
		id: `${id}|${what === 'deleted' ? 'deleted' : print.toString(36)}.${reading.round}`,
		recordId: id,
		event: told,
		occurredAt: reading.time,
		...(changes && { changes }),
		...(left && { about: { left } }),
	};
}

/** Nobody asks what a new task held before, and of a deleted one nothing is left to tell but that. */
function tellsChanges({ what, before }: Met, event: Watch['event']): boolean {
	if (what === 'created') return event === 'fieldBecameValue';
	return what === 'updated' || before !== undefined;
}

/** The fields that hold something else than before; `from` is left out where that is not known. */
function differences(keys: readonly string[], { before, now }: Met): NonNullable<Change['changes']> {
	const pairs = keys.flatMap((key, at): Array<[string, { from?: unknown; to: unknown }]> => {
		const to = now[at] ?? null;
		if (!before) return [[key, { to }]];
		const from = before[at] ?? null;
		return sameValue(from, to) ? [] : [[key, { from, to }]];
	});
	return Object.fromEntries(pairs);
}
