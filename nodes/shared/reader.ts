import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';

import { badInput } from './fault';
import type { Field } from './fields';
import { settledNow } from './settled';

/** The part of an execution that values are read from. */
export type ParameterHost = Pick<IExecuteFunctions, 'getNode' | 'getNodeParameter'>;

/** Whether a stored parameter holds an expression anywhere, so that it may differ from item to item. */
export function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(hasExpression);
}

/**
 * Reads an operation's fields by name. What holds no expression is read once per run, since one expression costs as much
 * as two hundred plain reads; an expression is evaluated once per item, however often its value is asked for.
 * @returns a function from item index to its values; a value is looked up when it is first asked for
 */
export function readerFor(host: ParameterHost, fields: readonly Field[]): (index: number) => Record<string, unknown> {
	const parameters = host.getNode().parameters as INodeParameters;
	class Values {
		constructor(readonly index: number) {}
	}
	for (const field of fields) {
		const get = hasExpression(parameters[field.name])
			? function (this: Values) {
					const value = readValue(host, field, this.index);
					Object.defineProperty(this, field.name, { value, enumerable: true });
					return value;
				}
			: once(() => readValue(host, field, 0));
		Object.defineProperty(Values.prototype, field.name, { get, enumerable: true });
	}
	return (index) => new Values(index) as unknown as Record<string, unknown>;
}

function once<T>(read: () => T): () => T {
	let done: { value: T } | undefined;
	return () => (done ??= { value: read() }).value;
}

function readValue(host: ParameterHost, field: Field, index: number): unknown {
	const extractValue = field.type === 'resourceLocator';
	const value: unknown = host.getNodeParameter(
		field.name,
		index,
		field.default,
		extractValue ? { extractValue } : undefined,
	);
	if (field.required && isEmpty(value) && !field.displayOptions) {
		throw badInput(
			field.displayName,
			`"${field.displayName}" is empty.`,
			`Fill in "${field.displayName}" in the node.`,
		);
	}
	if (field.type === 'json') return parseJson(field, value);
	// An expression may give a number where the field, and the code that reads it, expects text.
	const isText = extractValue || (field.type === 'string' && !field.typeOptions?.multipleValues);
	return isText && (typeof value === 'number' || typeof value === 'boolean') ? String(value) : value;
}

const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

function parseJson(field: Field, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	if (value.trim() === '') return undefined;
	const parsed = settledNow(() => JSON.parse(value) as unknown);
	if ('value' in parsed) return parsed.value;
	throw badInput(field.displayName, `"${field.displayName}" is not valid JSON.`, 'Check quotes, commas and brackets.');
}
