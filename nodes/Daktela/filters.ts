/** What a person asked for, as a query of Daktela (daktela.md 4). Pure. */
import { badInput } from '../shared/fault';
import { settledNow } from '../shared/settled';
import { allOf, anyOf, where, type Filter, type Query, type Sort } from './query';
import { isInstant, localTime, type Zones } from './times';

interface ConditionRow {
	field?: string;
	operator?: string;
	customOperator?: string;
	value?: unknown;
	ignoreCase?: boolean;
}

/** The fields of Get Many. */
export interface ListRead {
	returnAll?: boolean;
	limit?: number;
	simplify?: boolean;
	search?: string;
	filterBy?: string;
	combine?: string;
	groups?: { rows?: Array<{ logic?: string; conditions?: { rows?: ConditionRow[] } }> };
	filterJson?: unknown;
	sort?: { rows?: Array<{ field?: string; dir?: string }> };
	options?: { columns?: string[] };
}

/** @param zones asked for only where a point in time must be put into Daktela's zone */
export async function queryFrom(read: ListRead, zones: () => Promise<Zones>): Promise<Query> {
	const asked = filterFrom(read);
	const filter = asked && (await localised(asked, zones));
	const sort = (read.sort?.rows ?? []).flatMap(({ field, dir }): Sort[] =>
		field?.trim() ? [{ field: field.trim(), dir: dir === 'desc' ? 'desc' : 'asc' }] : [],
	);
	const columns = (read.options?.columns ?? []).filter(Boolean);
	const fields = [...new Set(columns.map((name) => name.replace(/^customFields\..*/, 'customFields')))];
	const search = read.search?.trim();
	return { sort, ...(filter && { filter }), ...(fields.length > 0 && { fields }), ...(search && { search }) };
}

function filterFrom({ filterBy, combine, groups, filterJson }: ListRead): Filter | undefined {
	if (filterBy === 'json') return filterJson === undefined ? undefined : checked(filterJson);
	if (filterBy !== 'conditions') return undefined;
	const filters = (groups?.rows ?? []).map(({ logic, conditions }) =>
		(logic === 'or' ? anyOf : allOf)(...(conditions?.rows ?? []).map(conditionFrom)),
	);
	return (combine === 'or' ? anyOf : allOf)(...filters);
}

const WITHOUT_VALUE = new Set(['isnull', 'isnotnull']);

function conditionFrom({
	field = '',
	operator = 'eq',
	customOperator = '',
	value = '',
	ignoreCase,
}: ConditionRow): Filter {
	if (field.trim() === '')
		throw badInput('Field', 'A condition of the filter has no field.', 'Choose a field or remove the condition.');
	const chosen = operator === 'custom' ? customOperator.trim() : operator;
	if (chosen === '') throw badInput('Custom Operator', '"Custom Operator" is empty.');
	if (WITHOUT_VALUE.has(chosen)) return where(field.trim(), chosen);
	return { ...where(field.trim(), chosen, valueFor(chosen, value)), ...(ignoreCase && { ignoreCase }) };
}

function valueFor(operator: string, value: unknown): unknown {
	if (operator === 'in' || operator === 'notin') return listFrom(value);
	if ((operator === 'like' || operator === 'notlike') && typeof value === 'string' && !value.includes('%'))
		return `%${value}%`;
	return value;
}

function listFrom(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	const text = String(value).trim();
	const parsed = text.startsWith('[') ? settledNow(() => JSON.parse(text) as unknown) : undefined;
	if (parsed && 'value' in parsed && Array.isArray(parsed.value)) return parsed.value;
	return text
		.split(',')
		.map((one) => one.trim())
		.filter((one) => one !== '');
}

const wrong = (what: string): Error =>
	badInput(
		'Filter (JSON)',
		`Filter (JSON): ${what}.`,
		'Write {"logic": "and", "filters": [{"field": "title", "operator": "eq", "value": "A"}]}.',
	);

/** A filter typed by hand. @throws Fault `input` naming what is wrong */
function checked(filter: unknown): Filter {
	if (Array.isArray(filter)) return { logic: 'and', filters: filter.map(checked) };
	if (typeof filter !== 'object' || filter === null) throw wrong('a condition or group must be an object');
	const { logic, filters, field, operator } = filter as Record<string, unknown>;
	if (filters !== undefined) {
		if (!Array.isArray(filters) || filters.length === 0) throw wrong('"filters" must be a list with something in it');
		if (logic !== 'and' && logic !== 'or') throw wrong('"logic" must be "and" or "or"');
		return { logic, filters: filters.map(checked) };
	}
	if (typeof field !== 'string' || field === '') throw wrong('a condition has no "field"');
	if (typeof operator !== 'string' || operator === '') throw wrong(`the condition on "${field}" has no "operator"`);
	return filter as Filter;
}

async function localised(filter: Filter, zones: () => Promise<Zones>): Promise<Filter> {
	if ('filters' in filter)
		return { ...filter, filters: await Promise.all(filter.filters.map(async (one) => await localised(one, zones))) };
	if (!isInstant(filter.value)) return filter;
	const told = await zones();
	const local = (value: unknown) => localTime(value, told, { label: filter.field });
	return { ...filter, value: Array.isArray(filter.value) ? filter.value.map(local) : local(filter.value) };
}
