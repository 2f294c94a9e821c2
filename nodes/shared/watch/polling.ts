import type { IDataObject, INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { closing } from '../closing';
import { Fault, toNodeError } from '../fault';
import { settled } from '../settled';
import { choose, deliveryId, settle, type Batches, type DeliveryRules } from './delivery';
import { toItem } from './item';
import { begin, takeOver, type Watched } from './engine';
import type { Budget, Change, Feed } from './feed';
import { readSettings, type Settings } from './settings';
import { runsOf } from './runs';
import { formerState, keep, stateOf, type Owed, type TriggerState } from './state';

type Poll = Promise<INodeExecutionData[][] | null>;

const PAGE = 1_000;
const DEFAULT_BUDGET_MS = 45_000;
const SINGLES_PER_POLL = 10;
/** With a poll every five minutes: eight hours until a record whose parent never comes is set aside. */
const MAX_WAITS = 100;

/** One poll of a trigger node, as `pollerFor` promises it. */
export async function poll<Api>(
	host: IPollFunctions,
	feeds: ReadonlyArray<Feed<Api, never, never>>,
	open: (host: IPollFunctions, deadline: number) => Promise<Api>,
): Poll {
	const runs = runsFor(host);
	const isManual = host.getMode() === 'manual';
	if (!isManual && (runs.polling || runs.running)) return null;
	if (!isManual) runs.polling = true;
	const outcome = await settled(async () => await pollOnce(host, feeds, open));
	if (!isManual) runs.polling = false;
	if ('value' in outcome) {
		quiet.delete(host);
		return outcome.value;
	}
	if (isRepeated(host, outcome.error)) return null;
	throw toNodeError(host.getNode(), outcome.error);
}

async function pollOnce<Api>(
	host: IPollFunctions,
	feeds: ReadonlyArray<Feed<Api, never, never>>,
	open: (host: IPollFunctions, deadline: number) => Promise<Api>,
): Promise<INodeExecutionData[][] | null> {
	const settings = readSettings(host, feeds as never);
	const deadline = Date.now() + (host.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS);
	const api = await open(host, deadline);
	return await closing(api as object, async () => await pollWith(host, settings, api, deadline));
}

async function pollWith<Api>(
	host: IPollFunctions,
	settings: Settings,
	api: Api,
	deadline: number,
): Promise<INodeExecutionData[][] | null> {
	const { feed, params, scope } = settings;
	const failures: Error[] = [];
	const watched: Watched = { feed, api, params, scope, onFailures: (some) => void failures.push(...some) };
	if (host.getMode() === 'manual') return [await sampleOf(watched, settings.account)];
	const stored = host.getWorkflowStaticData('node');
	const budget: Budget = { deadline, limit: PAGE };
	const known = stateOf(stored, scope);
	const from = known ? confirmedBy(host, known) : await begin(watched, settings.start, budget);
	const readsOn = known !== undefined || settings.start.from !== 'now';
	const wanted = settings.confirmed ? settings.perRun : Infinity;
	const state = readsOn ? await takeOver(watched, from, wanted, budget, Date.now) : from;
	const emitted = await handOver(host, watched, settings, state, stored);
	reportParts(host, failures);
	return emitted;
}

/** What could not be completed is not begun, nor a later change of its record: they are owed as they were. */
function withoutUnread(
	batches: Batches,
	completed: readonly Change[],
	{ owed }: TriggerState,
): Batches & { unread: Owed[] } {
	const asked = new Set(batches.runs.flat());
	const read = new Set(completed.map(({ id }) => id));
	const blocked = new Set<string>();
	const unread = owed.filter(({ change }) => {
		if (!asked.has(change)) return false;
		if (!read.has(change.id)) blocked.add(change.recordId);
		return blocked.has(change.recordId);
	});
	if (unread.length === 0) return { ...batches, unread };
	const before = new Map(unread.map((one) => [one.change, one]));
	const runs = batches.runs.map((run) => run.filter((change) => !before.has(change))).filter((run) => run.length > 0);
	return { ...batches, runs, owed: batches.owed.map((one) => before.get(one.change) ?? one), unread };
}

const runsFor = (host: IPollFunctions) => runsOf(`${host.getWorkflow().id} ${host.getNode().id}`);

/** The state without what its runs have done meanwhile: only then it is known how much more can be taken over. */
const confirmedBy = (host: IPollFunctions, known: TriggerState): TriggerState => ({
	...known,
	owed: settle(known, runsFor(host).ended()),
});

/**
 * With durable cursors n8n keeps nothing of the poll at activation. Without its beginning a trigger would begin anew with the first
 * poll by the clock, and what happened since the activation would be taken for past. In the default engine this does nothing.
 */
async function storeBeginning(host: IPollFunctions): Promise<void> {
	await host.__commitCursor?.();
}

/** Completes the chosen changes and emits them. Once the state is kept, nothing can fail any more. */
async function handOver(
	host: IPollFunctions,
	{ feed, api, params, scope, onFailures }: Watched,
	{ confirmed: isConfirmed, maxAttempts, perRun, account }: Settings,
	state: TriggerState,
	stored: IDataObject,
): Promise<INodeExecutionData[][] | null> {
	const runs = runsFor(host);
	const rules: DeliveryRules = isConfirmed
		? { maxAttempts, perRun, singlesPerPoll: SINGLES_PER_POLL, maxWaits: MAX_WAITS }
		: { maxAttempts: Infinity, perRun: Infinity, singlesPerPoll: Infinity, maxWaits: Infinity };
	const isFresh = stateOf(stored, scope) === undefined;
	const chosen = choose(state.owed, rules);
	const asked = chosen.runs.flat();
	const completed = asked.length > 0 ? await feed.complete(api, params, asked, (one) => onFailures?.([one])) : [];
	const batches = withoutUnread(chosen, completed, state);
	const attempts = new Map(batches.owed.map((owed) => [owed.change.id, owed.attempts]));
	const items = new Map(completed.map((one) => [one.id, toItem(account, one, attempts.get(one.id) ?? 1)]));

	const former = formerState(stored, scope);
	const orphans = former ? settle(former, runs.ended()) : [];
	runs.forget(isFresh);
	keep(stored, { ...state, owed: isConfirmed ? batches.owed : batches.unread });
	if (isFresh) await storeBeginning(host);
	reportSetAside(host, batches.setAside, maxAttempts);
	reportOrphans(host, orphans);
	const emitted = batches.runs.map((run) => run.map(({ id }) => items.get(id)!));
	if (!isConfirmed) return emitted.length > 0 ? [emitted.flat()] : null;
	for (const [index, run] of batches.runs.entries()) {
		const done = host.helpers.createDeferredPromise<IRun | undefined>();
		runs.begin(
			run.map((change) => ({ id: deliveryId(scope, change), shown: deliveryId(account, change) })),
			done,
		);
		host.__emit([emitted[index]!], undefined, done);
	}
	return null;
}

async function sampleOf({ feed, api, params }: Watched, account: string): Promise<INodeExecutionData[]> {
	const sample = await feed.sample(api, params);
	if (sample.length > 0) return sample.map((one) => toItem(account, one, 1));
	throw new Fault('notFound', 'There is nothing yet that could serve as an example.', {
		advice: 'Create or change a record in the service as your trigger expects it, then run this node again.',
	});
}

function reportSetAside(host: IPollFunctions, setAside: readonly Owed[], maxAttempts: number): void {
	for (const { change, failures, waits } of setAside) {
		const which = `its change (${change.event}, ${change.occurredAt})`;
		const why =
			failures < maxAttempts
				? `${which} has waited in ${waits} runs for another record.`
				: `${maxAttempts} runs with ${which} have failed.`;
		const message = `Record ${change.recordId} was set aside: ${why}`;
		const description =
			'Later changes flow on. Open the failed executions, remove the cause, and retry one of them to make up for this change.';
		host.__emitError(new NodeOperationError(host.getNode(), message, { description }));
	}
}

function reportOrphans(host: IPollFunctions, orphans: readonly Owed[]): void {
	if (orphans.length === 0) return;
	const records = [...new Set(orphans.map(({ change }) => change.recordId))];
	const message = `The settings of this trigger were changed while ${orphans.length} changes were not confirmed; they are not delivered again.`;
	const description = `Records: ${records.slice(0, 50).join(', ')}${records.length > 50 ? ', …' : ''}. Check whether their runs did what they should.`;
	host.__emitError(new NodeOperationError(host.getNode(), message, { description }));
}

/** Parts that fail are told once an hour while they do; the others have gone through. */
function reportParts(host: IPollFunctions, failures: readonly Error[]): void {
	const { quiet: told } = runsFor(host);
	const failing = new Map(failures.map((failure) => [failure.message, failure]));
	for (const message of told.keys()) if (!failing.has(message)) told.delete(message);
	for (const [message, failure] of failing) {
		if ((told.get(message) ?? 0) > Date.now()) continue;
		told.set(message, Date.now() + QUIET_MS);
		host.__emitError(toNodeError(host.getNode(), failure));
	}
}

/** Failures that were shown, by the trigger's activation. The engine that backs off by itself makes a new context per poll and gets them all. */
const quiet = new WeakMap<IPollFunctions, { message: string; until: number }>();
const QUIET_MS = 60 * 60 * 1000;

/** An outage of a day is one failed execution an hour, not one a poll. */
function isRepeated(host: IPollFunctions, error: unknown): boolean {
	if (host.getMode() === 'manual') return false;
	const message = error instanceof Error ? error.message : String(error);
	const shown = quiet.get(host);
	if (shown?.message === message && Date.now() < shown.until) return true;
	quiet.set(host, { message, until: Date.now() + QUIET_MS });
	return false;
}
