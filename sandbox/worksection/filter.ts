import { parseDay } from './when';

/** What a filter may ask about: where the value stands and how it is compared (worksection.md 3.1 and 3.6). */
export type FieldKind = 'integer' | 'string' | 'date';

export type Filter =
	| { kind: 'and'; left: Filter; right: Filter }
	| { kind: 'or'; left: Filter; right: Filter }
	| { kind: 'integer'; field: string; values: number[] }
	| { kind: 'string'; field: string; operator: '=' | 'has'; value: string }
	| { kind: 'date'; field: string; operator: string; day: string };

/** Says what was expected; the vendor puts it under the key `test`. */
export class FilterError extends Error {}

interface Token {
	type: 'word' | 'number' | 'string' | 'operator' | 'bracket' | 'comma';
	text: string;
}

const lexeme = /\s*(?:(\d+)(?![\w.])|([A-Za-z_]+)|'([^']*)'|(>=|<=|!=|[<>=])|([()])|(,))/y;
const types = ['number', 'word', 'string', 'operator', 'bracket', 'comma'] as const;

function tokens(source: string): Token[] {
	const found: Token[] = [];
	lexeme.lastIndex = 0;
	while (lexeme.lastIndex < source.trimEnd().length) {
		const at = lexeme.lastIndex;
		const match = lexeme.exec(source);
		if (!match) throw new FilterError(`field operator value, not ${source.slice(at, at + 20).trim()}`);
		const index = types.findIndex((_, position) => match[position + 1] !== undefined);
		found.push({ type: types[index] as Token['type'], text: match[index + 1] as string });
	}
	return found;
}

class FilterParser {
	private at = 0;

	constructor(
		private readonly list: Token[],
		private readonly fields: Record<string, FieldKind>,
	) {}

	parse(): Filter {
		const filter = this.either();
		if (this.at < this.list.length) throw new FilterError('and / or between conditions');
		return filter;
	}

	private either(): Filter {
		let left = this.both();
		while (this.skip('word', 'or')) left = { kind: 'or', left, right: this.both() };
		return left;
	}

	private both(): Filter {
		let left = this.single();
		while (this.skip('word', 'and')) left = { kind: 'and', left, right: this.single() };
		return left;
	}

	private single(): Filter {
		if (this.skip('bracket', '(')) {
			const inner = this.either();
			this.expect('bracket', ')', 'a closing parenthesis');
			return inner;
		}
		const field = this.take('word', 'a field name');
		const kind = Object.hasOwn(this.fields, field) ? this.fields[field] : undefined;
		if (kind === 'integer') return this.integer(field);
		if (kind === 'string') return this.string(field);
		if (kind === 'date') return this.date(field);
		throw new FilterError(`one of the fields ${Object.keys(this.fields).join(', ')}`);
	}

	private integer(field: string): Filter {
		if (!this.skip('word', 'in')) {
			this.expect('operator', '=', `${field}=1`);
			return { kind: 'integer', field, values: [Number(this.take('number', `${field}=1`))] };
		}
		const format = `${field} in (1,2)`;
		this.expect('bracket', '(', format);
		const values: number[] = [];
		do values.push(Number(this.take('number', format)));
		while (this.skip('comma', ','));
		this.expect('bracket', ')', format);
		return { kind: 'integer', field, values };
	}

	private string(field: string): Filter {
		const has = this.skip('word', 'has');
		if (!has) this.expect('operator', '=', `${field}='text'`);
		const value = this.take('string', `${field}${has ? ' has ' : '='}'text'`);
		return { kind: 'string', field, operator: has ? 'has' : '=', value };
	}

	private date(field: string): Filter {
		const format = `${field}>'DD.MM.YYYY'`;
		const operator = this.take('operator', format);
		const day = parseDay(this.take('string', format));
		if (!day) throw new FilterError(format);
		return { kind: 'date', field, operator, day };
	}

	private skip(type: Token['type'], text: string): boolean {
		const token = this.list[this.at];
		const matches = token?.type === type && token.text === text;
		if (matches) this.at++;
		return matches;
	}

	private expect(type: Token['type'], text: string, format: string): void {
		if (!this.skip(type, text)) throw new FilterError(format);
	}

	private take(type: Token['type'], format: string): string {
		const token = this.list[this.at++];
		if (token?.type !== type) throw new FilterError(format);
		return token.text;
	}
}

/**
 * `and` binds closer than `or`; both in lower case; strings and days in single quotes; there is no escape for a quote.
 * Throws FilterError.
 */
export const parseFilter = (source: string, fields: Record<string, FieldKind>): Filter =>
	new FilterParser(tokens(source), fields).parse();

/** Ids outside which nothing can match, when the filter pins `field` at its top level; lets a search skip the scan. */
export function pinnedIds(filter: Filter, field: string): number[] | undefined {
	if (filter.kind === 'integer') return filter.field === field ? filter.values : undefined;
	if (filter.kind !== 'and') return undefined;
	return pinnedIds(filter.left, field) ?? pinnedIds(filter.right, field);
}

/** Reads a row for a filter: integers as numbers, days as their key (see `compileFilter`). */
export interface Readers<Row> {
	integer(row: Row, field: string): number;
	string(row: Row, field: string): string;
	/** Milliseconds or days in any unit that `bounds` shares; undefined when the row has no such date. */
	date(row: Row, field: string): number | string | undefined;
	/** The half-open range `[from, to)` of a day for this field, in the unit of `date`. */
	bounds(field: string, day: string): [number | string, number | string];
}

/** One function to run over many rows. A row without the date matches no comparison but `!=`. */
export function compileFilter<Row>(filter: Filter, read: Readers<Row>): (row: Row) => boolean {
	if (filter.kind === 'and' || filter.kind === 'or') {
		const left = compileFilter(filter.left, read);
		const right = compileFilter(filter.right, read);
		return filter.kind === 'and' ? (row) => left(row) && right(row) : (row) => left(row) || right(row);
	}
	if (filter.kind === 'integer') {
		const values = new Set(filter.values);
		return (row) => values.has(read.integer(row, filter.field));
	}
	if (filter.kind === 'string') {
		const wanted = filter.value.toLowerCase();
		const value = (row: Row): string => read.string(row, filter.field).toLowerCase();
		return filter.operator === 'has' ? (row) => value(row).includes(wanted) : (row) => value(row) === wanted;
	}
	const [from, to] = read.bounds(filter.field, filter.day);
	const tests: Record<string, (value: number | string) => boolean> = {
		'=': (value) => value >= from && value < to,
		'!=': (value) => value < from || value >= to,
		'>': (value) => value >= to,
		'<': (value) => value < from,
		'>=': (value) => value >= from,
		'<=': (value) => value < to,
	};
	const test = tests[filter.operator] as (value: number | string) => boolean;
	return (row) => {
		const value = read.date(row, filter.field);
		return value === undefined ? filter.operator === '!=' : test(value);
	};
}
