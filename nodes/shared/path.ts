/**
 * Mapping by name, without expressions: `record.fields["Close date"]`, `items[0].id`, `tags[].name`.
 * Only a value's own properties are read, so no path reaches a prototype.
 */
import { badInput, type Fault } from './fault';
import { textOf } from './text';

export type PathReader = (json: unknown) => unknown;

/** Stands for "every element" among the steps of a path. */
const EACH = Symbol('each');
type Step = string | number | typeof EACH;

const NEVER_FOLLOWED: ReadonlySet<Step> = new Set(['__proto__', 'constructor', 'prototype']);

function wrong(text: string, at: number, what: string, field: string): Fault {
	const shown = text.length > 80 ? `${text.slice(0, 77)}...` : text;
	const advice = 'Write names joined by dots, as in record.fields.Name; put names with dots or brackets as ["a.b"].';
	return badInput(field, `${field}: ${what} at position ${at + 1} of "${shown}".`, advice);
}

/** Reads `["name"]`, `['name']`, `[0]`, `[]` or `[*]` from its opening bracket on. */
function bracketAt(text: string, open: number, field: string): { step: Step; next: number } {
	let at = open + 1;
	while (text[at] === ' ') at++;
	const quote = text[at];
	if (quote === '"' || quote === "'") {
		let name = '';
		for (at++; text[at] !== quote; at++) {
			if (text[at] === '\\') at++;
			if (at >= text.length) throw wrong(text, open, 'the quote is not closed', field);
			name += text[at];
		}
		for (at++; text[at] === ' ';) at++;
		if (text[at] !== ']') throw wrong(text, at, 'a closing bracket is missing', field);
		return { step: name, next: at + 1 };
	}
	const close = text.indexOf(']', at);
	if (close < 0) throw wrong(text, open, 'the bracket is not closed', field);
	const inside = text.slice(at, close).trim();
	if (inside === '' || inside === '*') return { step: EACH, next: close + 1 };
	if (!/^\d{1,9}$/.test(inside)) throw wrong(text, at, 'a number or a quoted name is expected', field);
	return { step: Number(inside), next: close + 1 };
}

/** Reads the steps of a path from `start` to the end of the text or to the character `stop`. */
function stepsFrom(text: string, start: number, stop: string, field: string): { steps: Step[]; next: number } {
	const steps: Step[] = [];
	let at = start;
	let nameExpected = true;
	while (at < text.length && text[at] !== stop) {
		if (text[at] === '[') {
			const bracket = bracketAt(text, at, field);
			steps.push(bracket.step);
			at = bracket.next;
			nameExpected = false;
		} else if (text[at] === '.') {
			if (nameExpected) throw wrong(text, at, 'a name is missing', field);
			nameExpected = true;
			at++;
		} else if (text[at] === ']') {
			throw wrong(text, at, 'a bracket closes that was never opened', field);
		} else {
			const from = at;
			while (at < text.length && text[at] !== stop && !'.[]'.includes(text.charAt(at))) at++;
			const name = text.slice(from, at).trim();
			if (!nameExpected && name !== '') throw wrong(text, from, 'a dot is missing', field);
			if (name !== '') {
				steps.push(name);
				nameExpected = false;
			}
		}
	}
	if (nameExpected) throw wrong(text, at, steps.length ? 'a name is missing' : 'a path is missing', field);
	return { steps, next: at };
}

function own(value: unknown, step: string | number): unknown {
	if (value === null || typeof value !== 'object' || NEVER_FOLLOWED.has(step)) return undefined;
	if (Array.isArray(value) && typeof step === 'string' && !/^\d{1,9}$/.test(step)) return undefined;
	return Object.hasOwn(value, step) ? (value as Record<string | number, unknown>)[step] : undefined;
}

function read(value: unknown, steps: readonly Step[], from: number): unknown {
	for (let at = from; at < steps.length; at++) {
		if (value === null || value === undefined) return undefined;
		const step = steps[at]!;
		if (step === EACH) {
			const found: unknown[] = [];
			for (const element of Array.isArray(value) ? (value as unknown[]) : [value]) {
				const inner = read(element, steps, at + 1);
				if (Array.isArray(inner) && steps.includes(EACH, at + 1)) found.push(...(inner as unknown[]));
				else if (inner !== undefined) found.push(inner);
			}
			return found;
		}
		value = own(value, step);
	}
	return value;
}

/**
 * Compiles a path once, to be read for every item. The reader gives `undefined` where there is nothing; `[]` or `[*]`
 * gives a flat list of what it finds in every element, and treats a single value as a list of one.
 * @throws Fault `input` naming the position, when the path cannot be understood
 */
export function compilePath(path: string, field = 'Path'): PathReader {
	const { steps } = stepsFrom(path, 0, '', field);
	return (json) => read(json, steps, 0);
}

/** One row of a mapping: the target field, and either where its value is found or the value itself. */
export interface MappingRow {
	field: string;
	from: 'path' | 'value' | 'source';
	path?: string;
	value?: unknown;
	/** A field of the source, chosen from a list: its path in the record. */
	sourceField?: string;
}

/** @param onEmpty is told of every row whose path led to nothing */
export type RowReader = (json: unknown, onEmpty?: (field: string, path: string) => void) => Record<string, unknown>;

/** A trigger gives the source's record below `record`, an action gives it as it is. */
function readerOf(path: string, field: string, from: 'path' | 'source'): PathReader {
	const read = compilePath(path, field);
	if (from === 'path') return read;
	return (json) => {
		const { record } = (json ?? {}) as { record?: unknown };
		return typeof record === 'object' && record !== null ? read(record) : read(json);
	};
}

/**
 * Compiles the rows of a mapping. Fields without a value (`undefined`) are left out; `null` and empty text are values.
 * @throws Fault `input` when a row has no field, a field is mapped twice, or a path cannot be understood
 */
export function compileRows(rows: readonly MappingRow[]): RowReader {
	const seen = new Set<string>();
	const readers = rows.map((row, index) => {
		const { field, from, value } = row;
		const path = (from === 'source' ? row.sourceField : row.path) ?? '';
		if (!field)
			throw badInput('Field', `Row ${index + 1} of the mapping has no field.`, 'Choose a field or remove the row.');
		if (field === '__proto__') throw badInput(field, 'A field cannot be called "__proto__".');
		if (seen.has(field)) throw badInput(field, `${field} is mapped twice.`, 'Remove one of the two rows.');
		seen.add(field);
		if (from === 'source' && path === '')
			throw badInput(field, `${field}: no field of the source is chosen.`, 'Choose it in the row, or remove the row.');
		return { field, path, read: from === 'value' ? () => value : readerOf(path, field, from) };
	});
	return (json, onEmpty) => {
		const fields: Record<string, unknown> = {};
		for (const row of readers) {
			const value = row.read(json);
			if (value !== undefined) fields[row.field] = value;
			else onEmpty?.(row.field, row.path);
		}
		return fields;
	};
}

/**
 * Compiles a text with `{path}` placeholders; `{{` and `}}` stand for braces. Nothing found gives no text, lists are
 * joined by a comma, people and records show by name.
 * @throws Fault `input` naming the position, when a placeholder cannot be understood
 */
export function compileTemplate(template: string, field = 'Text'): (json: unknown) => string {
	const parts: (string | PathReader)[] = [];
	let text = '';
	for (let at = 0; at < template.length; at++) {
		const char = template.charAt(at);
		if ((char === '{' || char === '}') && template[at + 1] === char) {
			text += char;
			at++;
		} else if (char === '{') {
			const { steps, next } = stepsFrom(template, at + 1, '}', field);
			if (template[next] !== '}')
				throw wrong(template, at, 'the brace is not closed (write {{ for a brace in the text)', field);
			parts.push(text, (json) => read(json, steps, 0));
			text = '';
			at = next;
		} else if (char === '}') {
			throw wrong(template, at, 'a brace closes that was never opened (write }} for a brace in the text)', field);
		} else {
			text += char;
		}
	}
	parts.push(text);
	return (json) => parts.map((part) => (typeof part === 'string' ? part : textOf(part(json)))).join('');
}
