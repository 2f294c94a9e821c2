import { fullId } from '../ids';
import { keyOf } from '../indexes';
import type { Field, Row, Value } from '../model';
import { dayOf, midnightOf, nextDay, spanOf, type Span } from './dates';
import { unescaped, type Token } from './lexer';
import type { Condition, Operator, Path } from './parser';
import type { Scope, Target } from './scope';

/** A condition whose names are looked up and whose values have the type of their field. */
export type Bound =
	| { readonly kind: 'and' | 'or'; readonly parts: readonly Bound[] }
	| { readonly kind: 'not'; readonly part: Bound }
	| { readonly kind: 'compare'; readonly target: Target; readonly operator: Operator; readonly value: Value }
	| { readonly kind: 'in'; readonly target: Target; readonly not: boolean; readonly values: ReadonlySet<Value> }
	| { readonly kind: 'test'; test(row: Row): boolean };

type Type = Field['type'];

const NUMBERS: readonly Type[] = ['int', 'double', 'currency', 'percent'];

export const isExact = (type: Type): boolean => type === 'id' || type === 'reference';

/** Looks up what a condition names and gives its values the types of their fields (salesforce.md 2). */
export class Binder {
	constructor(
		private readonly scope: Scope,
		private readonly now: number,
		/** Milliseconds are ignored where stamps resolve seconds. */
		private readonly floor: (time: number) => number,
	) {}

	/** Throws a Refusal INVALID_FIELD for an unknown field or a value of another type. */
	bind(condition: Condition): Bound {
		switch (condition.kind) {
			case 'and':
			case 'or':
				return { kind: condition.kind, parts: condition.parts.map((part) => this.bind(part)) };
			case 'not':
				return { kind: 'not', part: this.bind(condition.part) };
			case 'compare':
				return this.compare(condition.path, condition.operator, condition.value);
			case 'like':
				return this.like(condition.path, condition.value);
			case 'in':
				return this.within(condition.path, condition.not, condition.values);
			case 'includes':
				return this.includes(condition.path, condition.not, condition.values);
		}
	}

	private target(path: Path): Target {
		const target = this.scope.resolve(path);
		if (!target.filterable)
			throw this.scope.problem(path, `field '${target.field.name}' can not be filtered in a query call`);
		return target;
	}

	private compare(path: Path, operator: Operator, token: Token): Bound {
		const target = this.target(path);
		const span = this.spanFor(target.field.type, token);
		if (span) return between(target, operator, span);
		const value = this.value(target, path, token);
		if (target.field.type === 'boolean' && operator !== '=' && operator !== '!=')
			throw this.scope.problem(path, `operator '${operator}' does not fit the boolean field '${target.field.name}'`);
		return { kind: 'compare', target, operator, value };
	}

	private within(path: Path, not: boolean, tokens: readonly Token[]): Bound {
		const target = this.target(path);
		return { kind: 'in', target, not, values: new Set(tokens.map((token) => this.value(target, path, token))) };
	}

	private like(path: Path, token: Token): Bound {
		const target = this.target(path);
		if (token.kind !== 'text' || isExact(target.field.type))
			throw this.scope.problem(path, `LIKE needs a text field and a quoted text, not '${target.field.name}'`);
		const pattern = likePattern(unescaped(this.scope.soql, token, true));
		return { kind: 'test', test: (row) => pattern.test(String(target.read(row) ?? '')) };
	}

	private includes(path: Path, not: boolean, tokens: readonly Token[]): Bound {
		const target = this.target(path);
		if (target.field.type !== 'multipicklist')
			throw this.scope.problem(path, `INCLUDES and EXCLUDES need a multi-select picklist, not '${path.text}'`);
		const wanted = tokens.map((token) => unescaped(this.scope.soql, token).split(';'));
		const has = (row: Row) => {
			const chosen = String(target.read(row) ?? '').split(';');
			return wanted.some((all) => all.every((one) => chosen.includes(one)));
		};
		return { kind: 'test', test: not ? (row) => !has(row) : has };
	}

	/** A day for a date-time field, or a word as LAST_N_DAYS:7. */
	private spanFor(type: Type, token: Token): Span | undefined {
		if (type !== 'date' && type !== 'datetime') return undefined;
		if (token.kind === 'word') return spanOf(token.text, this.now);
		if (token.kind !== 'date' || type !== 'datetime') return undefined;
		const from = midnightOf(token.text);
		return from === undefined ? undefined : { from, to: nextDay(from) };
	}

	private value(target: Target, path: Path, token: Token): Value {
		if (token.kind === 'word' && token.text.toLowerCase() === 'null') return null;
		const { type } = target.field;
		const value = this.parsed(type, token);
		if (value !== undefined) return value;
		if (isExact(type) && token.kind === 'text')
			throw this.scope.problem(token, `invalid ID field: ${token.text}`, 'INVALID_QUERY_FILTER_OPERATOR');
		const quoted = type === 'boolean' || type.startsWith('date') || NUMBERS.includes(type) ? 'not ' : '';
		const what = `value of filter criterion for field '${target.field.name}' must be of type ${typeName(type)} and should ${quoted}be enclosed in quotes`;
		throw this.scope.problem(path, what);
	}

	private parsed(type: Type, token: Token): Value | undefined {
		const { kind, text } = token;
		if (type === 'boolean') return kind === 'word' && /^(true|false)$/i.test(text) ? /^t/i.test(text) : undefined;
		if (NUMBERS.includes(type)) return kind === 'number' ? Number(text) : undefined;
		if (type === 'date') return kind === 'date' && midnightOf(text) !== undefined ? text : undefined;
		if (type === 'datetime') {
			const time = kind === 'dateTime' ? Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : NaN;
			return Number.isNaN(time) ? undefined : this.floor(time);
		}
		if (kind !== 'text') return undefined;
		if (isExact(type)) return fullId(text);
		return keyOf(unescaped(this.scope.soql, token), false);
	}
}

const typeName = (type: Type): string =>
	type === 'datetime'
		? 'dateTime'
		: type === 'date' || type === 'boolean'
			? type
			: NUMBERS.includes(type)
				? 'double'
				: 'string';

/** Two plain comparisons instead of one with a span, so that indexes serve it. */
function between(target: Target, operator: Operator, { from, to }: Span): Bound {
	const edge = (time: number): Value => (target.field.type === 'date' ? dayOf(time) : time);
	const compare = (side: Operator, time: number): Bound => ({
		kind: 'compare',
		target,
		operator: side,
		value: edge(time),
	});
	if (operator === '=') return { kind: 'and', parts: [compare('>=', from), compare('<', to)] };
	if (operator === '!=') return { kind: 'or', parts: [compare('<', from), compare('>=', to)] };
	if (operator === '<' || operator === '>=') return compare(operator, from);
	return compare(operator === '>' ? '>=' : '<', to);
}

function likePattern(text: string): RegExp {
	const source = text.replace(/\\[%_\\]|[%_]|[\\^$.*+?()[\]{}|]/g, (part) => {
		if (part === '%') return '.*';
		if (part === '_') return '.';
		return `\\${part.length === 2 ? part[1]! : part}`;
	});
	return new RegExp(`^${source}$`, 'is');
}
