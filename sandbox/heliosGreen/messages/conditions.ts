import type { Condition } from '../domain/select';
import { keyOf, type Key, type Range } from '../domain/sorted';
import { fromText } from '../domain/values';
import type { Call } from '../room';
import { Refusal } from '../texts';
import type { Element } from '../xml/parse';
import type { ReadColumn } from './datastore';
import { readExpression } from './expression';

const COMPARE = ['equal', 'notEqual', 'lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'] as const;
const LIKE = ['contains', 'doesNotContain', 'startsWith', 'doesNotStartWith'] as const;

type Found = Pick<Condition, 'range' | 'test'>;
type Kind = (call: Call, condition: Element, column: ReadColumn) => Found;

/** Conditions of the row filter (helios-green.md 2.3.1). Null fits none but its own. */
const KINDS: Record<string, Kind> = {
	compareCondition(call, condition, column) {
		const operator = call.reader.choice(condition, 'operator', COMPARE);
		const { from, to, toOpen } = spanOf(call, column, valueIn(call, condition, ['operator'], 'valueToCompare'));
		switch (operator) {
			case 'equal':
				return { range: { min: from, max: to, maxOpen: toOpen } };
			case 'notEqual':
				return { test: (key) => key !== null && !(key >= from! && (toOpen ? key < to! : key <= to!)) };
			case 'lessThan':
				return { range: { max: from, maxOpen: true } };
			case 'lessThanOrEqual':
				return { range: { max: to, maxOpen: toOpen } };
			case 'greaterThan':
				return { range: { min: to, minOpen: !toOpen } };
			case 'greaterThanOrEqual':
				return { range: { min: from } };
		}
	},

	rangeCondition(call, condition, column) {
		call.reader.choice(condition, 'operator', ['between']);
		const least = spanOf(call, column, valueIn(call, condition, ['operator'], 'minValue', 'maxValue'));
		const most = spanOf(call, column, valueIn(call, condition, ['operator'], 'maxValue', 'minValue'));
		return { range: { min: least.from, max: most.to, maxOpen: most.toOpen } };
	},

	likeCondition(call, condition) {
		const operator = call.reader.choice(condition, 'operator', LIKE);
		const wanted = String(keyOf(valueIn(call, condition, ['operator'], 'value'), call.switches.textIgnoresCase));
		const holds: Record<(typeof LIKE)[number], (text: string) => boolean> = {
			contains: (text) => text.includes(wanted),
			doesNotContain: (text) => !text.includes(wanted),
			startsWith: (text) => text.startsWith(wanted),
			doesNotStartWith: (text) => !text.startsWith(wanted),
		};
		return { test: (key) => key !== null && holds[operator](String(key)) };
	},

	requiredFieldCondition(call, condition) {
		call.reader.only(condition, ['operator']);
		const isNull = call.reader.choice(condition, 'operator', ['null', 'notNull']) === 'null';
		return { test: (key) => (key === null) === isNull };
	},
};

/** One `item` of a row filter. */
export function readCondition(call: Call, item: Element, columns: readonly ReadColumn[]): Condition {
	const { reader } = call;
	const names = [...Object.keys(KINDS), 'expressionCondition'];
	reader.only(item, ['columnName'], names);
	const name = reader.needed(item, 'columnName');
	const column = columns.find(({ alias }) => reader.same(alias, name));
	if (!column) throw new Refusal('application', 'column', name);
	const [condition, ...others] = item.children;
	const kind = names.find((one) => condition && reader.same(one, condition.name));
	if (!condition || !kind || others.length > 0) throw new Refusal('system', 'condition', name);
	if (kind === 'expressionCondition') return readExpression(call, valueIn(call, condition, [], 'expression'), columns);
	return { path: column.path, accessor: column.accessor, ...KINDS[kind]!(call, condition, column) };
}

/** The text of a value, from where the switch says; `sibling` is another value that may stand beside it. */
function valueIn(call: Call, condition: Element, attributes: string[], name: string, sibling = name): string {
	const { reader, switches } = call;
	if (switches.conditionValues === 'attribute') {
		reader.only(condition, [...attributes, name, sibling]);
		const value = reader.attribute(condition, name);
		if (value === undefined) throw new Refusal('system', 'missing', condition.name, name);
		return value;
	}
	reader.only(condition, attributes, [name, sibling]);
	return reader.neededChild(condition, name).text;
}

/** What a value stands for: itself, or the whole day of a date-time (helios-green.md 2.3.1, the trap). */
function spanOf(
	{ time, switches }: Call,
	{ alias, accessor }: ReadColumn,
	text: string,
): { from: Exclude<Key, null>; to: Exclude<Key, null>; toOpen: boolean } & Range {
	const value = fromText(accessor.type, text, time);
	const key = value === undefined ? null : keyOf(value, switches.textIgnoresCase);
	if (key === null) throw new Refusal('application', 'value', alias, text);
	if (accessor.type !== 'dateTime' || switches.dateFilter === 'exact') return { from: key, to: key, toOpen: false };
	const [from, to] = time.day(key as number);
	return { from, to, toOpen: true };
}
