import { inParallel } from './parallel';
import { settled, type Settled } from './settled';

/** What a reading in bulk found. A key whose request failed is never taken for a key that was not found. */
export class Found<T> {
	constructor(private readonly answers: Map<string, Settled<T | undefined>>) {}

	/** The record of a key, or undefined where the vendor has none. @throws what its request ended in */
	get(key: string): T | undefined {
		const answer = this.answers.get(key);
		if (!answer) return undefined;
		if ('error' in answer) throw answer.error;
		return answer.value;
	}

	/** Notes what was just written, for a later item with the same key. */
	set(key: string, value: T | undefined): void {
		this.answers.set(key, { value });
	}
}

export interface BulkReading<T> {
	/** Most keys in one request. */
	size: number;
	/** How many requests may be under way at once. */
	parallel: number;
	/** One request: the records it found, by key. */
	load(keys: string[]): Promise<Map<string, T>>;
}

/** Reads the records of many keys in as few requests as the vendor allows. A failed request fails its own keys only. */
export async function readInBulk<T>(
	keys: Iterable<string>,
	{ size, parallel, load }: BulkReading<T>,
): Promise<Found<T>> {
	const answers = new Map<string, Settled<T | undefined>>();
	await inParallel(chunksOf([...new Set(keys)], size), parallel, async (chunk) => {
		const loaded = await settled(async () => await load(chunk));
		for (const key of chunk) answers.set(key, 'error' in loaded ? loaded : { value: loaded.value.get(key) });
	});
	return new Found(answers);
}

/** Cuts a list into pieces of at most `size`, in order. */
export function chunksOf<T>(list: readonly T[], size: number): T[][] {
	const pieces = Math.ceil(list.length / size);
	return Array.from({ length: pieces }, (_, index) => list.slice(index * size, (index + 1) * size));
}
