/** When two values mean the same to Daktela (daktela.md 6). Pure. */
import { isEmpty } from './record';

const LOCAL = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?$/;
const DIGITS = /^\+?[\d\s\u00a0]*\d$/;
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/;

/**
 * Whether a value that Daktela holds is the one that is wanted. A related record counts as its key, a list of one as its value,
 * lists have no order, an empty list is no value, a day is its midnight, digits have no spaces between them, and spaces and line
 * breaks in texts count as one space. Symmetric.
 */
export function isSame(a: unknown, b: unknown): boolean {
	const [left, right] = [plain(a), plain(b)];
	if (typeof left === 'boolean' || typeof right === 'boolean') return asBoolean(left) === asBoolean(right);
	if (Array.isArray(left) || Array.isArray(right)) {
		const [some, others] = [listOf(left), listOf(right)];
		return some.length === others.length && some.every((one, at) => one === others[at]);
	}
	if (typeof left === 'number' || typeof right === 'number') return sameNumber(left, right);
	return left === right;
}

type Plain = string | number | boolean | null | Plain[];

function plain(value: unknown): Plain {
	if (isEmpty(value)) return null;
	if (Array.isArray(value)) {
		const filled = value.filter((one) => !isEmpty(one)).map(plain);
		return filled.length > 1 ? filled : (filled[0] ?? null);
	}
	if (typeof value === 'object') return plain((value as { name?: unknown }).name ?? JSON.stringify(value));
	return typeof value === 'number' || typeof value === 'boolean' ? value : canonical(String(value));
}

function canonical(text: string): string {
	const collapsed = text.normalize('NFC').replace(/\s+/g, ' ').trim();
	const [, day, minutes, seconds = '00'] = LOCAL.exec(collapsed) ?? [];
	if (day !== undefined) return `${minutes}:${seconds}` === '00:00:00' ? day : `${day} ${minutes}:${seconds}`;
	return DIGITS.test(collapsed) ? collapsed.replace(/\s/g, '') : collapsed;
}

/** Sorted texts: numbers and texts may stand for one another in a list. */
const listOf = (value: Plain): string[] => (value === null ? [] : [value].flat()).map(String).sort();

/** An empty checkbox is one that is not ticked. */
function asBoolean(value: Plain): unknown {
	if (value === null) return false;
	const text = String(value).toLowerCase();
	if (text === 'true' || text === '1') return true;
	return text === 'false' || text === '0' ? false : value;
}

const sameNumber = (a: Plain, b: Plain): boolean =>
	a !== null &&
	b !== null &&
	(String(a) === String(b) || (NUMBER.test(String(a)) && NUMBER.test(String(b)) && Number(a) === Number(b)));
