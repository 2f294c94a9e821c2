/** What a trigger tells of a row that is not as it was. Pure. */
import { sameValue } from '../../shared/sync/fingerprint';
import { became } from '../../shared/watch/diff';
import type { Change } from '../../shared/watch/feed';
import type { HeliosValue } from '../values';
import type { WatchedRow } from './row';
import type { Watch } from './watched';

/** A row that is new, or holds something else than before. */
export interface Met {
	row: WatchedRow;
	/** What of it counts as a change. */
	print: number;
	/** It was not known before. */
	isNew: boolean;
	/** Its time is that of this change, and tells it from others. */
	isTimed: boolean;
	/** Values of the watched columns before, where they are known, and now. */
	before?: readonly HeliosValue[] | undefined;
	now: readonly HeliosValue[];
	/** ISO UTC. */
	occurredAt: string;
}

type Changed = NonNullable<Change['changes']>;

/** @param isBacklog whether new rows count as changed too @param round readings before that found something */
export function changeOf(
	met: Met,
	watch: Watch,
	{ isBacklog, round }: { isBacklog: boolean; round: number },
): Change | undefined {
	const { event, watched, wanted } = watch;
	const { isNew } = met;
	const changes =
		watched.length > 0 && !(isNew && event !== 'columnBecameValue') ? differences(watched, met) : undefined;
	switch (event) {
		case 'columnBecameValue':
			return became({ changes }, watched, wanted) ? told(met, watch, event, round, changes) : undefined;
		case 'rowAdded':
			return isNew ? told(met, watch, event, round) : undefined;
		case 'rowChanged':
			if (isNew) return isBacklog && met.row.wall !== undefined ? told(met, watch, event, round) : undefined;
			break;
		case 'rowAddedOrChanged':
			if (isNew) return told(met, watch, 'rowAdded', round);
	}
	if (changes && Object.keys(changes).length === 0) return undefined;
	return told(met, watch, 'rowChanged', round, changes);
}

function told(
	{ row: { name, wall = '' }, print, isTimed, occurredAt }: Met,
	{ request: { folder, template } }: Watch,
	event: string,
	round: number,
	changes?: Changed,
): Change {
	const version = `${wall}|${print.toString(36)}${isTimed ? '' : `.${round}`}`;
	return {
		id: `${folder}/${template}/${name}|${version}`,
		recordId: name,
		event,
		occurredAt,
		...(changes && { changes }),
		about: { folder, template },
	};
}

/** The columns that hold something else than before; `from` is left out where that is not known. */
function differences(columns: readonly string[], { before, now }: Met): Changed {
	const pairs = columns.flatMap((column, at): Array<[string, { from?: unknown; to: unknown }]> => {
		const to = now[at] ?? null;
		if (!before) return [[column, { to }]];
		const from = before[at] ?? null;
		return sameValue(from, to) ? [] : [[column, { from, to }]];
	});
	return Object.fromEntries(pairs);
}
