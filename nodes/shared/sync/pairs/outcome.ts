import { Fault } from '../../fault';
import type { Changes, SyncAction } from '../types';
import { addChanges, changesOf, perhapsMade } from './changes';
import type { Pair, Step } from './pair';

/** What became of a pair. */
export interface Outcome {
	action: SyncAction;
	reason?: string;
	/** `event.subject`, `task.time` and so on. */
	changes: Changes;
	pair: Pair;
	/** How often something was written, stamps included. */
	writes: number;
	/** Set where it could not be finished; what was written until then is right, and the next run goes on from there. */
	error?: Error;
}

/** A pair on its way to its outcome. */
export interface Work {
	pair: Pair;
	outcome: Outcome;
	/** Steps so far, without those that only found an id in use. */
	steps: number;
	/** Rounds in which somebody else was faster. */
	refusals: number;
	/** What has to be read once more before it is done: only the task, or all events of it as well. */
	unseen?: 'task' | 'all';
	done: boolean;
}

export type Writing = Extract<Step, { do: 'task' | 'event' }>;

const RANK: Record<SyncAction, number> = {
	unchanged: 0,
	skipped: 1,
	updated: 2,
	created: 3,
	deleted: 4,
	conflict: 5,
	failed: 6,
};

export const workOn = (pair: Pair): Work => ({
	pair: { ...pair },
	outcome: { action: 'unchanged', changes: {}, pair, writes: 0 },
	steps: 0,
	refusals: 0,
	done: false,
});

/** Notes a step that was taken. @param pair as it was before */
export function note({ outcome }: Work, step: Writing, pair: Pair): void {
	if (RANK[step.as] > RANK[outcome.action] && !isBookkeeping(step)) outcome.action = step.as;
	outcome.writes++;
	because(outcome, step.reason);
	addChanges(outcome.changes, changesOf(step, pair));
}

/** A step of which it is not known whether it was taken: rather told too much than something replaced unseen. */
export function noteMade(work: Work, step: Writing, before: Pair): void {
	const made = perhapsMade(changesOf(step, before), work.pair);
	if (Object.keys(made).length === 0) return;
	const { outcome } = work;
	if (RANK[step.as] > RANK[outcome.action]) outcome.action = step.as;
	because(outcome, step.reason);
	outcome.writes++;
	addChanges(outcome.changes, made);
}

function because(outcome: Outcome, reason: string | undefined): void {
	const { reason: former } = outcome;
	if (reason && !former?.includes(reason)) outcome.reason = former ? `${former} ${reason}` : reason;
}

/** Only the stamp of an event is written: nothing that a person would see. */
const isBookkeeping = ({ write, reason }: Writing): boolean =>
	reason === undefined && write.do === 'update' && 'event' in write && !write.fields && write.shown === undefined;

export function finish(work: Work, action: SyncAction, reason?: string): void {
	const { outcome } = work;
	if (RANK[action] > RANK[outcome.action] && (action === 'conflict' || outcome.action === 'unchanged'))
		outcome.action = action;
	if (outcome.reason === undefined || action === 'conflict') because(outcome, reason);
	work.done = true;
}

export function fail(work: Work, error: unknown): void {
	work.outcome.action = 'failed';
	work.outcome.error = error instanceof Error ? error : new Error(String(error));
	work.done = true;
}

/** Of another pair about the same task: what was written is told once. */
export function likewise(outcome: Outcome): Outcome {
	const { action, pair, error, reason } = outcome;
	const same = { pair, changes: {}, writes: 0, ...(reason !== undefined && { reason }), ...(error && { error }) };
	return {
		...same,
		action: action === 'created' || action === 'updated' || action === 'deleted' ? 'unchanged' : action,
	};
}

export const restless = (): Fault =>
	new Fault('conflict', 'The task or its event is being changed again and again by somebody else.', {
		advice:
			'It is tried again with the next change. If this repeats, look for another synchronisation of the same calendar and switch it off.',
		waits: true,
	});
