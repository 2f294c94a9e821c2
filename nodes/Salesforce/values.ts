import { badInput } from '../shared/fault';
import { textOf, withoutDates } from '../shared/text';
import { dateIn, isoOf, type WhenInput } from '../shared/when';
import { longId } from './ids';
import type { FieldInfo } from './schema';
import { timeOfDay } from './timeOfDay';

/** What a field of Salesforce takes; null clears it. */
export type Value = string | number | boolean | null;

const NUMBERS = new Set(['int', 'long', 'double', 'currency', 'percent']);
const WORDS: Record<string, boolean> = { true: true, yes: true, '1': true, false: false, no: false, '0': false };
const MOST_INT = 2 ** 31 - 1;
/** A decimal point, no separators: what `1,234` means depends on the country. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A value as a field takes it. Nothing (`null`, empty text, an empty list) clears the field, a checkbox becomes false.
 * @param zone where a date without an offset was written
 * @throws Fault `input` naming the field
 */
export function valueFor(value: unknown, { type, name }: Pick<FieldInfo, 'type' | 'name'>, zone: string): Value {
	if (nothing(value) || (Array.isArray(value) && value.length === 0)) return type === 'boolean' ? false : null;
	if (type === 'boolean') return booleanFor(value, name);
	if (NUMBERS.has(type)) return numberFor(value, type, name);
	if (type === 'date') return dateIn(value as WhenInput, zone, undefined, name);
	if (type === 'datetime') return isoOf(value as WhenInput, zone, name);
	if (type === 'multipicklist') return listOf(value).join(';');
	if (type === 'reference' || type === 'id') return longId(textOf(value).trim());
	if (type === 'time') return timeOfDay(value, name);
	return typeof value === 'string' ? value : textOf(value);
}

function booleanFor(value: unknown, field: string): boolean {
	if (typeof value === 'boolean') return value;
	const found = WORDS[textOf(value).trim().toLowerCase()];
	if (found !== undefined) return found;
	throw badInput(field, `${field}: "${textOf(value).slice(0, 60)}" is neither true nor false.`);
}

function numberFor(value: unknown, type: string, field: string): number {
	const text = textOf(value).trim();
	const number = typeof value === 'number' ? value : NUMBER.test(text) ? Number(text) : NaN;
	if (!Number.isFinite(number)) {
		const advice = 'Give digits with a point for decimals and no separators, such as 1234.5.';
		throw badInput(field, `${field}: "${text.slice(0, 60)}" is not a number.`, advice);
	}
	if ((type === 'int' || type === 'long') && !Number.isInteger(number)) {
		throw badInput(field, `${field} takes whole numbers only, not ${number}.`);
	}
	// Beyond them Salesforce cannot read the request, and refuses the records beside this one too.
	if (type === 'int' && Math.abs(number) > MOST_INT)
		throw badInput(field, `${field}: ${number} is too large a number.`);
	return number;
}

/** Several choices: a list, or text with semicolons as Salesforce writes it. */
const listOf = (value: unknown): string[] =>
	(Array.isArray(value) ? value.map(textOf) : textOf(value).split(';'))
		.map((one) => one.trim())
		.filter((one) => one !== '');

/** Text of spaces alone is stored as none. */
const nothing = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/** Salesforce keeps text without outer spaces, and line ends in one form. */
const plainText = (value: unknown): string => String(value).replace(/\r\n?/g, '\n').trim();

/** Whether a field has the value already. `stored` is as a query gives it, `wanted` as `valueFor` does. */
export function isSame(stored: unknown, wanted: Value, { type, scale }: Pick<FieldInfo, 'type' | 'scale'>): boolean {
	if (type === 'boolean') return (stored ?? false) === (wanted ?? false);
	if (nothing(stored) || nothing(wanted)) return nothing(stored) && nothing(wanted);
	if (NUMBERS.has(type)) return rounded(Number(stored), scale) === rounded(Number(wanted), scale);
	if (type === 'datetime') return seconds(stored) === seconds(wanted);
	if (type === 'reference' || type === 'id') return longId(String(stored)) === longId(String(wanted));
	if (type === 'multipicklist') return [...listOf(stored)].sort().join(';') === [...listOf(wanted)].sort().join(';');
	if (type === 'email') return plainText(stored).toLowerCase() === plainText(wanted).toLowerCase();
	if (type === 'time') return String(stored).trim() === wanted;
	return plainText(withoutDates(stored)) === plainText(wanted);
}

/** What Salesforce keeps of a number: so many digits behind the point, halves away from zero. */
function rounded(value: number, scale: number | null | undefined): number {
	if (scale === null || scale === undefined) return value;
	const shifted = (number: number, by: number): number => {
		const [digits = '', exponent = '0'] = String(number).split('e');
		return Number(`${digits}e${Number(exponent) + by}`);
	};
	return Math.sign(value) * shifted(Math.round(shifted(Math.abs(value), scale)), -scale) + 0;
}

/** Times are kept to the second. */
const seconds = (value: unknown): number => Math.floor(Date.parse(String(value)) / 1000);
