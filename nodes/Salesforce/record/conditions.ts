import { badInput } from '../../shared/fault';
import { textOf } from '../../shared/text';
import type { SalesforceApi } from '../api';
import { fieldPath, likeText, literalOf } from '../soql';
import { knownField } from './columns';

export interface Condition {
	field?: string;
	operator?: string;
	value?: unknown;
}

const COMPARED: Record<string, string> = {
	equals: '=',
	notEquals: '!=',
	less: '<',
	lessOrEqual: '<=',
	greater: '>',
	greaterOrEqual: '>=',
};

const LISTED: Record<string, string> = { in: 'IN', notIn: 'NOT IN', includes: 'INCLUDES', excludes: 'EXCLUDES' };

const PATTERN: Record<string, (text: string) => string> = {
	contains: (text) => `%${text}%`,
	notContains: (text) => `%${text}%`,
	startsWith: (text) => `${text}%`,
	endsWith: (text) => `%${text}`,
};

/**
 * Conditions as the part of a query behind WHERE; empty when there are none. Values are written as the type of their
 * field wants it, so whatever they hold, they stay values.
 * @throws Fault naming the field
 */
export async function whereOf(
	api: SalesforceApi,
	object: string,
	conditions: readonly Condition[],
	{ any, zone }: { any: boolean; zone: string },
): Promise<string> {
	const parts: string[] = [];
	for (const { field: name, operator = 'equals', value } of conditions) {
		if (!name) throw badInput('Conditions', 'A condition has no field.', 'Choose its field, or remove the condition.');
		const path = fieldPath(name, 'Conditions');
		const { type } = await knownField(api, object, path);
		parts.push(conditionOf({ path, type, operator, value, zone }));
	}
	return parts.length > 1 ? parts.map((part) => `(${part})`).join(any ? ' OR ' : ' AND ') : (parts[0] ?? '');
}

interface Known {
	path: string;
	type: string;
	operator: string;
	value: unknown;
	zone: string;
}

function conditionOf({ path, type, operator, value, zone }: Known): string {
	if (operator === 'empty') return `${path} = null`;
	if (operator === 'notEmpty') return `${path} != null`;
	const list = LISTED[operator];
	if (isNothing(value) || (list && listOf(value).length === 0)) {
		const advice = 'Give a value, or take Is Empty or Is Not Empty.';
		throw badInput(path, `The condition on ${path} has no value.`, advice);
	}
	const pattern = PATTERN[operator];
	if (pattern) {
		const like = `${path} LIKE '${pattern(likeText(textOf(value)))}'`;
		return operator === 'notContains' ? `(NOT ${like})` : like;
	}
	const literal = (one: unknown) => literalOf(one, type, zone, path);
	if (list) return `${path} ${list} (${listOf(value).map(literal).join(',')})`;
	const compared = COMPARED[operator];
	if (compared && Array.isArray(value)) {
		const advice = 'Take Is One Of or Is Not One Of, or give a single value.';
		throw badInput(path, `The condition on ${path} has a list for a value.`, advice);
	}
	if (compared) return `${path} ${compared} ${literal(value)}`;
	throw badInput('Operator', `"${operator}" is not an operator.`, 'Choose the operator of the condition again.');
}

const isNothing = (value: unknown): boolean =>
	value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const listOf = (value: unknown): unknown[] =>
	Array.isArray(value)
		? value
		: String(value)
				.split(',')
				.map((one) => one.trim())
				.filter((one) => one !== '');
