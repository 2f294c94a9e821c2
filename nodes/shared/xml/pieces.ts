import { TELLING } from './kind';

/** The same text, its first piece long enough to tell what it is, or else whole. Empty pieces are left out. */
export async function* withTellingStart(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
	let start: string | undefined = '';
	for await (const piece of pieces) {
		if (start === undefined) {
			if (piece !== '') yield piece;
			continue;
		}
		start += piece;
		if (start.length < TELLING) continue;
		yield start;
		start = undefined;
	}
	if (start) yield start;
}
