import { keyOf } from '../indexes';
import type { Row, Value } from '../model';
import { isExact, type Bound } from './bind';
import type { Target } from './scope';

export type Test = (row: Row) => boolean;

/** One function that tells whether a row fits, made once a query. */
export function testOf(bound: Bound): Test {
	switch (bound.kind) {
		case 'and': {
			const tests = bound.parts.map(testOf);
			return (row) => tests.every((test) => test(row));
		}
		case 'or': {
			const tests = bound.parts.map(testOf);
			return (row) => tests.some((test) => test(row));
		}
		case 'not': {
			const test = testOf(bound.part);
			return (row) => !test(row);
		}
		case 'test':
			return (row) => bound.test(row);
		case 'in': {
			const key = keyReader(bound.target);
			return (row) => bound.values.has(key(row)) !== bound.not;
		}
		case 'compare':
			return comparison(bound);
	}
}

/** Rows without a value fit neither side of a comparison but are unlike any value. */
function comparison({ target, operator, value }: Extract<Bound, { kind: 'compare' }>): Test {
	const key = keyReader(target);
	const known = (fits: (own: NonNullable<Value>, other: NonNullable<Value>) => boolean): Test => {
		if (value === null) return () => false;
		return (row) => {
			const own = key(row);
			return own !== null && fits(own, value);
		};
	};
	switch (operator) {
		case '=':
			return (row) => key(row) === value;
		case '!=':
			return (row) => key(row) !== value;
		case '<':
			return known((own, other) => own < other);
		case '<=':
			return known((own, other) => own <= other);
		case '>':
			return known((own, other) => own > other);
		case '>=':
			return known((own, other) => own >= other);
	}
}

/** What is compared: text in lower case, ids as they are. */
export function keyReader(target: Target): (row: Row) => Value {
	const exact = isExact(target.field.type);
	return (row) => keyOf(target.read(row), exact);
}
