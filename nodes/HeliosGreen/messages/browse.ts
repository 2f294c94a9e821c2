import { badInput } from '../../shared/fault';
import { element, joined, type Xml } from '../../shared/xml/write';
import { demand, filled } from './placeholders';

/** A condition on a column (helios-green.md 2.3.1). Values as Helios writes them. */
export interface Condition {
	/** Alias of the column in the template. */
	column: string;
	operator: ConditionOperator;
	value?: string;
	/** The upper end of `between`. */
	to?: string;
}

export const COMPARISONS = [
	'equal',
	'notEqual',
	'lessThan',
	'lessThanOrEqual',
	'greaterThan',
	'greaterThanOrEqual',
] as const;
export const LIKES = ['contains', 'doesNotContain', 'startsWith', 'doesNotStartWith'] as const;
export const EMPTINESS = ['null', 'notNull'] as const;

export type ConditionOperator =
	(typeof COMPARISONS)[number] | (typeof LIKES)[number] | (typeof EMPTINESS)[number] | 'between' | 'expression';

export interface Sort {
	column: string;
	direction: 'asc' | 'desc';
}

/** An argument that the template's base filter asks for; without a value it is skipped. */
export interface Argument {
	name: string;
	value?: string;
}

export interface Browse {
	folder: string;
	template: string;
	/** Rows to give, counted from 1, both included; `upper` -1 means all (helios-green.md 2.3). */
	lower: number;
	upper: number;
	conditions: readonly Condition[];
	sort: readonly Sort[];
	arguments: readonly Argument[];
	/** A form of one's own instead of the one below. */
	message?: string;
}

/** The message that asks for rows of a template. Its nesting is inferred (helios-green.md 2.3). @throws Fault `input` */
export function browseMessage(browse: Browse): string {
	const { folder, template, lower, upper, message } = browse;
	const [rowFilter, sortOrder, given] = [filterOf(browse), sortOf(browse), argumentsOf(browse)];
	if (message?.trim()) {
		const values = { folder, template, lower, upper, rowFilter, sortOrder, arguments: given };
		const single = numbered(browse);
		if (browse.conditions.length > 0) demand(message, 'the conditions', ['rowFilter', ...namesLike(single, 'value')]);
		if (browse.arguments.length > 0) demand(message, 'the arguments of the base filter', ['arguments']);
		return filled(message, { ...values, ...single });
	}
	return element(
		'BROWSE',
		{ includeColumnInfo: true, includeTotalRowCount: true, folderId: folder, browseLookup: 'idDefined' },
		element('browseId', { type: 'template', number: template }),
		element('bounds', { lower, upper }),
		given,
		rowFilter,
		sortOrder,
	).text;
}

/** Conditions and sorting in single values, for servers that want them in another form: `{value1}`, `{sortColumn1}`. */
function numbered({ conditions, sort }: Browse): Record<string, string> {
	const parts = [
		...conditions.flatMap(({ column, operator, value = '', to = '' }, index) => [
			[`column${index + 1}`, column],
			[`operator${index + 1}`, operator],
			[`value${index + 1}`, value],
			[`to${index + 1}`, to],
		]),
		...sort.flatMap(({ column, direction }, index) => [
			[`sortColumn${index + 1}`, column],
			[`sortDirection${index + 1}`, direction],
		]),
	];
	return Object.fromEntries(parts) as Record<string, string>;
}

const namesLike = (values: Record<string, string>, start: string): string[] =>
	Object.keys(values).filter((name) => name.startsWith(start));

const NOTHING = joined([]);

function filterOf({ conditions }: Browse): Xml {
	if (conditions.length === 0) return NOTHING;
	const items = conditions.map((condition) =>
		element('item', { columnName: condition.column }, conditionXml(condition)),
	);
	return element('rowFilter', {}, element('items', {}, ...items));
}

const isIn = (list: readonly string[], operator: string): boolean => list.includes(operator);

function conditionXml({ column, operator, value = '', to = '' }: Condition): Xml {
	const field = `Conditions: ${column}`;
	const part = (name: string, text: string) => element(name, {}, text);
	if (isIn(COMPARISONS, operator)) return element('compareCondition', { operator }, part('valueToCompare', value));
	if (isIn(LIKES, operator)) return element('likeCondition', { operator }, part('value', value));
	if (isIn(EMPTINESS, operator)) return element('requiredFieldCondition', { operator });
	if (operator === 'between') {
		return element('rangeCondition', { operator }, part('minValue', value), part('maxValue', to));
	}
	if (operator === 'expression') return element('expressionCondition', {}, part('expression', value));
	throw badInput(field, `"${String(operator)}" is not an operator of a condition.`);
}

function sortOf({ sort }: Browse): Xml {
	if (sort.length === 0) return NOTHING;
	const columns = sort.map(({ column, direction }) => element('sortColumn', { columnName: column, direction }));
	return element('sortOrder', {}, element('sortColumns', {}, ...columns));
}

function argumentsOf({ arguments: given }: Browse): Xml {
	if (given.length === 0) return NOTHING;
	return element(
		'arguments',
		{},
		...given.map(({ name, value }) =>
			element('argument', value === undefined ? { name, skip: true } : { name, value }),
		),
	);
}
