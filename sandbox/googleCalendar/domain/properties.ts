import { invalid, type Json } from '../model';

const LONGEST_NAME = 44;
const LONGEST_VALUE = 1024;
const MOST = 300;
const MOST_BYTES = 32 * 1024;

type Kinds = { private?: Record<string, string>; shared?: Record<string, string> };

/**
 * Extended properties as they are kept. Names and values that are too long are dropped and cut without a word, or refused;
 * more than 300 or 32 kB are always refused (google-calendar.md A, limits).
 */
export function keptProperties(sent: Json, tooLong: 'silent' | 'refused'): Kinds {
	const kept: Kinds = {};
	for (const kind of ['private', 'shared'] as const) {
		const values = sent[kind];
		if (typeof values !== 'object' || values === null) continue;
		kept[kind] = keptValues(values as Json, tooLong);
	}
	const all = Object.values(kept).flatMap((values) => Object.entries(values));
	const bytes = all.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
	if (all.length > MOST) throw invalid(`An event has at most ${MOST} extended properties.`);
	if (bytes > MOST_BYTES) throw invalid('The extended properties of the event are too large.');
	return kept;
}

function keptValues(values: Json, tooLong: 'silent' | 'refused'): Record<string, string> {
	const kept: Record<string, string> = {};
	for (const [name, value] of Object.entries(values)) {
		if (typeof value === 'object') throw invalid(`Invalid value for: extended property '${name.slice(0, 50)}'.`);
		const text = String(value);
		const fits = name.length <= LONGEST_NAME && text.length <= LONGEST_VALUE;
		if (!fits && tooLong === 'refused') throw invalid(`The extended property '${name.slice(0, 50)}' is too long.`);
		if (name.length <= LONGEST_NAME) kept[name] = text.slice(0, LONGEST_VALUE);
	}
	return kept;
}
