/** Conditions of search_tasks and get_costs, written so that no value can change their meaning (worksection.md 3.1). */
import { badInput } from '../shared/fault';
import { dayOf, toVendor } from './dates';
import { projectId, taskId } from './ids';

export interface Condition {
	field: string;
	operator: string;
	value: unknown;
}

type Kind = 'integer' | 'string' | 'date';

interface Searchable {
	label: string;
	kind: Kind;
	id?: (value: unknown, label: string) => string;
}

/** What a search of tasks can ask about; other fields fail at the vendor. */
const TASK_FIELDS: Record<string, Searchable> = {
	name: { label: 'Title', kind: 'string' },
	dateadd: { label: 'Date Added', kind: 'date' },
	dateclose: { label: 'Date Closed', kind: 'date' },
	datestart: { label: 'Start Date', kind: 'date' },
	dateend: { label: 'Due Date', kind: 'date' },
	id: { label: 'Task ID', kind: 'integer', id: taskId },
	parent: { label: 'Parent Task ID', kind: 'integer', id: taskId },
	project: { label: 'Project ID', kind: 'integer', id: projectId },
};

const OPERATORS: Record<Kind, readonly string[]> = {
	integer: ['=', 'in'],
	string: ['=', 'has'],
	date: ['=', '!=', '<', '<=', '>', '>='],
};

/**
 * Conditions as the vendor reads them, joined by `and` or `or`; empty for none.
 * @throws Fault `input` for a condition that the vendor has no way to say, before it is asked
 */
export function searchFilter(conditions: readonly Condition[], join: 'and' | 'or', zone: string): string {
	return conditions.map((one) => condition(one, zone)).join(` ${join} `);
}

function condition({ field, operator, value }: Condition, zone: string): string {
	const known = Object.hasOwn(TASK_FIELDS, field) ? TASK_FIELDS[field] : undefined;
	if (!known) throw badInput('Conditions', `Worksection cannot search by "${field}".`);
	const { kind, label, id } = known;
	if (!OPERATORS[kind].includes(operator)) {
		const allowed = OPERATORS[kind].join(', ');
		throw badInput(label, `${label} cannot be searched with "${operator}".`, `Use one of: ${allowed}.`);
	}
	if (kind === 'string') return `${field}${operator === 'has' ? ' has ' : '='}${quoted(value, label)}`;
	if (kind === 'date') return `${field}${operator}'${toVendor(dayOf(value, zone, label))}'`;
	const ids = listOf(value).map((one) => id!(one, label));
	if (ids.length === 0) throw badInput(label, `${label} has no value to search for.`);
	if (operator === '=' && ids.length > 1)
		throw badInput(label, `${label} has several values.`, 'Use the operator "in".');
	return operator === '=' ? `${field}=${ids[0]}` : `${field} in (${ids.join(',')})`;
}

/** The vendor documents no way to write a quote inside a text. @throws Fault `input` */
function quoted(value: unknown, label: string): string {
	const text = String(value ?? '').trim();
	if (text === '') throw badInput(label, `${label} has no value to search for.`);
	if (/['\\\r\n]/.test(text)) {
		throw badInput(
			label,
			`${label}: Worksection cannot search for a text with a quote, a backslash or a line break.`,
			'Search with "contains" for the longest part without them.',
		);
	}
	return `'${text}'`;
}

const listOf = (value: unknown): unknown[] =>
	Array.isArray(value)
		? value
		: String(value ?? '')
				.split(',')
				.map((one) => one.trim())
				.filter((one) => one !== '');

/** A condition on the day of creation: from this day on, before that day, or both; open ends where undefined. */
export function addedBetween(from: string | undefined, before: string | undefined): string {
	const parts = [
		from !== undefined && `dateadd>='${toVendor(from)}'`,
		before !== undefined && `dateadd<'${toVendor(before)}'`,
	];
	return parts.filter(Boolean).join(' and ');
}

/** Likewise on the day of closing: matches closed tasks only. */
export function closedBetween(from: string | undefined, before: string | undefined): string {
	return addedBetween(from, before).replaceAll('dateadd', 'dateclose');
}
