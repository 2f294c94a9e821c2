import { later, rewind, timeOf } from './cursor';
import { deliveryId } from './delivery';
import { recall } from './diff';
import type { Budget, Change, Feed, Start } from './feed';
import type { Owed, TriggerState } from './state';
import { forgottenBefore, prune } from './window';

/** A feed with everything it needs to be read. */
export interface Watched {
	feed: Feed<unknown, unknown, unknown>;
	api: unknown;
	params: unknown;
	scope: string;
	/** Is told of parts that could not be read. */
	onFailures?(failures: readonly Error[]): void;
}

/** More than this is not remembered as undelivered: reading waits until runs have caught up. */
const MOST_OWED = 5_000;

/** The state of a trigger that has never run in this scope. Nothing is delivered by it except where it starts in the past. */
export async function begin(
	{ feed, api, params, scope, onFailures }: Watched,
	start: Start,
	budget: Budget,
): Promise<TriggerState> {
	const { cursor, seen = [], failures = [] } = await feed.start(api, params, start, budget);
	onFailures?.(failures);
	const event = feed.value;
	return {
		version: 1,
		scope,
		cursor,
		seen: Object.fromEntries(
			seen.map(({ id, occurredAt }) => [deliveryId(scope, { id, event }), Date.parse(occurredAt)]),
		),
		owed: [],
		...(feed.remembers && { known: {} }),
	};
}

/**
 * Reads what is new, page after page within the budget, and takes it over as owed; once there is enough for a run, the rest
 * stays ahead of the cursor, and is read when its turn comes and not twice. Only the first page reaches back by the overlap:
 * the following ones go on where the page before them ended, so that a full overlap cannot hold the reading up.
 */
export async function takeOver(
	watched: Watched,
	from: TriggerState,
	wanted: number,
	budget: Budget,
	now: () => number,
): Promise<TriggerState> {
	const { feed, api, params } = watched;
	let state = from;
	let place = rewind(state.cursor, feed.overlapMs, forgottenBefore(state.seen));
	let more = true;
	while (more && state.owed.length < MOST_OWED && untold(state) < wanted) {
		const limit = Math.min(budget.limit, MOST_OWED - state.owed.length);
		const page = await feed.read(api, params, place, { ...budget, limit });
		watched.onFailures?.(page.failures ?? []);
		more = page.more === true && now() < budget.deadline && JSON.stringify(page.next) !== JSON.stringify(place);
		place = page.next;
		state = withPage(watched, state, page.changes, later(state.cursor, page.next));
	}
	return state;
}

/** How many changes no run has got yet. */
const untold = ({ owed }: TriggerState): number => owed.filter(({ attempts }) => attempts === 0).length;

/** The state after a page: what is new is owed, everything read is remembered for as long as the overlap can show it again. */
function withPage(
	{ feed, params, scope }: Omit<Watched, 'api'>,
	state: TriggerState,
	read: readonly Change[],
	cursor: unknown,
): TriggerState {
	const seen = { ...state.seen };
	const unseen = read.filter((change) => {
		const id = deliveryId(scope, change);
		const isNew = !Object.hasOwn(seen, id);
		seen[id] = Date.parse(change.occurredAt);
		return isNew;
	});
	const recalled = state.known ? recall(unseen, state.known) : { changes: unseen, known: undefined };
	const kept = recalled.changes.filter((change) => feed.keep?.(change, params) ?? true);
	const time = timeOf(cursor);
	return {
		...state,
		cursor,
		seen: prune(seen, time === undefined ? undefined : time - feed.overlapMs),
		owed: [...state.owed, ...kept.map((change): Owed => ({ change, attempts: 0, failures: 0 }))],
		...(recalled.known && { known: recalled.known }),
	};
}
