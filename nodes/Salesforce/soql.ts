import { badInput } from '../shared/fault';
import { textOf } from '../shared/text';
import { dateIn, isoOf, type WhenInput } from '../shared/when';
import { timeOfDay } from './timeOfDay';

/** API names: letters, digits and underscores; custom ones end in `__c`, packaged ones begin with their namespace. */
const NAME = /^[a-z]\w{0,254}$/i;

/** An object's API name, safe to stand in a query or an address. @throws Fault `input` */
export function objectName(typed: unknown, field = 'Object'): string {
	const name = textOf(typed).trim();
	if (NAME.test(name)) return name;
	const shown = name === '' ? 'is empty' : `"${name.slice(0, 80)}" is not the API name of an object`;
	throw badInput(field, `${field}: ${shown}.`, 'Choose it from the list, or enter a name like Contact or Invoice__c.');
}

/** A field, or one of a parent (`Account.Owner.Name`), safe to stand in a query. @throws Fault `input` */
export function fieldPath(typed: unknown, field = 'Field'): string {
	const path = textOf(typed).trim();
	const steps = path.split('.');
	if (steps.length <= 6 && steps.every((step) => NAME.test(step))) return path;
	const shown = path === '' ? 'is empty' : `"${path.slice(0, 80)}" is not the API name of a field`;
	throw badInput(field, `${field}: ${shown}.`, 'Choose it from the list, or enter a name like Email or Account.Name.');
}

const ESCAPES: Record<string, string> = {
	'\\': '\\\\',
	"'": "\\'",
	'"': '\\"',
	'\n': '\\n',
	'\r': '\\r',
	'\t': '\\t',
	'\b': '\\b',
	'\f': '\\f',
};

const escaped = (text: string): string => text.replace(/[\\'"\n\r\t\b\f]/g, (found) => ESCAPES[found]!);

/** Text as a literal of SOQL: whatever it holds, it stays a value. */
export const quoted = (text: string): string => `'${escaped(text)}'`;

/** Text inside a pattern for LIKE, in which it stands for itself. */
export const likeText = (text: string): string => escaped(text).replace(/[%_]/g, '\\$&');

/** A time as a literal: unquoted, UTC (salesforce.md 2). `ms` is in epoch milliseconds. */
export const timeLiteral = (ms: number): string => new Date(ms).toISOString();

/** `TODAY`, `LAST_N_DAYS:5`: a moving date in Salesforce's own words. */
const MOVING_DATE =
	/^(YESTERDAY|TODAY|TOMORROW|(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)|(LAST|NEXT)_90_DAYS|(LAST|NEXT)_N_(DAYS|WEEKS|MONTHS|QUARTERS|YEARS|FISCAL_QUARTERS|FISCAL_YEARS):\d{1,5}|N_(DAYS|WEEKS|MONTHS|YEARS)_AGO:\d{1,5})$/;

const NUMBERS = new Set(['int', 'long', 'double', 'currency', 'percent']);

/**
 * A value as a literal for a field of a type (as describe names it). Types without a literal of their own are text.
 * @param zone where a date without an offset was written
 * @throws Fault `input` naming the field
 */
export function literalOf(value: unknown, type: string, zone: string, field: string): string {
	if (value === null || value === undefined) return 'null';
	const text = typeof value === 'string' ? value.trim() : value;
	if ((type === 'date' || type === 'datetime') && typeof text === 'string' && MOVING_DATE.test(text)) return text;
	if (type === 'date') return dateIn(value as WhenInput, zone, undefined, field);
	if (type === 'datetime') return isoOf(value as WhenInput, zone, field);
	if (NUMBERS.has(type)) return numberLiteral(text, field);
	if (type === 'boolean') return booleanLiteral(text, field);
	if (type === 'time') return timeOfDay(text, field);
	return quoted(textOf(value));
}

function numberLiteral(value: unknown, field: string): string {
	const number = typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : NaN;
	if (Number.isFinite(number)) return String(number);
	throw badInput(
		field,
		`${field}: "${String(value).slice(0, 60)}" is not a number.`,
		'Enter digits, with a point for decimals.',
	);
}

function booleanLiteral(value: unknown, field: string): string {
	const word = String(value).toLowerCase();
	if (word === 'true' || word === 'false') return word;
	throw badInput(field, `${field}: "${word.slice(0, 60)}" is neither true nor false.`);
}

/** Encoded characters of a query in an address; Salesforce takes about 16,000 of the whole (salesforce.md 2). */
const LONGEST_QUERY = 12_000;
const MOST_KEYS = 400;

/** How many of these values fit into one `IN (...)` of a query that is `rest` without them. */
export function keysPerQuery(rest: string, literals: readonly string[]): number {
	const longest = literals.reduce((most, literal) => Math.max(most, encodeURIComponent(literal).length), 1);
	const room = LONGEST_QUERY - encodeURIComponent(rest).length;
	return Math.max(1, Math.min(MOST_KEYS, Math.floor(room / (longest + 3))));
}
