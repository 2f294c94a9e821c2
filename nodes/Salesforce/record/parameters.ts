import { badInput } from '../../shared/fault';
import { literalOf } from '../soql';

export interface Parameter {
	name?: string;
	type?: string;
	value?: unknown;
}

/** Text in quotes, in which nothing is replaced; or a name. Times (`T04:00:00Z`) and `LAST_N_DAYS:5` have digits behind colons. */
const TOKEN = /'(?:[^'\\]|\\.)*'|:([A-Za-z_]\w*)/g;

/**
 * The query with its `:names` replaced by literals.
 * @param zone where a date without an offset was written
 * @throws Fault for a name without a value, and for a value that does not fit its type
 */
export function withParameters(soql: string, parameters: readonly Parameter[], zone: string): string {
	const literals = new Map<string, string>();
	for (const { name = '', type = 'string', value } of parameters) {
		const plain = name.trim().replace(/^:/, '');
		if (plain === '') throw badInput('Parameters', 'A parameter has no name.', 'Name it as in the query.');
		const literal = (one: unknown) => literalOf(one, type, zone, plain);
		if (Array.isArray(value) && value.length === 0) {
			const advice = 'Salesforce does not take an empty list. Filter out items for which there is nothing to ask.';
			throw badInput('Parameters', `The list for :${plain} is empty.`, advice);
		}
		literals.set(plain, Array.isArray(value) ? `(${value.map(literal).join(',')})` : literal(value));
	}
	const used = new Set<string>();
	const text = soql.replace(TOKEN, (found, name: string | undefined) => {
		if (name === undefined) return found;
		const literal = literals.get(name);
		if (literal === undefined) {
			const advice = 'Add a parameter with this name, or put the text into quotes.';
			throw badInput('Parameters', `The query has :${name}, but there is no such parameter.`, advice);
		}
		used.add(name);
		return literal;
	});
	const unused = [...literals.keys()].find((name) => !used.has(name));
	if (unused === undefined) return text;
	const advice = `Write :${unused} where its value belongs, outside of quotes.`;
	throw badInput('Parameters', `The query does not have :${unused}.`, advice);
}
