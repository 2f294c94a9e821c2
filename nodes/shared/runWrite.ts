import type { IDataObject } from 'n8n-workflow';

import { Fault } from './fault';
import type { Plan, Write, Written } from './operation';
import { inParallel } from './parallel';
import type { Context, Outcome, Run } from './runner';
import { brake } from './sync/brake';
import type { Outcome as ReportLine } from './sync/report';
import type { SyncAction } from './sync/types';

type AnyWrite = Write<never, readonly never[], unknown, Plan>;
interface Planned {
	context: Context;
	plan: Plan;
}

/** Whether a plan leads to a request that changes something. */
export const changesSomething = ({ action }: Plan): boolean =>
	action === 'created' || action === 'updated' || action === 'deleted';

/**
 * Runs a writing operation in two steps: first every item is planned (bad input stops the run before anything is sent),
 * then the plans are applied in order. A dry run ends after the first step.
 */
export async function runWrite(run: Run): Promise<Outcome[]> {
	const { contexts } = run;
	const write = run.operation.write as unknown as AnyWrite;
	const outcomes = new Array<Outcome | undefined>(contexts.length);
	const prepared = await write.prepare?.(contexts as never);
	const planned: Planned[] = [];
	await inParallel(contexts, run.operation.parallel, async (context) => {
		try {
			planned[context.index] = { context, plan: await write.plan(context as never, prepared) };
		} catch (error) {
			outcomes[context.index] = run.fail(context.index, error);
		}
	});
	const plans = planned.filter(Boolean);
	const todo = toApply(plans);
	checkBrake(todo, run);
	const waiting = new Set(todo);
	for (const one of plans) if (!waiting.has(one)) outcomes[one.context.index] = settled(one);
	const apply = write.applyMany ? applyInBatches : applyOneByOne;
	await apply(run, write, todo, prepared, outcomes);
	return await summed(run, outcomes as Outcome[]);
}

const isDry = ({ context }: Planned): boolean => context.read.dryRun === true;

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
					outcomes[context.index] = settled({ context, plan });
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

async function applyInBatches(
	run: Run,
	write: AnyWrite,
	todo: Planned[],
	prepared: unknown,
	outcomes: Array<Outcome | undefined>,
) {
	const written = new Set<string>();
	let done = 0;
	for (const batch of batchesOf(todo, write.batchSize ?? 1)) {
		const failures: Array<{ index: number; error: unknown }> = [];
		const current = await replanned(batch, written, write, prepared, outcomes, failures);
		for (const { plan } of current) written.add(plan.key);
		const results = await resultsOf(write, current, prepared);
		current.forEach(({ context: { index }, plan }, position) => {
			const result = results[position] ?? new Error('No result came back for this item.');
			if (result instanceof Error) failures.push({ index, error: result });
			else {
				outcomes[index] = row(index, result, plan);
				done++;
			}
		});
		for (const { index, error } of failures) outcomes[index] = run.fail(index, error, writtenBefore(done));
	}
}

/** A request that fails as a whole has failed for each of its records. */
async function resultsOf(write: AnyWrite, batch: Planned[], prepared: unknown): Promise<Array<Written | Error>> {
	if (batch.length === 0) return [];
	try {
		return await write.applyMany!(batch as never, prepared);
	} catch (error) {
		return batch.map(() => (error instanceof Error ? error : new Error(String(error))));
	}
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

/** Cuts work into batches of at most `size` in which no key stands twice. */
export function batchesOf<T extends { plan: Plan }>(todo: readonly T[], size: number): T[][] {
	const batches: T[][] = [];
	let keys = new Set<string>();
	for (const one of todo) {
		const open = batches.at(-1);
		if (open && open.length < size && !keys.has(one.plan.key)) open.push(one);
		else {
			batches.push([one]);
			keys = new Set();
		}
		keys.add(one.plan.key);
	}
	return batches;
}

/** What of a batch is still to be written once the items whose record was just written are planned again. */
async function replanned(
	batch: Planned[],
	written: ReadonlySet<string>,
	write: AnyWrite,
	prepared: unknown,
	outcomes: Array<Outcome | undefined>,
	failures: Array<{ index: number; error: unknown }>,
): Promise<Planned[]> {
	const left: Planned[] = [];
	for (const { context, plan: first } of batch) {
		try {
			const plan = written.has(first.key) ? await write.plan(context as never, prepared) : first;
			if (changesSomething(plan)) left.push({ context, plan });
			else outcomes[context.index] = settled({ context, plan });
		} catch (error) {
			failures.push({ index: context.index, error });
		}
	}
	return left;
}

const writtenBefore = (done: number): string =>
	done === 0
		? ''
		: `Before it ${done} ${done === 1 ? 'item was' : 'items were'} written; running again does not write them twice where the operation is a Create or Update.`;

function checkBrake(plans: readonly Planned[], { contexts, operation }: Run): void {
	const { maxChanges = 0 } = (contexts[0]?.read.options ?? {}) as { maxChanges?: number };
	if (!operation.write?.brake || maxChanges === 0) return;
	const counts: Partial<Record<SyncAction, number>> = {};
	for (const { plan } of plans) counts[plan.action] = (counts[plan.action] ?? 0) + 1;
	const reason = brake(counts, { maxCount: maxChanges });
	if (reason)
		throw new Fault('braked', reason, {
			advice: 'Look at a dry run first; the limit is Max Changes in the options of the node.',
		});
}

function row(index: number, written: Written, plan: Plan): Outcome {
	const isPair = 'record' in written && 'action' in written && typeof written.record === 'object';
	const { record, action } = isPair
		? (written as { record: IDataObject; action: SyncAction })
		: { record: written as IDataObject, action: plan.action };
	return { index, rows: [{ ...record, sync: syncOf({ ...plan, action }) }] };
}

function settled(one: Planned): Outcome {
	const { context, plan } = one;
	const sync = syncOf(plan);
	return { index: context.index, rows: [{ ...plan.record, sync, ...(isDry(one) && { dryRun: true }) }] };
}

const syncOf = ({ action, key, changes, reason }: Plan): IDataObject => ({
	action,
	key,
	...(changes && Object.keys(changes).length > 0 && { changes: changes as unknown as IDataObject }),
	...(reason !== undefined && { reason }),
});

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
