import { Refusal } from '../types';
import type { World } from '../world';
import { isNumbered, textOf, textsOf, type Tree } from './brackets';

/** Operators by what they do; several names do the same (daktela.md 4). */
const operators = {
	eq: 'eq',
	neq: 'neq',
	gt: 'gt',
	gte: 'gte',
	lt: 'lt',
	lte: 'lte',
	like: 'like',
	notlike: 'notlike',
	begins: 'begins',
	startswith: 'begins',
	notbegins: 'notbegins',
	ends: 'ends',
	endswith: 'ends',
	notends: 'notends',
	contains: 'contains',
	doesnotcontain: 'notcontains',
	in: 'in',
	notin: 'notin',
	isnull: 'isnull',
	isnotnull: 'isnotnull',
} as const;

export type Operator = (typeof operators)[keyof typeof operators];

export interface Condition {
	path: string[];
	operator: Operator;
	values: string[];
	ignoreCase: boolean;
}

export interface Group {
	logic: 'and' | 'or';
	members: Filter[];
}

export type Filter = Condition | Group;

export const isGroup = (filter: Filter): filter is Group => 'members' in filter;

/** The filter of a query in whichever form it came; undefined without one. Throws a Refusal 400 for what is none. */
export function readFilter(world: World, part: string | Tree | undefined): Filter | undefined {
	if (part === undefined) return undefined;
	if (typeof part === 'string') throw new Refusal(400, 'badFilter');
	return read(world, part);
}

function read(world: World, tree: Tree): Filter | undefined {
	if ('filters' in tree) return group(world, textOf(tree.logic), tree.filters!);
	if ('field' in tree) return condition(world, tree);
	if (Object.keys(tree).length > 0 && isNumbered(tree)) return group(world, 'and', tree);
	throw new Refusal(400, 'badFilter');
}

function group(world: World, sent: string | undefined, part: string | Tree): Group {
	const logic = (sent ?? 'and').toLowerCase();
	if (typeof part === 'string' || (logic !== 'and' && logic !== 'or')) throw new Refusal(400, 'badFilter');
	const members = Object.values(part).map((member) => {
		if (typeof member === 'string') throw new Refusal(400, 'badFilter');
		return read(world, member);
	});
	return { logic, members: members.filter((member) => member !== undefined) };
}

function condition(world: World, tree: Tree): Condition | undefined {
	const field = textOf(tree.field);
	const named = textOf(tree.operator) ?? 'eq';
	if (!field) throw new Refusal(400, 'badFilter');
	if (!Object.hasOwn(operators, named)) {
		if (world.switches.unknownOperator === 'ignored') return undefined;
		throw new Refusal(400, 'badFilter');
	}
	const ignoreCase = ['true', '1'].includes(textOf(tree.ignoreCase) ?? '');
	const operator = operators[named as keyof typeof operators];
	return { path: field.split('.'), operator, values: textsOf(tree.value), ignoreCase };
}

/** Every condition, whatever groups it stands in. */
export function conditionsOf(filter: Filter | undefined): Condition[] {
	if (!filter) return [];
	return isGroup(filter) ? filter.members.flatMap(conditionsOf) : [filter];
}
