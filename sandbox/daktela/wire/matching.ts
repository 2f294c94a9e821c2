import type { ResourceName } from '../resources';
import { Refusal, type Row } from '../types';
import { readWall, stampOf } from '../when';
import type { World } from '../world';
import { isGroup, type Condition, type Filter, type Operator } from './filter';
import { readerOf, type Reader } from './path';

export type Test = (row: Row) => boolean;
type Value = string | number;

/** A filter as a function; everything that can be read beforehand is. Throws a Refusal 400 by the switches. */
export function compile(world: World, resource: ResourceName, filter: Filter): Test {
	if (!isGroup(filter)) return compileCondition(world, resource, filter);
	const tests = filter.members.map((member) => compile(world, resource, member));
	return filter.logic === 'and'
		? (row) => tests.every((test) => test(row))
		: (row) => tests.length === 0 || tests.some((test) => test(row));
}

function compileCondition(world: World, resource: ResourceName, condition: Condition): Test {
	const reader = readerOf(world.store, resource, condition.path);
	if (!reader) return unknownField(world);
	if (condition.operator === 'isnull') return (row) => reader.read(row).length === 0;
	if (condition.operator === 'isnotnull') return (row) => reader.read(row).length > 0;
	const { positive, negated } = positiveOf(condition.operator);
	const test = valueTest(world, reader, positive, condition);
	if (!negated) return (row) => reader.read(row).some(test);
	const { notMatchesNull } = world.switches;
	return (row) => {
		const values = reader.read(row);
		return values.length === 0 ? notMatchesNull : !values.some(test);
	};
}

function unknownField({ switches }: World): Test {
	if (switches.unknownFilterField === '400') throw new Refusal(400, 'badFilter');
	return () => switches.unknownFilterField === 'ignored';
}

type Positive = 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'like' | 'begins' | 'ends' | 'contains' | 'in';

function positiveOf(operator: Operator): { positive: Positive; negated: boolean } {
	if (operator === 'neq') return { positive: 'eq', negated: true };
	const negated = operator.startsWith('not');
	return { positive: (negated ? operator.slice(3) : operator) as Positive, negated };
}

function valueTest(world: World, reader: Reader, operator: Positive, condition: Condition): (value: Value) => boolean {
	if (operator === 'eq' || operator === 'in') return oneOfTest(world, reader, condition);
	const sent = condition.values[0] ?? '';
	if (operator in textTests) {
		const fold = folding(world, reader, condition);
		const test = textTests[operator as keyof typeof textTests](fold(sent), world);
		return (value) => test(fold(reader.kind === 'time' ? stampOf(Number(value)) : String(value)));
	}
	const [bound] = wanted(world, reader, condition);
	const fold = folding(world, reader, condition);
	const compare = comparisons[operator as keyof typeof comparisons];
	return (value) => compare(typeof value === 'string' ? fold(value) : value, bound!);
}

function oneOfTest(world: World, reader: Reader, condition: Condition): (value: Value) => boolean {
	const fold = folding(world, reader, condition);
	const set = new Set(wanted(world, reader, condition));
	return (value) => set.has(typeof value === 'string' ? fold(value) : value);
}

const comparisons = {
	gt: (a: Value, b: Value) => a > b,
	gte: (a: Value, b: Value) => a >= b,
	lt: (a: Value, b: Value) => a < b,
	lte: (a: Value, b: Value) => a <= b,
};

type TextTest = (text: string) => boolean;
const textTests: Record<'like' | 'begins' | 'ends' | 'contains', (sent: string, world: World) => TextTest> = {
	begins: (sent) => (text) => text.startsWith(sent),
	ends: (sent) => (text) => text.endsWith(sent),
	contains: (sent) => (text) => text.includes(sent),
	like(sent, { switches }) {
		if (!sent.includes('%') && switches.likeWithoutPercent === 'contains') return (text) => text.includes(sent);
		const pattern = likePattern(sent);
		return (text) => pattern.test(text);
	},
};

/** SQL's LIKE: % any text, _ any character, a backslash before either takes it as it is. */
function likePattern(sent: string): RegExp {
	const source = sent.replace(/\\([%_\\])|[%_]|[^%_\\]+|\\/g, (found, escaped?: string) => {
		if (escaped === undefined && found === '%') return '.*';
		if (escaped === undefined && found === '_') return '.';
		return (escaped ?? found).replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
	});
	return new RegExp(`^${source}$`, 's');
}

/** The values as the field compares them: texts in lower case when case does not count. */
function wanted(world: World, reader: Reader, condition: Condition): Value[] {
	const fold = folding(world, reader, condition);
	const sent = condition.values.length ? condition.values : [''];
	return sent.map((value) => {
		const read = comparable(world, reader, value);
		return typeof read === 'string' ? fold(read) : read;
	});
}

/** One sent value as the field's orders have it. Throws a Refusal 400 for a time that is none. */
export function comparable(world: World, { kind }: Reader, sent: string): Value {
	if (kind === 'number') return Number(sent) || 0;
	if (kind === 'bool') return ['true', '1'].includes(sent) ? 1 : 0;
	if (kind !== 'time') return sent;
	const time = readWall(sent);
	if (!time || (time.zoned && world.switches.zonedFilterDate === '400')) throw new Refusal(400, 'badFilter');
	return time.wall;
}

function folding(world: World, { kind }: Reader, { ignoreCase }: Condition): (text: string) => string {
	const folds = kind === 'text' && (ignoreCase || world.switches.caseInsensitive);
	return folds ? (text) => text.toLocaleLowerCase() : (text) => text;
}
