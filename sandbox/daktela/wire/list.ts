import type { ResourceName } from '../resources';
import { isActivityTable } from '../resources';
import { Refusal } from '../types';
import type { World } from '../world';
import { textOf, textsOf, type Tree } from './brackets';
import { conditionsOf, readFilter, type Condition, type Filter } from './filter';
import { readerOf } from './path';
import type { Question, Selector, SortBy } from './select';
import { Showing } from './show';

/** Rows below another object: only those whose `field` is `key`. */
export interface Below {
	field: string;
	key: string;
}

/** `result` of a list (daktela.md 3 and 4). Throws a Refusal 400 for what cannot be asked. */
export function answerList(
	world: World,
	selector: Selector,
	resource: ResourceName,
	query: Tree,
	below?: Below,
): unknown {
	const sent = readFilter(world, query.filter);
	refuseDates(world, resource, sent, below !== undefined);
	const question: Question = {
		resource,
		filter: withParent(sent, below),
		sorts: sortsOf(world, resource, query.sort),
		...pageOf(world, query),
	};
	const words = textOf(query.q)?.trim().toLowerCase();
	if (words) question.words = words;
	const { rows, total } = selector.find(question);
	const showing = new Showing(world);
	const fields = fieldsOf(query);
	const shown = rows.map((row) => showing.row(resource, row, fields));
	return listAnswer(
		world,
		shown,
		rows.map(({ name }) => name),
		total,
	);
}

/** Any list in the shape of the switches. */
export function listAnswer({ switches }: World, shown: unknown[], names: string[], total = shown.length): unknown {
	const keyed = (keys: string[]) => Object.fromEntries(shown.map((item, at) => [keys[at]!, item]));
	const shapes = {
		array: () => shown,
		keyedByIndex: () => keyed(shown.map((_, at) => String(at))),
		keyedByName: () => keyed(names),
	};
	const data = shapes[switches.dataShape]();
	if (switches.total === 'missing') return { data };
	return { data, total: switches.total === 'string' ? String(total) : total };
}

/** Names of `fields[0]=a&fields[1]=b` or `fields=a,b`; undefined when all are wanted. */
export function fieldsOf({ fields }: Tree): string[] | undefined {
	const names = textsOf(fields)
		.flatMap((name) => name.split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
	return names.length ? names : undefined;
}

/** Keboola's experience: some places answer 400 to a filter by date (4). */
function refuseDates(world: World, resource: ResourceName, filter: Filter | undefined, isBelow: boolean): void {
	const isActivity = (resource === 'activities' && isBelow) || isActivityTable(resource);
	if (!isActivity || world.switches.activityDateFilter === 'accepted') return;
	const asksDate = ({ path }: Condition) => readerOf(world.store, resource, path)?.kind === 'time';
	if (conditionsOf(filter).some(asksDate)) throw new Refusal(400, 'badFilter');
}

function withParent(filter: Filter | undefined, below: Below | undefined): Filter | undefined {
	if (!below) return filter;
	const { field, key } = below;
	const parent: Filter = { path: [field], operator: 'eq', values: [key], ignoreCase: false };
	return filter ? { logic: 'and', members: [parent, filter] } : parent;
}

function sortsOf(world: World, resource: ResourceName, part: string | Tree | undefined): SortBy[] {
	const { key } = world.store.tables[resource].resource;
	const sent = part === undefined ? [] : sortTrees(part);
	const sorts = sent.map((tree) => {
		const path = (textOf(tree.field) ?? '').split('.');
		const reader = readerOf(world.store, resource, path);
		if (!reader) throw new Refusal(400, 'badSort');
		return { path, reader, descending: textOf(tree.dir)?.toLowerCase() === 'desc' };
	});
	if (sorts.length) return sorts;
	const [time] = world.store.tables[resource].timeFields();
	const newest = world.switches.defaultOrder === 'newest' && time !== undefined;
	const path = [newest ? time : key];
	return [{ path, reader: readerOf(world.store, resource, path)!, descending: newest }];
}

function sortTrees(part: string | Tree): Tree[] {
	if (typeof part === 'string') throw new Refusal(400, 'badSort');
	if ('field' in part) return [part];
	return Object.values(part).map((item) => {
		if (typeof item === 'string') throw new Refusal(400, 'badSort');
		return item;
	});
}

/** `skip` and `take`, or `page` (from 1) and `pageSize`; what is no number counts as not sent. */
function pageOf({ switches }: World, query: Tree): { skip: number; take: number } {
	const wanted = numberIn(query.take) ?? numberIn(query.pageSize) ?? switches.defaultTake;
	if (wanted > switches.maxTake && switches.takeOverMax === '400') throw new Refusal(400, 'takeTooBig');
	const take = Math.min(wanted, switches.maxTake);
	const page = numberIn(query.page) ?? 1;
	return { take, skip: numberIn(query.skip) ?? Math.max(0, page - 1) * take };
}

function numberIn(part: string | Tree | undefined): number | undefined {
	const text = textOf(part);
	return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
