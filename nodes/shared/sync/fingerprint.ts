import { createHash } from 'node:crypto';
import { namesOf, withoutDates } from '../text';

/** A value as JSON would carry it: dates as ISO text, no `-0`, no NaN, big integers as text, strings in NFC. */
function plain(value: unknown): unknown {
	const bare = withoutDates(value);
	if (typeof bare === 'string') return bare.normalize('NFC');
	if (typeof bare === 'number') return Number.isFinite(bare) ? bare + 0 : null;
	if (typeof bare === 'bigint') return String(bare);
	if (typeof bare === 'function' || typeof bare === 'symbol' || bare === undefined) return null;
	return bare;
}

/** Own entries that carry a value, with names in NFC. */
function entriesOf(value: object): [string, unknown][] {
	return Object.entries(value)
		.filter(([, inner]) => inner !== undefined && typeof inner !== 'function' && typeof inner !== 'symbol')
		.map(([key, inner]) => [key.normalize('NFC'), inner]);
}

/**
 * JSON in one writing: keys sorted, `undefined` left out (`null` in lists), dates as ISO UTC text as their own type writes
 * them, `-0` as `0`, strings in Unicode NFC. Equal data gives equal text, on every machine.
 */
export function canonicalJson(value: unknown): string {
	const bare = plain(value);
	if (bare === null || typeof bare !== 'object') return JSON.stringify(bare);
	if (Array.isArray(bare)) return `[${bare.map(canonicalJson).join(',')}]`;
	const pairs = entriesOf(bare)
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
	return `{${pairs.join(',')}}`;
}

/** SHA-256 of the canonical JSON, as the first `length` (8 to 64) hexadecimal digits. */
export function fingerprint(value: unknown, length = 64): string {
	return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, Math.max(8, length));
}

export interface SameOptions {
	/** Whether the order and repetition of list elements mean nothing. */
	listsAsSets?: boolean;
}

const NUMERIC = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MIDNIGHT = /^(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

const isEmpty = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Codes such as "007" are no numbers, and digits beyond what a number holds must agree as text. */
function sameNumber(number: number, text: string): boolean {
	if (!NUMERIC.test(text)) return false;
	return text.replace(/\D/g, '').length > 15 ? String(number) === text : Number(text) === number;
}

function sameText(a: string, b: string): boolean {
	if (a === b) return true;
	if (DAY.test(a)) return MIDNIGHT.exec(b)?.[1] === a;
	if (DAY.test(b)) return MIDNIGHT.exec(a)?.[1] === b;
	return INSTANT.test(a) && INSTANT.test(b) && Date.parse(a) === Date.parse(b);
}

function sameList(a: unknown[], b: unknown[], options: SameOptions): boolean {
	if (!options.listsAsSets) return a.length === b.length && a.every((one, at) => sameValue(one, b[at], options));
	const within = (some: unknown[], all: unknown[]) =>
		some.every((one) => all.some((other) => sameValue(one, other, options)));
	return within(a, b) && within(b, a);
}

function sameObject(a: object, b: object, options: SameOptions): boolean {
	const left = new Map(entriesOf(a));
	const right = new Map(entriesOf(b));
	return [...new Set([...left.keys(), ...right.keys()])].every((key) =>
		sameValue(left.get(key), right.get(key), options),
	);
}

/**
 * Whether two systems mean the same by these values. Equal are: no value, empty text and an empty list; a number and its
 * text; a boolean and "true" or "false"; a day and the midnight it begins with, in any zone; two writings of one instant;
 * a person or record (`name`, `emailAddress`, `email`, `recordId`, `id`) and any text or number it is known by. Everything
 * else must agree exactly, but for the Unicode form of strings. Symmetric, but not transitive: "1.0" is 1 and 1 is "1".
 */
export function sameValue(a: unknown, b: unknown, options: SameOptions = {}): boolean {
	const [left, right] = [plain(a), plain(b)];
	if (isEmpty(left) || isEmpty(right)) return isEmpty(left) && isEmpty(right);
	if (typeof left === 'string' && typeof right === 'string') return sameText(left, right);
	if (typeof left === 'number' && typeof right === 'string') return sameNumber(left, right);
	if (typeof left === 'string' && typeof right === 'number') return sameNumber(right, left);
	if (typeof left === 'boolean' && typeof right === 'string') return String(left) === right;
	if (typeof left === 'string' && typeof right === 'boolean') return String(right) === left;
	if (Array.isArray(left) || Array.isArray(right)) {
		return Array.isArray(left) && Array.isArray(right) && sameList(left, right, options);
	}
	const leftIsObject = typeof left === 'object' && left !== null;
	const rightIsObject = typeof right === 'object' && right !== null;
	if (leftIsObject && rightIsObject) return sameObject(left, right, options);
	if (leftIsObject) return namesOf(left).some((name) => sameValue(name, right));
	if (rightIsObject) return namesOf(right).some((name) => sameValue(left, name));
	return left === right;
}
