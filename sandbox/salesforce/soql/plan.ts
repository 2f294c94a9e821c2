import type { Row, Value } from '../model';
import { isSorted, type Table } from '../table';
import type { Bound } from './bind';
import { keyReader, testOf, type Test } from './filter';
import type { Target } from './scope';

export interface Sort {
	readonly target: Target;
	readonly descending: boolean;
	readonly nullsLast: boolean;
}

export interface Wanted {
	readonly where: Bound | undefined;
	readonly sort: readonly Sort[];
	readonly limit: number | undefined;
	readonly offset: number;
	/** Rows that the caller may see at all. */
	readonly seen: Test;
}

/** Rows that are quicker looked up one by one than met on the way through an index in order. */
const FEW = 2000;

/** Rows in order, from the index that leaves least to look at. */
export function find(table: Table, { where, sort, limit, offset, seen }: Wanted): Row[] {
	const test = where && testOf(where);
	const fits: Test = test ? (row) => seen(row) && test(row) : seen;
	const end = limit === undefined ? Infinity : offset + limit;
	const ids = where && idsFor(where);
	const column = indexFor(where, sort);
	const inOrder = servedBy(column, sort);
	if (ids && (ids.size <= FEW || !inOrder || limit === undefined)) {
		const rows = [...ids].sort().flatMap((id) => table.get(id) ?? []);
		return sorted(rows.filter(fits), sort).slice(offset, end);
	}
	const rows: Row[] = [];
	for (const row of scan(table, column, where, sort[0]?.descending === true && inOrder)) {
		if (inOrder && rows.length >= end) break;
		if (fits(row)) rows.push(row);
	}
	return (inOrder ? rows : sorted(rows, sort)).slice(offset, end);
}

/** Ids of all rows that can fit, where equality with indexed fields tells them. */
function idsFor(bound: Bound): ReadonlySet<string> | undefined {
	if (bound.kind === 'and') {
		const sets = bound.parts.flatMap((part) => idsFor(part) ?? []);
		return sets.sort((one, other) => one.size - other.size)[0];
	}
	if (bound.kind === 'or') {
		const sets = bound.parts.map(idsFor);
		return sets.every((set) => set !== undefined) ? new Set(sets.flatMap((set) => [...set])) : undefined;
	}
	if (bound.kind === 'in' && !bound.not) return idsOf(bound.target, bound.values);
	if (bound.kind === 'compare' && bound.operator === '=') return idsOf(bound.target, [bound.value]);
	return undefined;
}

function idsOf(target: Target, values: Iterable<Value>): ReadonlySet<string> | undefined {
	const { own, table } = target;
	if (!own || own.type === 'boolean' || own.type === 'datetime') return undefined;
	const all = [...values];
	if (all.includes(null)) return undefined;
	if (own.name === 'Id') return new Set(all.map(String));
	const sets = all.map((value) => table.equal(own).get(value));
	return sets.length === 1 ? sets[0] : new Set(sets.flatMap((set) => [...set]));
}

function indexFor(where: Bound | undefined, sort: readonly Sort[]): string {
	const first = sort[0]?.target.own?.name;
	if (first !== undefined && isSorted(first)) return first;
	if (!where) return 'Id';
	const narrowing = ['SystemModstamp', 'LastModifiedDate', 'CreatedDate'].find((name) => {
		const { from, to } = rangeOf(where, name);
		return from.time > -Infinity || to.time < Infinity;
	});
	return narrowing ?? 'Id';
}

/** The index gives the very order that is asked for. Without one, the order is open. */
function servedBy(column: string, sort: readonly Sort[]): boolean {
	const names = sort.map(({ target }) => target.own?.name);
	if (sort.length === 0) return true;
	if (names[0] !== column) return false;
	return column === 'Id' || names.length === 1 || (names[1] === 'Id' && sort[0]!.descending === sort[1]!.descending);
}

interface Edge {
	readonly time: number;
	readonly id: string;
}
interface Range {
	readonly from: Edge;
	readonly to: Edge;
}

const LAST_ID = '\uffff';
const ALL: Range = { from: { time: -Infinity, id: '' }, to: { time: Infinity, id: LAST_ID } };

function* scan(table: Table, column: string, where: Bound | undefined, backwards: boolean): Iterable<Row> {
	const index = table.sorted(column);
	const { from, to } = where ? rangeOf(where, column) : ALL;
	const start = index.position(from.time, from.id);
	const end = index.position(to.time, to.id + LAST_ID);
	if (backwards) for (let at = end - 1; at >= start; at--) yield index.at(at);
	else for (let at = start; at < end; at++) yield index.at(at);
}

/** Between which times and ids of an index all rows lie that can fit. Wider than need be, never narrower. */
export function rangeOf(bound: Bound, column: string): Range {
	if (bound.kind === 'and')
		return intersection(
			bound.parts.map((part) => rangeOf(part, column)),
			bound.parts,
		);
	if (bound.kind === 'or') {
		const ranges = bound.parts.map((part) => rangeOf(part, column));
		return {
			from: ranges.map(({ from }) => from).reduce((one, other) => (before(one, other) ? one : other)),
			to: ranges.map(({ to }) => to).reduce((one, other) => (before(one, other) ? other : one)),
		};
	}
	if (bound.kind !== 'compare' || bound.target.own?.name !== column || bound.value === null) return ALL;
	const { operator, value } = bound;
	const from: Edge = column === 'Id' ? { time: 0, id: String(value) } : { time: Number(value), id: '' };
	const to: Edge = column === 'Id' ? from : { time: Number(value), id: LAST_ID };
	if (operator === '=') return { from, to };
	if (operator === '<' || operator === '<=') return { from: ALL.from, to };
	if (operator === '>') return { from: column === 'Id' ? from : { ...from, id: LAST_ID }, to: ALL.to };
	return operator === '>=' ? { from, to: ALL.to } : ALL;
}

/** Where the time is one alone, a bound on Id narrows the ids: the tie of a keyset. */
function intersection(ranges: readonly Range[], parts: readonly Bound[]): Range {
	let from = ranges.map((range) => range.from).reduce((one, other) => (before(one, other) ? other : one));
	let to = ranges.map((range) => range.to).reduce((one, other) => (before(one, other) ? one : other));
	if (from.time !== to.time) return { from, to };
	for (const part of parts) {
		if (part.kind !== 'compare' || part.target.own?.name !== 'Id' || part.value === null) continue;
		const edge = { time: from.time, id: String(part.value) };
		if (part.operator.startsWith('>') && before(from, edge)) from = edge;
		if (part.operator.startsWith('<') && before(edge, to)) to = edge;
	}
	return { from, to };
}

const before = (one: Edge, other: Edge): boolean =>
	one.time < other.time || (one.time === other.time && one.id < other.id);

function sorted(rows: Row[], sort: readonly Sort[]): Row[] {
	if (sort.length === 0) return rows;
	const columns = sort.map((column) => ({ ...column, key: keyReader(column.target) }));
	return rows.sort((one, other) => {
		for (const { key, descending, nullsLast } of columns) {
			const [a, b] = [key(one), key(other)];
			if (a === b) continue;
			if (a === null || b === null) return (a === null) === nullsLast ? 1 : -1;
			return a < b === descending ? 1 : -1;
		}
		return one.id < other.id ? -1 : 1;
	});
}
