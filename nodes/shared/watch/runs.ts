import type { Failure, IRun } from 'n8n-workflow';

import { blameOf } from '../blame';
import type { Ended } from './delivery';

type Fate = 'succeeded' | 'failed' | 'excused' | 'waiting' | 'held';

/** A change as a run was given it. */
export interface Given {
	/** Names the delivery in the trigger's state. */
	id: string;
	/** `delivery.id` of the item. */
	shown: string;
}

/** A run that was begun by a trigger of this process and what became of each of its changes. */
interface Begun {
	given: Given[];
	fateOf?: (one: Given) => Fate;
	since: number;
}

/** Remembered after they were taken over: n8n may load an older state again when the workflow is activated anew. */
const MOST_ACCEPTED = 10_000;

/** A run that has not ended after a day is taken for lost, so that its changes are delivered again. */
const LOST_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * The deliveries under way in this process, by trigger. It lives in memory because it is about this process only:
 * after a restart nothing is under way, and whatever is still owed was interrupted.
 */
export class Runs {
	private begun: Begun[] = [];
	private accepted = new Set<string>();
	/** A poll of this trigger is going on: n8n may start the next one before it has ended. */
	polling = false;
	/** Until when the failures of parts that were reported are not reported again (epoch milliseconds), by message. */
	quiet = new Map<string, number>();

	/** Notes a run; `done` is settled by n8n when it ends. A run put to wait counts as accepted. */
	begin(given: Given[], done: { promise: Promise<IRun | undefined> }): void {
		const run: Begun = { given, since: Date.now() };
		this.begun.push(run);
		done.promise.then(
			(ended) => void (run.fateOf = fatesOf(ended)),
			() => void (run.fateOf = () => 'failed'),
		);
	}

	get running(): boolean {
		return this.begun.some(({ fateOf, since }) => !fateOf && Date.now() - since < LOST_AFTER_MS);
	}

	/** What has become of the runs that were begun, by delivery id. */
	ended(): Ended {
		const idsOf = (fate: Fate) =>
			this.begun.flatMap(({ given, fateOf }) => given.filter((one) => fateOf?.(one) === fate).map(({ id }) => id));
		return {
			succeeded: new Set([...this.accepted, ...idsOf('succeeded')]),
			excused: new Set(idsOf('excused')),
			waiting: new Set(idsOf('waiting')),
			held: new Set(idsOf('held')),
		};
	}

	/**
	 * Called when the confirmed deliveries have been taken over into the trigger's state; a poll that fails changes nothing.
	 * @param isFresh whether the trigger has just begun afresh, so that nothing from before counts any more
	 */
	forget(isFresh: boolean): void {
		this.accepted = new Set(isFresh ? [] : [...this.ended().succeeded].slice(-MOST_ACCEPTED));
		this.begun = [];
	}
}

/** Reasons that lie with a service as a whole: every change would have failed, and none is to be set aside for it. */
const NOBODYS_FAULT: ReadonlySet<string> = new Set<Failure['cause']>([
	'rate-limited',
	'quota-exhausted',
	'temporarily-unavailable',
	'credential-invalid',
]);

function fatesOf(ended: IRun | undefined): (one: Given) => Fate {
	if (ended?.status === 'success' || ended?.status === 'waiting') return () => 'succeeded';
	const error = ended?.data?.resultData?.error as { failure?: Failure } | undefined;
	if (NOBODYS_FAULT.has(error?.failure?.cause ?? '')) return () => 'excused';
	const blame = blameOf(error);
	if (!blame) return () => 'failed';
	const fates = new Map<string, Fate>([
		...(blame.held ?? []).map((id) => [id, 'held'] as const),
		...blame.waiting.map((id) => [id, 'waiting'] as const),
		...blame.failed.map((id) => [id, 'failed'] as const),
	]);
	return ({ shown }) => fates.get(shown) ?? 'excused';
}

const all = new Map<string, Runs>();

/** The deliveries of one trigger node; `key` names workflow and node. */
export function runsOf(key: string): Runs {
	let runs = all.get(key);
	if (!runs) all.set(key, (runs = new Runs()));
	return runs;
}

/** Forgets everything, as a restart of the process does. For tests. */
export function forgetRuns(): void {
	all.clear();
}
