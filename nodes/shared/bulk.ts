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
	/** Where a request may not be of any length: what a key adds to it, and the most that all of them may. */
	length?: { of(key: string): number; most: number };
	/** How many requests may be under way at once. */
	parallel: number;
	/** One request: the records it found, by key. */
	load(keys: string[]): Promise<Map<string, T>>;
}

/** Reads the records of many keys in as few requests as the vendor allows. A failed request fails its own keys only. */
export async function readInBulk<T>(
	keys: Iterable<string>,
	{ size, length, parallel, load }: BulkReading<T>,
): Promise<Found<T>> {
	const answers = new Map<string, Settled<T | undefined>>();
	const asked = [...new Set(keys)];
	const chunks = length ? asked.reduce(filling(size, length), []) : chunksOf(asked, size);
	await inParallel(chunks, parallel, async (chunk) => {
		const loaded = await settled(async () => await load(chunk));
		for (const key of chunk) answers.set(key, 'error' in loaded ? loaded : { value: loaded.value.get(key) });
	});
	return new Found(answers);
}

/** Puts a key into the last request if it fits there, so that a long one makes no other request shorter. */
function filling(size: number, { of, most }: NonNullable<BulkReading<unknown>['length']>) {
	let room = 0;
	return (chunks: string[][], key: string): string[][] => {
		const last = chunks.at(-1);
		room -= of(key);
		if (last && last.length < size && room >= 0) last.push(key);
		else {
			chunks.push([key]);
			room = most - of(key);
		}
		return chunks;
	};
}

/** Cuts a list into pieces of at most `size` (`Infinity` for one piece), in order. */
export function chunksOf<T>(list: readonly T[], size: number): T[][] {
	const most = Math.min(size, Math.max(1, list.length));
	return Array.from({ length: Math.ceil(list.length / most) }, (_, index) =>
		list.slice(index * most, (index + 1) * most),
	);
}
