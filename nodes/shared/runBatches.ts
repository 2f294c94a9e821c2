import { chunksOf } from './bulk';
import { Fault } from './fault';
import type { Plan, Written } from './operation';
import { inParallel } from './parallel';
import type { Failed, Outcome, Run } from './runner';
import { changesSomething, row, untouched, writtenBefore, type AnyWrite, type Planned } from './written';

/**
 * Sends batches, as many at once as the operation allows; a record that stands in two of them is written in order. A run
 * that does not go on after an error ends with the batches that are under way, and names all items that failed in them.
 */
export async function applyInBatches(
	run: Run,
	write: AnyWrite,
	todo: Planned[],
	prepared: unknown,
	outcomes: Array<Outcome | undefined>,
): Promise<void> {
	const { batchSize = 1, batchesAtOnce = 1 } = write;
	const written = new Set<string>();
	const failures: Failed[] = [];
	let done = 0;
	const send = async (batch: Planned[]) => {
		if (!run.goesOn && failures.length > 0) return;
		const current = await replanned(batch, written, write, prepared, outcomes, failures);
		const results = await resultsOf(write, current, prepared);
		current.forEach(({ context: { index }, plan }, position) => {
			written.add(plan.key);
			const result = results[position] ?? new Error('No result came back for this item.');
			if (result instanceof Error) failures.push({ index, error: result });
			else {
				outcomes[index] = row(index, result, plan);
				done++;
			}
		});
	};
	const waves = batchesAtOnce > 1 ? wavesOf(todo, batchSize) : batchesOf(todo, batchSize).map((batch) => [batch]);
	for (const wave of waves) {
		await inParallel(wave, batchesAtOnce, send);
		failures.sort((a, b) => a.index - b.index);
		const [first, ...others] = failures;
		if (first && !run.goesOn) run.fail(first.index, first.error, writtenBefore(done), others.filter(isOfItem));
		for (const { index, error } of failures.splice(0)) outcomes[index] = run.fail(index, error, writtenBefore(done));
	}
}

/** What fails because the service is down is not the item's fault, so nobody is to blame the item for it. */
const isOfItem = ({ error }: Failed): boolean =>
	!(error instanceof Fault) ||
	error.held ||
	!(error.passing || error.kind === 'quotaExhausted' || error.kind === 'unauthorized');

/**
 * Cuts work whose order matters only within a key into batches, and these into groups in which no key stands twice:
 * first what comes first for its key, then what comes second. So items that stand side by side with the same key do not
 * make a batch each.
 */
export function wavesOf<T extends { plan: Plan }>(todo: readonly T[], size: number): T[][][] {
	const rounds: T[][] = [];
	const counts = new Map<string, number>();
	for (const one of todo) {
		const { key } = one.plan;
		const before = counts.get(key) ?? 0;
		counts.set(key, before + 1);
		(rounds[before] ??= []).push(one);
	}
	return rounds.map((round) => chunksOf(round, size));
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
	failures: Failed[],
): Promise<Planned[]> {
	const left: Planned[] = [];
	for (const { context, plan: first } of batch) {
		try {
			const plan = written.has(first.key) ? await write.plan(context as never, prepared) : first;
			if (changesSomething(plan)) left.push({ context, plan });
			else outcomes[context.index] = untouched({ context, plan });
		} catch (error) {
			failures.push({ index: context.index, error });
		}
	}
	return left;
}
