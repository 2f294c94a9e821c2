import { Refusal } from '../model';

export interface Token {
	readonly kind: 'word' | 'text' | 'number' | 'date' | 'dateTime' | 'sign' | 'end';
	/** As written; of a text without its quotes and still escaped. */
	readonly text: string;
	/** Offset in the query. */
	readonly at: number;
}

/** In this order: a date-time begins like a date, a date like a number. */
const SHAPES: ReadonlyArray<readonly [Token['kind'], RegExp]> = [
	['dateTime', /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/iy],
	['date', /\d{4}-\d\d-\d\d(?!T)/y],
	['number', /[+-]?\d+(?:\.\d+)?(?![\w-])/y],
	['word', /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y],
	['text', /'(?:[^'\\]|\\.)*'/sy],
	['sign', /<=|>=|!=|<>|[=<>(),:]/y],
];

/** Throws a Refusal MALFORMED_QUERY at what no token begins with. */
export function tokensOf(soql: string): Token[] {
	const tokens: Token[] = [];
	let at = 0;
	for (;;) {
		while (at < soql.length && /\s/.test(soql[at]!)) at += 1;
		if (at >= soql.length) break;
		const token = tokenAt(soql, at);
		tokens.push(token);
		at += token.text.length + (token.kind === 'text' ? 2 : 0);
	}
	tokens.push({ kind: 'end', text: '<EOF>', at: soql.length });
	return tokens;
}

function tokenAt(soql: string, at: number): Token {
	for (const [kind, shape] of SHAPES) {
		shape.lastIndex = at;
		const text = shape.exec(soql)?.[0];
		if (text !== undefined) return { kind, text: kind === 'text' ? text.slice(1, -1) : text, at };
	}
	throw problemAt(soql, at, 'MALFORMED_QUERY', `unexpected character '${soql[at]}'`);
}

/** A Refusal 400 that shows the place as Salesforce does: an excerpt, a caret below it, row and column (from 1), then what is wrong. */
export function problemAt(soql: string, at: number, code: string, what: string, fields: string[] = []): Refusal {
	const lines = soql.slice(0, at).split('\n');
	const column = lines.at(-1)!.length + 1;
	const line = soql.split('\n')[lines.length - 1]!;
	const from = Math.max(0, column - 1 - 60);
	const excerpt = line.slice(from, column - 1 + 60);
	const caret = `${' '.repeat(column - 1 - from)}^`;
	return new Refusal(
		400,
		code,
		`\n${excerpt}\n${caret}\nERROR at Row:${lines.length}:Column:${column}\n${what}`,
		fields,
	);
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\' };

/** Text without its backslashes. `\%` and `\_` belong to LIKE, which asks for them to stay (`forLike`). */
export function unescaped(soql: string, token: Token, forLike = false): string {
	return token.text.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (whole, escape: string) => {
		if (escape.length === 5) return String.fromCharCode(parseInt(escape.slice(1), 16));
		if (forLike && (escape === '%' || escape === '_' || escape === '\\')) return whole;
		const character = ESCAPES[escape.toLowerCase()];
		if (character === undefined)
			throw problemAt(soql, token.at, 'MALFORMED_QUERY', `Illegal escape '${whole}' in a text`);
		return character;
	});
}
