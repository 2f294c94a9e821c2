import { problemAt, tokensOf, type Token } from './lexer';

/** A field as written, 'Account.Owner.Email'. */
export interface Path {
	readonly text: string;
	readonly at: number;
}

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Condition =
	| { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
	| { readonly kind: 'not'; readonly part: Condition }
	| { readonly kind: 'compare'; readonly path: Path; readonly operator: Operator; readonly value: Token }
	| { readonly kind: 'like'; readonly path: Path; readonly value: Token }
	| {
			readonly kind: 'in' | 'includes';
			readonly path: Path;
			readonly not: boolean;
			readonly values: readonly Token[];
	  };

export interface Order {
	readonly path: Path;
	readonly descending: boolean;
	readonly nullsLast: boolean;
}

export interface Query {
	/** Empty for count(). */
	readonly fields: readonly Path[];
	readonly object: Path;
	readonly alias: string | undefined;
	readonly where: Condition | undefined;
	readonly order: readonly Order[];
	readonly limit: number | undefined;
	readonly offset: number;
}

const RESERVED =
	/^(select|from|where|order|limit|offset|group|having|with|for|using|and|or|not|in|like|includes|excludes)$/i;

/** The part of SOQL that the sandbox knows. Throws a Refusal MALFORMED_QUERY with the place. */
export class Parser {
	private at = 0;
	private readonly tokens: Token[];

	constructor(
		private readonly soql: string,
		private readonly mixedLogic: boolean,
	) {
		this.tokens = tokensOf(soql);
	}

	query(): Query {
		this.expect('select');
		const fields = this.fields();
		this.expect('from');
		const object = this.path();
		this.take('as');
		const alias = this.peek.kind === 'word' && !RESERVED.test(this.peek.text) ? this.next().text : undefined;
		const where = this.take('where') ? this.condition() : undefined;
		const order = this.take('order') ? this.order() : [];
		const limit = this.take('limit') ? this.count() : undefined;
		const offset = this.take('offset') ? this.count() : 0;
		if (this.peek.kind !== 'end') throw this.unexpected();
		return { fields, object, alias, where, order, limit, offset };
	}

	private get peek(): Token {
		return this.tokens[this.at]!;
	}

	private next(): Token {
		return this.tokens[this.at++]!;
	}

	private take(word: string): boolean {
		const found = (this.peek.kind === 'word' || this.peek.kind === 'sign') && this.peek.text.toLowerCase() === word;
		if (found) this.at += 1;
		return found;
	}

	private expect(word: string): void {
		if (!this.take(word)) throw this.unexpected(`expecting '${word}'`);
	}

	private unexpected(more = ''): Error {
		const what = `unexpected token: '${this.peek.text}'${more && `, ${more}`}`;
		return problemAt(this.soql, this.peek.at, 'MALFORMED_QUERY', what);
	}

	private path(): Path {
		if (this.peek.kind !== 'word' || RESERVED.test(this.peek.text)) throw this.unexpected('expecting a name');
		return this.next();
	}

	private fields(): Path[] {
		if (this.peek.text.toLowerCase() === 'count' && this.tokens[this.at + 1]?.text === '(') {
			this.at += 2;
			this.expect(')');
			return [];
		}
		const fields = [this.path()];
		while (this.take(',')) fields.push(this.path());
		return fields;
	}

	/** SOQL wants parentheses where AND stands beside OR. */
	private condition(): Condition {
		const first = this.term();
		const word = this.peek.text.toLowerCase();
		if (this.peek.kind !== 'word' || (word !== 'and' && word !== 'or')) return first;
		if (this.mixedLogic) return this.loose(first);
		const parts = [first];
		while (this.take(word)) parts.push(this.term());
		if (/^(and|or)$/i.test(this.peek.text)) throw this.unexpected('AND beside OR needs parentheses');
		return { kind: word, parts };
	}

	private loose(first: Condition): Condition {
		const either: Condition[] = [];
		let all = [first];
		for (;;) {
			if (this.take('and')) all.push(this.term());
			else {
				either.push(all.length === 1 ? all[0]! : { kind: 'and', parts: all });
				if (!this.take('or')) return either.length === 1 ? either[0]! : { kind: 'or', parts: either };
				all = [this.term()];
			}
		}
	}

	private term(): Condition {
		if (this.take('not')) return { kind: 'not', part: this.term() };
		if (!this.take('(')) return this.comparison();
		const condition = this.condition();
		this.expect(')');
		return condition;
	}

	private comparison(): Condition {
		const path = this.path();
		if (this.take('like')) return { kind: 'like', path, value: this.value() };
		if (this.take('in')) return { kind: 'in', path, not: false, values: this.values() };
		if (this.take('includes')) return { kind: 'includes', path, not: false, values: this.values() };
		if (this.take('excludes')) return { kind: 'includes', path, not: true, values: this.values() };
		if (this.take('not')) {
			this.expect('in');
			return { kind: 'in', path, not: true, values: this.values() };
		}
		const operator = this.peek.text === '<>' ? '!=' : this.peek.text;
		if (this.peek.kind !== 'sign' || !/^(=|!=|<=?|>=?)$/.test(operator)) throw this.unexpected('expecting an operator');
		this.at += 1;
		return { kind: 'compare', path, operator: operator as Operator, value: this.value() };
	}

	private values(): Token[] {
		this.expect('(');
		const values = [this.value()];
		while (this.take(',')) values.push(this.value());
		this.expect(')');
		return values;
	}

	/** LAST_N_DAYS:7 becomes one token. */
	private value(): Token {
		if (this.peek.kind === 'sign' || this.peek.kind === 'end') throw this.unexpected('expecting a value');
		const token = this.next();
		if (token.kind !== 'word' || !this.take(':')) return token;
		if (this.peek.kind !== 'number') throw this.unexpected('expecting a number');
		return { ...token, text: `${token.text}:${this.next().text}` };
	}

	private order(): Order[] {
		this.expect('by');
		const order: Order[] = [];
		do {
			const path = this.path();
			const descending = this.take('desc');
			if (!descending) this.take('asc');
			const nullsLast = this.take('nulls') && (this.take('last') || (this.expect('first'), false));
			order.push({ path, descending, nullsLast });
		} while (this.take(','));
		return order;
	}

	private count(): number {
		if (this.peek.kind !== 'number' || !/^\d+$/.test(this.peek.text)) throw this.unexpected('expecting a number');
		return Number(this.next().text);
	}
}
