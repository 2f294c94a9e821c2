import type { HeliosRecord } from '../domain/model';
import type { Condition } from '../domain/select';
import { compareKeys, keyOf } from '../domain/sorted';
import { fromText } from '../domain/values';
import type { Call } from '../room';
import { Refusal } from '../texts';
import type { ReadColumn } from './datastore';

/** `alias operator literal`, a literal being a quoted text or a number, and what joins it to the next. */
const TERM =
	/\s*\[?([\p{L}_][\p{L}\p{N}_]*)\]?\s*(=|<>|<=|>=|<|>)\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?))\s*(and\b|or\b|$)/iuy;

const HOLDS: Record<string, (order: number) => boolean> = {
	'=': (order) => order === 0,
	'<>': (order) => order !== 0,
	'<': (order) => order < 0,
	'<=': (order) => order <= 0,
	'>': (order) => order > 0,
	'>=': (order) => order >= 0,
};

type Term = (record: HeliosRecord) => boolean;

/** Comparisons joined by `and` and `or`, without parentheses; the server's own language is not known (helios-green.md 2.3.1). */
export function readExpression(call: Call, source: string, columns: readonly ReadColumn[]): Condition {
	const alternatives: Term[][] = [[]];
	TERM.lastIndex = 0;
	let joint: string | undefined;
	while (joint !== '') {
		const match = TERM.exec(source);
		if (!match) throw new Refusal('application', 'expression', source);
		const [, name = '', operator = '', quoted, plain] = match;
		alternatives.at(-1)!.push(termOf(call, columns, name, operator, quoted?.replaceAll("''", "'") ?? plain ?? ''));
		joint = match[5]!.toLowerCase();
		if (joint === 'or') alternatives.push([]);
	}
	const holds = (record: HeliosRecord) => alternatives.some((terms) => terms.every((term) => term(record)));
	return { path: source, accessor: { type: 'boolean', get: holds }, test: (key) => key === 1 };
}

function termOf(call: Call, columns: readonly ReadColumn[], name: string, operator: string, text: string): Term {
	const { time, reader } = call;
	const column = columns.find(({ alias }) => reader.same(alias, name));
	if (!column) throw new Refusal('application', 'column', name);
	const fold = call.switches.textIgnoresCase;
	const value = fromText(column.accessor.type, text, time);
	if (value === undefined || value === null) throw new Refusal('application', 'value', name, text);
	const wanted = keyOf(value, fold);
	return (record) => {
		const key = keyOf(column.accessor.get(record), fold);
		return key !== null && HOLDS[operator]!(compareKeys(key, wanted));
	};
}
