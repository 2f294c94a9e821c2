import { settled } from '../../settled';
import { idOf, type Sides } from './assemble';
import type { Pair } from './pair';
import type { Result } from './types';

/**
 * Two pairs may be about the same task, and would get in each other's way.
 * @returns for each the place of the one that is worked on: that which knows more
 */
export function firstsOf(pairs: readonly Pair[], rules: Sides['rules']): number[] {
	const keys = pairs.map((pair): unknown => {
		const { event } = pair;
		const id = event?.leftAlone ? undefined : idOf(pair, rules);
		return id !== undefined ? `task ${id}` : event ? `event ${event.calendar}/${event.id}` : pair;
	});
	const firsts = new Map<unknown, number>();
	pairs.forEach((pair, at) => {
		const first = firsts.get(keys[at]);
		if (first === undefined || known(pair) > known(pairs[first]!)) firsts.set(keys[at], at);
	});
	return keys.map((key) => firsts.get(key)!);
}

const known = ({ doubles, event, deleted }: Pair): number => (doubles.length > 0 ? 3 : event ? 2 : deleted ? 1 : 0);

/** A write that throws has failed for every record of it. */
export async function resultsOf<W, R>(
	writes: W[],
	pretend: ((write: W) => Result<R>) | undefined,
	write: (writes: W[]) => Promise<Array<Result<R>>>,
): Promise<Array<Result<R>>> {
	if (writes.length === 0 || pretend) return writes.map((one) => pretend!(one));
	const results = await settled(async () => await write(writes));
	if ('value' in results) return results.value;
	const fault = results.error instanceof Error ? results.error : new Error(String(results.error));
	return writes.map(() => ({ fault }));
}
