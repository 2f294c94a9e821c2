import type { IDataObject } from 'n8n-workflow';

import { Fault, type FaultKind } from './fault';
import { inParallel } from './parallel';
import { applyInBatches } from './runBatches';
import type { Failed, Outcome, Run } from './runner';
import { settled } from './settled';
import { brake } from './sync/brake';
import type { Outcome as ReportLine } from './sync/report';
import type { SyncAction } from './sync/types';
import { changesSomething, isDry, row, untouched, writtenBefore, type AnyWrite, type Planned } from './written';

/**
 * Runs a writing operation in two steps: first every item is planned (bad input stops the run before anything is sent),
 * then the plans are applied in order. A dry run ends after the first step.
 */
export async function runWrite(run: Run): Promise<Outcome[]> {
	const { contexts } = run;
	const write = run.operation.write as unknown as AnyWrite;
	const outcomes = new Array<Outcome | undefined>(contexts.length);
	const prepared = await write.prepare?.(contexts as never);
	const plans = await planAll(run, write, prepared, outcomes);
	const todo = toApply(plans);
	checkBrake(todo, run);
	const waiting = new Set(todo);
	for (const one of plans) if (!waiting.has(one)) outcomes[one.context.index] = untouched(one);
	const apply = write.applyMany ? applyInBatches : applyOneByOne;
	await apply(run, write, todo, prepared, outcomes);
	return await summed(run, outcomes as Outcome[]);
}

/**
 * Plans every item, also after one that cannot be done: a failed run then names all of them, and a trigger delivers the
 * others again without them. What would end every item alike (a service that is down) stops the planning at once.
 */
async function planAll(
	run: Run,
	write: AnyWrite,
	prepared: unknown,
	outcomes: Array<Outcome | undefined>,
): Promise<Planned[]> {
	const planned: Planned[] = [];
	const failures: Failed[] = [];
	let wrong = 0;
	await inParallel(run.contexts, run.operation.parallel, async (context) => {
		const { index } = context;
		if (!run.goesOn && wrong >= MOST_WRONG) return;
		const plan = await settled(async () => await write.plan(context as never, prepared));
		if ('value' in plan) planned[index] = { context, plan: plan.value };
		else if (run.goesOn || !isOfItem(plan.error)) outcomes[index] = run.fail(index, plan.error);
		else {
			failures.push({ index, error: plan.error });
			if (isWrong(plan.error)) wrong++;
		}
	});
	const [first, ...others] = failures.sort((a, b) => a.index - b.index);
	if (first) run.fail(first.index, first.error, '', others);
	return planned.filter(Boolean);
}

/** So many items that are wrong have one cause, and looking at the rest would only cost requests. */
const MOST_WRONG = 20;
const isWrong = (error: unknown): boolean => !(error instanceof Fault && (error.waits || error.held));

const OF_ITEM: ReadonlySet<FaultKind> = new Set(['input', 'invalid', 'notFound', 'conflict', 'braked']);
const isOfItem = (error: unknown): boolean => error instanceof Fault && OF_ITEM.has(error.kind);

/** What changes something, and what finds its record changed by an item before it: that is planned again when its turn comes. */
function toApply(plans: readonly Planned[]): Planned[] {
	const changed = new Set<string>();
	return plans.filter((one) => {
		if (isDry(one)) return false;
		if (changesSomething(one.plan)) changed.add(one.plan.key);
		return changed.has(one.plan.key);
	});
}

/** Items that share a key are done one after the other, the later one planned again on what the earlier one left behind. */
async function applyOneByOne(
	run: Run,
	write: AnyWrite,
	todo: Planned[],
	prepared: unknown,
	outcomes: Array<Outcome | undefined>,
) {
	const lanes = run.operation.parallel === 1 ? [todo] : lanesOf(todo);
	let done = 0;
	await inParallel(lanes, run.operation.parallel, async (lane) => {
		const written = new Set<string>();
		for (const { context, plan: first } of lane) {
			try {
				const plan = written.has(first.key) ? await write.plan(context as never, prepared) : first;
				written.add(plan.key);
				if (!changesSomething(plan)) {
					outcomes[context.index] = untouched({ context, plan });
					continue;
				}
				outcomes[context.index] = row(context.index, await write.apply!(context as never, plan, prepared), plan);
				done++;
			} catch (error) {
				outcomes[context.index] = run.fail(context.index, error, writtenBefore(done));
			}
		}
	});
}

function lanesOf(todo: readonly Planned[]): Planned[][] {
	const lanes = new Map<string, Planned[]>();
	for (const one of todo) {
		const lane = lanes.get(one.plan.key);
		if (lane) lane.push(one);
		else lanes.set(one.plan.key, [one]);
	}
	return [...lanes.values()];
}

function checkBrake(plans: readonly Planned[], { contexts, operation }: Run): void {
	const { maxChanges = 0 } = (contexts[0]?.read.options ?? {}) as { maxChanges?: number };
	if (!operation.write?.brake || maxChanges === 0) return;
	const counts: Partial<Record<SyncAction, number>> = {};
	for (const { plan } of plans) counts[plan.action] = (counts[plan.action] ?? 0) + 1;
	const reason = brake(counts, { maxCount: maxChanges });
	if (reason)
		throw new Fault('braked', reason, {
			advice: 'Look at a dry run first; the limit is Max Changes in the options of the node.',
			// Delivered one by one, the same changes would slip below the limit.
			held: true,
		});
}

/** Adds the run's summary as a hint, and puts one report in place of the records where that is chosen. */
async function summed(run: Run, outcomes: Outcome[]): Promise<Outcome[]> {
	if (outcomes.length === 0) return outcomes;
	const { contexts } = run;
	const { Report } = await import('./sync/report');
	const report = new Report({ dryRun: contexts.every(({ read }) => read.dryRun === true) });
	for (const outcome of outcomes) report.add(lineOf(outcome));
	report.spend(run.spending.spent.requests, run.spending.spent.waitedMs);
	run.hint(report.summary());
	const { output } = (contexts[0]!.read.options ?? {}) as { output?: string };
	return output === 'report'
		? [{ index: 0, rows: [report.toItem() as unknown as IDataObject], ofAllItems: true }]
		: outcomes;
}

function lineOf(outcome: Outcome): ReportLine {
	if ('rows' in outcome) {
		const { action, key, reason } = (outcome.rows[0] as IDataObject).sync as {
			action: SyncAction;
			key: string;
			reason?: string;
		};
		return { action, key, ...(reason !== undefined && { message: reason }) };
	}
	const message = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
	return { action: 'failed', key: `item ${outcome.index}`, message };
}
