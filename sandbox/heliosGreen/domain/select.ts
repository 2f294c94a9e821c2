import type { HeliosRecord } from './model';
import type { Shelf, Sort } from './shelf';
import { inRange, keyOf, type Key, type Range } from './sorted';
import type { Accessor } from './values';

/** A condition on one column. `range` where it is one, so that an index can answer it. */
export interface Condition {
	readonly path: string;
	readonly accessor: Accessor;
	readonly range?: Range;
	readonly test?: (key: Key) => boolean;
}

export interface Query {
	readonly conditions: readonly Condition[];
	readonly sorts: readonly Sort[];
	readonly fold: boolean;
	readonly tiesDescending: boolean;
	/** Equal for queries that find the same. */
	readonly key: string;
}

export interface Found {
	readonly total: number;
	/** From the first (0) up to, not including, the last. */
	slice(from: number, to: number): HeliosRecord[];
}

const KEPT = 8;
/** How much dearer a record is that must be sorted afterwards. */
const SORTING = 8;
const kept = new WeakMap<Shelf, Map<string, { version: number; records: HeliosRecord[] }>>();

/** What fits all conditions, in order. Paging through it does not search again while nothing changes. */
export function select(shelf: Shelf, query: Query): Found {
	const { conditions, sorts, fold, tiesDescending } = query;
	const ordered = shelf.index(sorts, fold, tiesDescending);
	const direct = directRange(query);
	if (direct) {
		const [from, to] = ordered.range(direct.range ?? {});
		return {
			total: to - from,
			slice: (first, last) => ordered.slice(from + first, Math.min(to, from + last)),
		};
	}
	if (conditions.length === 0) return { total: ordered.length, slice: (first, last) => ordered.slice(first, last) };
	const records = remembered(shelf, query);
	return { total: records.length, slice: (first, last) => records.slice(first, last) };
}

/** The only condition, where the order of the answer is the order of its column. */
const directRange = ({ conditions, sorts }: Query): Condition | undefined =>
	conditions.length === 1 && conditions[0]?.range && conditions[0].path === sorts[0]?.path ? conditions[0] : undefined;

function remembered(shelf: Shelf, query: Query): HeliosRecord[] {
	let results = kept.get(shelf);
	if (!results) kept.set(shelf, (results = new Map()));
	const { version } = shelf;
	const known = results.get(query.key);
	if (known?.version === version) return known.records;
	const records = search(shelf, query);
	results.delete(query.key);
	results.set(query.key, { version, records });
	if (results.size > KEPT) results.delete(results.keys().next().value!);
	return records;
}

/** Through the column that leaves the fewest, unless those are so many that walking along the order is cheaper. */
function search(shelf: Shelf, { conditions, sorts, fold, tiesDescending }: Query): HeliosRecord[] {
	const fits = (record: HeliosRecord) =>
		conditions.every(({ accessor, range, test }) => {
			const key = keyOf(accessor.get(record), fold);
			return (!range || inRange(key, range)) && (!test || test(key));
		});
	const ordered = shelf.index(sorts, fold, tiesDescending);
	let best = { cost: ordered.length / SORTING, records: () => ordered.slice(), isOrdered: true };
	for (const { path, range } of conditions) {
		if (!range) continue;
		const isOrdered = path === sorts[0]?.path;
		const index = isOrdered ? ordered : shelf.index([{ path, descending: false }], fold);
		const [from, to] = index.range(range);
		const cost = (to - from) / (isOrdered ? SORTING : 1);
		if (cost < best.cost) best = { cost, records: () => index.slice(from, to), isOrdered };
	}
	const found = best.records().filter(fits);
	return best.isOrdered ? found : shelf.sort(found, sorts, fold, tiesDescending);
}
