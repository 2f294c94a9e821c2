/** How a list is asked for (daktela.md 4). Pure. */
import { badInput } from '../shared/fault';

export interface Condition {
	/** A field, a relation (by its key), or a path such as `account.title` or `customFields.email`. */
	field: string;
	/** `eq`, `in`, `like` and so on; passed on as it is. */
	operator: string;
	/** A list for `in` and `notin`; left out for `isnull` and `isnotnull`. */
	value?: unknown;
	ignoreCase?: boolean;
}

export interface Group {
	logic: 'and' | 'or';
	filters: Filter[];
}

export type Filter = Condition | Group;

export interface Sort {
	field: string;
	dir: 'asc' | 'desc';
}

export interface Query {
	filter?: Filter;
	sort?: readonly Sort[];
	/** Columns; none means all of them, with related records in full. */
	fields?: readonly string[];
	/** Full text. */
	search?: string;
}

export type Pair = [name: string, value: string];

export const isGroup = (filter: Filter): filter is Group => 'filters' in filter;

export const where = (field: string, operator: string, value?: unknown): Condition => ({
	field,
	operator,
	...(value !== undefined && { value }),
});

/** All of them; undefined when there is none. */
export const allOf = (...filters: Array<Filter | undefined>): Filter | undefined => joined('and', filters);
/** Any of them; undefined when there is none. */
export const anyOf = (...filters: Array<Filter | undefined>): Filter | undefined => joined('or', filters);

function joined(logic: Group['logic'], filters: Array<Filter | undefined>): Filter | undefined {
	const given = filters.filter((one) => one !== undefined);
	return given.length > 1 ? { logic, filters: given } : given[0];
}

/** The parameters of a list. @param page `skip` from 0, `take` at most 1000 */
export function pairsOf(
	{ filter, sort = [], fields = [], search }: Query,
	page?: { skip: number; take: number },
): Pair[] {
	return [
		...(filter ? filterPairs(filter) : []),
		...sort.flatMap(({ field, dir }, index): Pair[] => [
			[`sort[${index}][field]`, field],
			[`sort[${index}][dir]`, dir],
		]),
		...fields.map((name, index): Pair => [`fields[${index}]`, name]),
		...(search ? ([['q', search]] as Pair[]) : []),
		...(page
			? ([
					['skip', String(page.skip)],
					['take', String(page.take)],
				] as Pair[])
			: []),
	];
}

/** In the form of the official clients: a group, even around a single condition. */
export const filterPairs = (filter: Filter): Pair[] =>
	isGroup(filter) ? groupPairs('filter', filter) : groupPairs('filter', { logic: 'and', filters: [filter] });

function groupPairs(at: string, { logic, filters }: Group): Pair[] {
	return [
		[`${at}[logic]`, logic],
		...filters.flatMap((one, index) => {
			const inner = `${at}[filters][${index}]`;
			return isGroup(one) ? groupPairs(inner, one) : conditionPairs(inner, one);
		}),
	];
}

function conditionPairs(at: string, { field, operator, value, ignoreCase }: Condition): Pair[] {
	return [
		[`${at}[field]`, field],
		[`${at}[operator]`, operator],
		...valuePairs(at, value, field),
		...(ignoreCase ? ([[`${at}[ignoreCase]`, 'true']] as Pair[]) : []),
	];
}

function valuePairs(at: string, value: unknown, field: string): Pair[] {
	if (value === undefined) return [];
	if (!Array.isArray(value)) return [[`${at}[value]`, asText(value)]];
	// An empty list would drop out of the address, and with it the whole condition.
	if (value.length === 0) throw badInput(field, `The filter on "${field}" has an empty list of values.`);
	return value.map((one, index): Pair => [`${at}[value][${index}]`, asText(one)]);
}

const asText = (value: unknown): string => (typeof value === 'boolean' ? String(Number(value)) : String(value ?? ''));
