import type { ResourceName } from '../resources';
import { compareKeys, type Key, type Span } from '../order';
import type { World } from '../world';
import { isGroup, type Condition, type Filter } from './filter';
import { comparable } from './matching';
import { readerOf, type Reader } from './path';

/** Where in the order of one field the rows of a filter lie. `exact`: all that lie there fit. */
export interface Bounds {
	span: Span;
	exact: boolean;
}

const everywhere = (exact: boolean): Bounds => ({ span: {}, exact });

/** A wider span than needed is harmless: what is not exact is tested row by row. */
export function boundsOf(world: World, resource: ResourceName, filter: Filter | undefined, field: string): Bounds {
	if (!filter) return everywhere(true);
	if (!isGroup(filter)) return boundsOfCondition(world, resource, filter, field);
	const parts = filter.members.map((member) => boundsOf(world, resource, member, field));
	if (parts.length === 0) return everywhere(true);
	return parts.reduce(filter.logic === 'and' ? intersection : hull);
}

function boundsOfCondition(world: World, resource: ResourceName, condition: Condition, field: string): Bounds {
	const reader = readerOf(world.store, resource, condition.path);
	if (reader?.own !== field || folds(world, reader, condition)) return everywhere(false);
	const [sent = ''] = condition.values;
	const value = (): Key => comparable(world, reader, sent);
	// Below every number and every text, above nothing.
	const least = reader.kind === 'text' ? '' : -Infinity;
	switch (condition.operator) {
		case 'eq':
			return { span: { lo: value(), hi: value() }, exact: true };
		case 'gt':
			return { span: { lo: value(), loOpen: true }, exact: true };
		case 'gte':
			return { span: { lo: value() }, exact: true };
		case 'lt':
			return { span: { lo: least, hi: value(), hiOpen: true }, exact: true };
		case 'lte':
			return { span: { lo: least, hi: value() }, exact: true };
		default:
			return everywhere(false);
	}
}

const folds = (world: World, { kind }: Reader, { ignoreCase }: Condition): boolean =>
	kind === 'text' && (ignoreCase || world.switches.caseInsensitive);

function intersection(a: Bounds, b: Bounds): Bounds {
	const [lo, loOpen] = end(a.span.lo, a.span.loOpen, b.span.lo, b.span.loOpen, 1);
	const [hi, hiOpen] = end(a.span.hi, a.span.hiOpen, b.span.hi, b.span.hiOpen, -1);
	return { span: { lo, loOpen, hi, hiOpen }, exact: a.exact && b.exact };
}

/** The inner one of two ends: the greater for the lower end (`sign` 1), the less for the upper. */
function end(a?: Key, aOpen?: boolean, b?: Key, bOpen?: boolean, sign = 1): [Key | undefined, boolean | undefined] {
	if (a === undefined) return [b, bOpen];
	if (b === undefined) return [a, aOpen];
	const order = compareKeys(a, b) * sign;
	if (order === 0) return [a, Boolean(aOpen || bOpen)];
	return order > 0 ? [a, aOpen] : [b, bOpen];
}

function hull(a: Bounds, b: Bounds): Bounds {
	const both = (x?: Key, y?: Key) => x !== undefined && y !== undefined;
	const span: Span = {};
	if (both(a.span.lo, b.span.lo)) span.lo = compareKeys(a.span.lo!, b.span.lo!) < 0 ? a.span.lo! : b.span.lo!;
	if (both(a.span.hi, b.span.hi)) span.hi = compareKeys(a.span.hi!, b.span.hi!) > 0 ? a.span.hi! : b.span.hi!;
	return { span, exact: false };
}
