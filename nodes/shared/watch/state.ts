import type { Change } from './feed';
import type { Known } from './diff';
import type { Seen } from './window';

/** A change that was read and whose delivery nobody has confirmed yet. */
export interface Owed {
	change: Change;
	/** Runs it was given to so far. */
	attempts: number;
	/** Those of them that may have failed because of it: not the ones that an outage or a dead credential ended. */
	failures: number;
	/** Runs in which it had to wait for another record; they are no failures. */
	waits?: number;
}

/**
 * What a trigger keeps in n8n between two polls; JSON, bounded. The cursor moves when changes are taken over into `owed`,
 * and both are stored in the same write, so that a change is always either still ahead of the cursor or owed.
 */
export interface TriggerState {
	version: 1;
	/** What the cursor belongs to; another scope starts afresh. */
	scope: string;
	cursor: unknown;
	seen: Seen;
	owed: Owed[];
	known?: Known;
}

/** Reads what n8n kept. Anything that is not a state of this scope is none. */
export function stateOf(stored: Record<string, unknown>, scope: string): TriggerState | undefined {
	const state = stored.crmSync as TriggerState | undefined;
	return state?.version === 1 && state.scope === scope ? state : undefined;
}

/** The state of another scope: what it still owes is reported instead of being dropped in silence. */
export function formerState(stored: Record<string, unknown>, scope: string): TriggerState | undefined {
	const state = stored.crmSync as TriggerState | undefined;
	return state?.version === 1 && state.scope !== scope ? state : undefined;
}

export function keep(stored: Record<string, unknown>, state: TriggerState): void {
	stored.crmSync = state;
}
