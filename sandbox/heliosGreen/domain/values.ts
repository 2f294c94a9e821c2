import type { HeliosClass, HeliosRecord, Scalar, Type } from './model';
import type { ServerTime } from './when';

const INTEGER = /^[+-]?\d{1,15}$/;
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const RANGES: Partial<Record<Type, number>> = { int: 2 ** 31 };

/** The value of a text in a message, culture-invariant; undefined when it does not fit. Empty is null but for strings. */
export function fromText(type: Type, text: string, time: ServerTime): Scalar | undefined {
	if (type === 'string') return text;
	const trimmed = text.trim();
	if (trimmed === '') return null;
	switch (type) {
		case 'boolean':
			return /^(true|1|yes)$/i.test(trimmed) ? true : /^(false|0|no)$/i.test(trimmed) ? false : undefined;
		case 'dateTime':
			return time.parse(trimmed);
		case 'int':
		case 'long':
			return INTEGER.test(trimmed) && Math.abs(Number(trimmed)) < (RANGES[type] ?? 2 ** 53)
				? Number(trimmed)
				: undefined;
		default:
			return NUMBER.test(trimmed) ? Number(trimmed) : undefined;
	}
}

/** As it stands in answers; not for null. */
export const toText = (type: Type, value: string | number | boolean, time: ServerTime): string =>
	type === 'dateTime' ? time.format(value as number) : String(value);

/** A value from a seed or an act: date-times are ISO texts or milliseconds. Throws naming the place. */
export function fromSeed(type: Type, value: unknown, where: string): Scalar {
	if (value === null || value === undefined) return null;
	if (type === 'dateTime') {
		const ms = typeof value === 'number' ? value : Date.parse(String(value));
		if (Number.isNaN(ms)) throw new Error(`${where}: '${String(value)}' is not an ISO date-time.`);
		return ms;
	}
	const wanted = type === 'string' ? 'string' : type === 'boolean' ? 'boolean' : 'number';
	if (typeof value !== wanted) throw new Error(`${where}: a ${wanted} is needed.`);
	if ((type === 'int' || type === 'long') && !Number.isInteger(value))
		throw new Error(`${where}: a whole number is needed.`);
	return value as Scalar;
}

export interface Accessor {
	readonly type: Type;
	get(record: HeliosRecord): Scalar;
	/** Class whose records it looks at beside the record's own. */
	readonly through?: number;
}

const always: Record<string, Accessor> = {
	cislo_subjektu: { type: 'int', get: ({ number }) => number },
	reference_subjektu: { type: 'string', get: ({ reference }) => reference },
	nazev_subjektu: { type: 'string', get: ({ name }) => name },
	cislo_poradace: { type: 'int', get: ({ folder }) => folder },
};
const ofSubjects: Record<string, Accessor> = {
	datum_vzniku: { type: 'dateTime', get: ({ created }) => created },
	last_update: { type: 'dateTime', get: ({ updated }) => updated },
};

/** Names that no class can give to an attribute of its own. */
export const SYSTEM_ATTRIBUTES: ReadonlySet<string> = new Set([...Object.keys(always), ...Object.keys(ofSubjects)]);

/** Reads an attribute, or `relation.attribute` of the related record; undefined when the class has none (helios-green.md 3). */
export function accessorOf(
	owner: HeliosClass,
	path: string,
	classes: ReadonlyMap<number, HeliosClass>,
): Accessor | undefined {
	const [first = '', rest] = path.split(/\.(.*)/s);
	const attribute = owner.attributes.get(first);
	if (rest !== undefined) {
		const related = attribute?.relation && classes.get(attribute.relation.classNumber);
		const inner = related && !rest.includes('.') ? accessorOf(related, rest, classes) : undefined;
		if (!related || !inner) return undefined;
		const get = ({ values }: HeliosRecord): Scalar => {
			const other = related.records.get(values[first] as number);
			return other ? inner.get(other) : null;
		};
		return { type: inner.type, get, through: related.number };
	}
	if (attribute) return { type: attribute.type, get: ({ values }) => values[first] ?? null };
	const table = owner.isSubject ? { ...always, ...ofSubjects } : always;
	return Object.hasOwn(table, first) ? table[first] : undefined;
}
