import { createHash } from 'node:crypto';

import type { Change } from './feed';
import type { Owed, TriggerState } from './state';

/** How a trigger gives changes to runs. */
export interface DeliveryRules {
	/** Runs that one change may fail in before it is set aside. */
	maxAttempts: number;
	/** Most changes in one run. */
	perRun: number;
	/** Most runs with a single, repeatedly failing change that one poll begins. */
	singlesPerPoll: number;
	/** Runs in which one change may wait for another record before it is set aside. */
	maxWaits: number;
}

/** What a poll hands over: each list is one run. */
export interface Batches {
	runs: Change[][];
	/** Failed too often: no longer delivered, to be reported. */
	setAside: Owed[];
	/** Still owed after this poll. A run that it begins counts as failed until it turns out otherwise, so that a crash counts too. */
	owed: Owed[];
}

/**
 * Decides what to deliver. New changes go together. What failed once goes again together, apart from the new ones. What failed twice goes
 * alone, one change per run, so that a poisoned record stands out and the others flow. What waits for another record goes together,
 * after everything else. Changes of one record keep their order: a later one waits while an earlier one is in trouble.
 */
export function choose(owed: readonly Owed[], rules: DeliveryRules): Batches {
	const isOver = ({ failures, waits = 0 }: Owed) => failures >= rules.maxAttempts || waits >= rules.maxWaits;
	const setAside = owed.filter(isOver);
	const live = owed.filter((one) => !isOver(one));
	const blocked = new Set<string>();
	const inTrouble = new Set<string>();
	const once: Owed[] = [];
	const singles: Owed[] = [];
	const fresh: Owed[] = [];
	const waiting: Owed[] = [];
	for (const one of live) {
		const { recordId } = one.change;
		if (blocked.has(recordId)) continue;
		if (one.failures >= 2) {
			blocked.add(recordId);
			if (singles.length < rules.singlesPerPoll) singles.push(one);
		} else if (one.failures === 1) once.push(one);
		else if (one.waits) {
			blocked.add(recordId);
			waiting.push(one);
		} else if (!inTrouble.has(recordId)) fresh.push(one);
		if (one.failures === 1) inTrouble.add(recordId);
	}
	const together = [once, fresh, waiting].map((list) => list.slice(0, rules.perRun));
	const chosen = [...together.slice(0, 2), ...singles.map((one) => [one]), together[2]!].filter(
		(run) => run.length > 0,
	);
	const begun = new Set(chosen.flat());
	return {
		runs: chosen.map((run) => run.map(({ change }) => change)),
		setAside,
		owed: live.map((one) =>
			begun.has(one) ? { ...one, attempts: one.attempts + 1, failures: one.failures + 1 } : one,
		),
	};
}

/** What runs have ended with, by delivery id. */
export interface Ended {
	succeeded: ReadonlySet<string>;
	/** Failed for a reason that no change can be blamed for. */
	excused: ReadonlySet<string>;
	/** Failed because another record is not there yet. */
	waiting?: ReadonlySet<string>;
	/** Failed because a part of the service stands still. */
	held?: ReadonlySet<string>;
}

/** What is still owed once these runs have ended. */
export function settle({ owed, scope }: Pick<TriggerState, 'owed' | 'scope'>, ended: Ended): Owed[] {
	const { succeeded, excused, waiting = NONE, held = NONE } = ended;
	if (succeeded.size + excused.size + waiting.size + held.size === 0) return owed;
	return owed.flatMap((one) => {
		const id = deliveryId(scope, one.change);
		if (succeeded.has(id)) return [];
		const forgiven = { ...one, failures: Math.max(0, one.failures - 1) };
		if (waiting.has(id)) return [{ ...forgiven, waits: (one.waits ?? 0) + 1 }];
		// With those that wait, so that the others flow, but without counting.
		if (held.has(id)) return [{ ...forgiven, waits: Math.max(1, one.waits ?? 0) }];
		return excused.has(id) ? [forgiven] : [one];
	});
}

const NONE: ReadonlySet<string> = new Set();

/** Same change, same id, in every poll and process; `scope` keeps accounts (in a state: feeds) apart. 24 hex digits. */
export function deliveryId(scope: string, change: Pick<Change, 'id' | 'event'>): string {
	return createHash('sha256').update(`${scope}\n${change.event}\n${change.id}`).digest('hex').slice(0, 24);
}
