import { createHash } from 'node:crypto';
import type { ResourceName } from '../resources';
import { compareKeys, type Key } from '../order';
import type { Row } from '../types';
import type { World } from '../world';
import { conditionsOf, isGroup, type Condition, type Filter } from './filter';
import { comparable, compile, type Test } from './matching';
import { readerOf, type Reader } from './path';
import { boundsOf } from './span';

export interface SortBy {
	path: string[];
	reader: Reader;
	descending: boolean;
}

export interface Question {
	resource: ResourceName;
	filter?: Filter;
	/** Full text, in lower case. */
	words?: string;
	sorts: SortBy[];
	skip: number;
	take: number;
}

export interface Found {
	rows: Row[];
	/** Before paging. */
	total: number;
}

interface Kept {
	version: number;
	rows: Row[];
}

/** Finds the rows of a question. A page is cut out of an order where the question allows it. */
export class Selector {
	/** The last results that had to be searched for, so that their next pages need not be. */
	private readonly kept = new Map<string, Kept>();
	private asked = 0;

	constructor(private readonly world: World) {}

	find(question: Question): Found {
		const { skip, take } = question;
		this.asked++;
		const cut = this.cut(question);
		if (cut) return cut;
		const rows = this.search(question);
		return { rows: rows.slice(skip, skip + take), total: rows.length };
	}

	/** Undefined unless one order alone answers it. */
	private cut({ resource, filter, words, sorts, skip, take }: Question): Found | undefined {
		const [first] = sorts;
		const own = this.ownOrder(resource, sorts);
		if (words !== undefined || own === undefined || this.world.switches.tieOrder === 'shuffled') return undefined;
		const { span, exact } = boundsOf(this.world, resource, filter, own);
		if (!exact) return undefined;
		const order = this.world.store.tables[resource].order(own);
		const [from, to] = order.range(span);
		const total = to - from;
		if (!first?.descending) return { rows: order.slice(from + skip, Math.min(to, from + skip + take)), total };
		return { rows: order.slice(Math.max(from, to - skip - take), Math.max(from, to - skip)).reverse(), total };
	}

	/** The field whose order is the one asked for; rows that are alike stand by name in every order. */
	private ownOrder(resource: ResourceName, [first, second, ...more]: SortBy[]): string | undefined {
		if (!first || more.length > 0) return undefined;
		const { key } = this.world.store.tables[resource].resource;
		const byName = !second || (second.reader.own === key && second.descending === first.descending);
		return byName ? first.reader.own : undefined;
	}

	private search(question: Question): Row[] {
		const { store, switches } = this.world;
		const { version } = store;
		const { skip: _skip, take: _take, sorts, ...rest } = question;
		const order = sorts.map(({ path, descending }) => [path, descending]);
		const id = JSON.stringify([rest, order, switches]);
		const known = this.kept.get(id);
		if (known?.version === version && switches.tieOrder === 'name') return known.rows;
		const rows = this.sorted(question, this.matching(question));
		if (this.kept.size >= 20) this.kept.clear();
		this.kept.set(id, { version, rows });
		return rows;
	}

	private matching(question: Question): Row[] {
		const { resource, filter, words } = question;
		const tests: Test[] = [];
		if (filter) tests.push(compile(this.world, resource, filter));
		if (words !== undefined) tests.push((row) => textOfRow(row).includes(words));
		const candidates = this.candidates(question);
		return tests.length ? candidates.filter((row) => tests.every((test) => test(row))) : candidates;
	}

	/** Few rows that hold all that fit: by keys that are asked for, or the shortest span of an order. */
	private candidates({ resource, filter, sorts }: Question): Row[] {
		const table = this.world.store.tables[resource];
		const points = this.points(resource, filter);
		if (points) return points;
		const times = conditionsOf(filter).flatMap(({ path }) => (path.length === 1 ? path : []));
		const useful = times.filter((name) => table.timeFields().includes(name));
		const fields = new Set([sorts[0]?.reader.own ?? table.resource.key, ...useful]);
		const spans = [...fields].map((field) => {
			const order = table.order(field);
			const [from, to] = order.range(boundsOf(this.world, resource, filter, field).span);
			return { order, from, to };
		});
		const { order, from, to } = spans.reduce((a, b) => (b.to - b.from < a.to - a.from ? b : a));
		return order.slice(from, to);
	}

	/** Rows by an `eq` or `in` that every row must fit. */
	private points(resource: ResourceName, filter: Filter | undefined): Row[] | undefined {
		const table = this.world.store.tables[resource];
		for (const condition of neededOf(filter)) {
			const reader = readerOf(this.world.store, resource, condition.path);
			const isPoint = condition.operator === 'eq' || condition.operator === 'in';
			const folds = condition.ignoreCase || this.world.switches.caseInsensitive;
			if (!isPoint || reader?.own === undefined || folds) continue;
			if (reader.own === table.resource.key)
				return [...new Set(condition.values)].flatMap((name) => table.get(name) ?? []);
			const order = table.order(reader.own);
			const keys = new Set<Key>(condition.values.map((value) => comparable(this.world, reader, value)));
			return [...keys].flatMap((key) => order.slice(...order.range({ lo: key, hi: key })));
		}
		return undefined;
	}

	private sorted({ sorts }: Question, rows: Row[]): Row[] {
		const shuffled = this.world.switches.tieOrder === 'shuffled';
		const tie = shuffled ? (row: Row) => drawn(`${this.asked} ${row.name}`) : (row: Row) => row.name;
		const tieSign = sorts[0]?.descending && !shuffled ? -1 : 1;
		const keyed = rows.map((row) => ({
			row,
			tie: tie(row),
			keys: sorts.map(({ reader }) => reader.read(row)[0] ?? null),
		}));
		keyed.sort((a, b) => {
			for (const [at, { descending }] of sorts.entries()) {
				const order = compareKeys(a.keys[at]!, b.keys[at]!);
				if (order !== 0) return descending ? -order : order;
			}
			return compareKeys(a.tie, b.tie) * tieSign;
		});
		return keyed.map(({ row }) => row);
	}
}

/** The conditions that no row may fail. */
function neededOf(filter: Filter | undefined): Condition[] {
	if (!filter) return [];
	if (!isGroup(filter)) return [filter];
	return filter.logic === 'and' || filter.members.length === 1 ? filter.members.flatMap(neededOf) : [];
}

const drawn = (text: string): string => createHash('md5').update(text).digest('hex');

function textOfRow({ name, values, custom }: Row): string {
	const texts = Object.values(values).filter((value) => typeof value === 'string');
	return [name, ...texts, ...Object.values(custom).flat()].join('\n').toLowerCase();
}
