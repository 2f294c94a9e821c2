/** Changes that were already taken over, by delivery id, with the time they happened (epoch milliseconds). */
export type Seen = Record<string, number>;

/** More than an overlap holds but for a mass import; beyond it the oldest are forgotten, and no read reaches back to them. */
const MOST_SEEN = 10_000;

/** Epoch milliseconds before which changes may have been forgotten; undefined while all that an overlap shows is remembered. */
export function forgottenBefore(seen: Seen, most = MOST_SEEN): number | undefined {
	const times = Object.values(seen);
	return times.length < most ? undefined : times.reduce((oldest, time) => Math.min(oldest, time), Infinity) + 1;
}

/**
 * Forgets what no later read can show again.
 * @param since epoch milliseconds from which the next read begins; undefined where cursors have no time: then the newest are kept
 */
export function prune(seen: Seen, since: number | undefined, most = MOST_SEEN): Seen {
	const kept = Object.entries(seen).filter(([, time]) => since === undefined || time >= since);
	if (kept.length <= most) return Object.fromEntries(kept);
	return Object.fromEntries(kept.sort(([, a], [, b]) => b - a).slice(0, most));
}
