import type { Value } from './model';

const WORD = /[\p{L}\p{N}]+/gu;

export const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

export function wordsOfValues(values: Iterable<Value>): Set<string> {
	const words = new Set<string>();
	for (const value of values)
		for (const item of Array.isArray(value) ? value : [value])
			for (const word of wordsOf(String(item))) words.add(word);
	return words;
}

/** Which rows hold a word, or a word that begins so. */
export class WordIndex<Row> {
	private readonly rows = new Map<string, Set<Row>>();
	private sorted: string[] | undefined;

	add(row: Row, words: Iterable<string>): void {
		for (const word of words) {
			const rows = this.rows.get(word);
			if (rows) {
				rows.add(row);
				continue;
			}
			this.rows.set(word, new Set([row]));
			this.sorted?.splice(this.firstFrom(this.sorted, word), 0, word);
		}
	}

	remove(row: Row, words: Iterable<string>): void {
		for (const word of words) this.rows.get(word)?.delete(row);
	}

	/** Rows that hold, for every one of the beginnings, a word that begins so. */
	find(beginnings: readonly string[]): Row[] {
		const sets = beginnings.map((beginning) => this.startingWith(beginning)).sort((a, b) => a.size - b.size);
		const [smallest, ...others] = sets;
		return smallest ? [...smallest].filter((row) => others.every((rows) => rows.has(row))) : [];
	}

	private startingWith(beginning: string): ReadonlySet<Row> {
		const sorted = (this.sorted ??= [...this.rows.keys()].sort());
		const hits: Array<Set<Row>> = [];
		for (let at = this.firstFrom(sorted, beginning); sorted[at]?.startsWith(beginning); at++)
			hits.push(this.rows.get(sorted[at]!)!);
		if (hits.length === 1) return hits[0]!;
		const all = new Set<Row>();
		for (const rows of hits) for (const row of rows) all.add(row);
		return all;
	}

	private firstFrom(sorted: readonly string[], word: string): number {
		let low = 0;
		let high = sorted.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (sorted[middle]! < word) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
