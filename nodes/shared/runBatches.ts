import type { Plan, Written } from './operation';
import { inParallel } from './parallel';
import type { Outcome, Run } from './runner';
import { changesSomething, row, untouched, writtenBefore, type AnyWrite, type Planned } from './written';

/** Sends batches, as many at once as the operation allows; a record that stands in two of them is written in order. */
export async function applyInBatches(
	run: Run,
	write: AnyWrite,
	todo: Planned[],
	prepared: unknown,
	outcomes: Array<Outcome | undefined>,
): Promise<void> {
	const written = new Set<string>();
	let done = 0;
	const send = async (batch: Planned[]) => {
		const failures: Array<{ index: number; error: unknown }> = [];
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
		for (const { index, error } of failures) outcomes[index] = run.fail(index, error, writtenBefore(done));
	};
	for (const wave of wavesOf(batchesOf(todo, write.batchSize ?? 1))) {
		await inParallel(wave, write.batchesAtOnce ?? 1, send);
	}
}

/** Cuts batches, in order, into groups in which no key stands in two batches. */
export function wavesOf<T extends { plan: Plan }>(batches: readonly T[][]): T[][][] {
	const waves: T[][][] = [];
	let keys = new Set<string>();
	for (const batch of batches) {
		const wave = waves.at(-1);
		if (wave && !batch.some(({ plan }) => keys.has(plan.key))) wave.push(batch);
		else {
			waves.push([batch]);
			keys = new Set();
		}
		for (const { plan } of batch) keys.add(plan.key);
	}
	return waves;
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
	failures: Array<{ index: number; error: unknown }>,
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
