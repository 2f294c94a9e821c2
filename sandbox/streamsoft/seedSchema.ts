import { check } from '../common';
import { lengths } from './schema/names';

/** A document of rows; ids are optional (from 10001 on), references are ids or names (logins for operators). */
export interface StreamsoftSeed {
	operators?: Array<{ id?: number; login: string; name?: string; active?: boolean }>;
	contractors?: Array<{ id?: number; number?: number; name: string; base?: number }>;
	branches?: Array<{ id?: number; contractor: Reference; name?: string }>;
	persons?: Array<{ id?: number; branch: Reference; lastName: string; firstName?: string }>;
	types?: Array<{ id?: number; name: string; synchronised?: boolean }>;
	features?: Array<{ id?: number; name: string }>;
	tasks?: Array<TaskFields & { type: Reference; operator: Reference; subject: string; start: string }>;
}

export type Reference = number | string;

/** What a task may have. Times are local texts 'YYYY-MM-DD HH:MM:SS'; null empties a field. */
export interface TaskFields {
	id?: number;
	type?: Reference;
	operator?: Reference;
	contractor?: Reference | null;
	/** By id only: persons share names. */
	person?: number | null;
	subject?: string | null;
	description?: string | null;
	place?: string | null;
	start?: string | null;
	end?: string | null;
	allDay?: boolean;
	done?: boolean;
	/** Values by feature. */
	features?: Record<string, string | null>;
	/** Instead of the server's time, where the schema keeps one. */
	modified?: string;
}

type Check = (value: unknown, where: string) => unknown;

const optional =
	(one: Check): Check =>
	(value, where) =>
		value === undefined ? undefined : one(value, where);
const orNull =
	(one: Check): Check =>
	(value, where) =>
		value === undefined || value === null ? value : one(value, where);

const flag: Check = (value, where) => {
	if (typeof value !== 'boolean') throw new Error(`${where}: true or false is needed.`);
	return value;
};
const id: Check = (value, where) => {
	if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > 0x7fffffff)
		throw new Error(`${where}: a whole number from 1 to 2147483647 is needed.`);
	return value;
};
const reference: Check = (value, where) => (typeof value === 'number' ? id(value, where) : check.text(value, where));
const anyText =
	(longest = Infinity): Check =>
	(value, where) => {
		if (typeof value !== 'string') throw new Error(`${where}: a text is needed.`);
		if ([...value].length > longest) throw new Error(`${where}: longer than the ${longest} characters of the column.`);
		return value;
	};
const time: Check = (value, where) => {
	if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,4})?$/.test(value))
		throw new Error(`${where}: a local time 'YYYY-MM-DD HH:MM:SS' is needed.`);
	return value;
};
const values: Check = (value, where) => {
	for (const [name, text] of Object.entries(check.object(value, where)))
		orNull(anyText(lengths.feature))(text, `${where}.${name}`);
	return value;
};

const taskChecks: Record<keyof TaskFields, Check> = {
	id: optional(id),
	type: optional(reference),
	operator: optional(reference),
	contractor: orNull(reference),
	person: orNull(id),
	subject: orNull(anyText(lengths.subject)),
	description: orNull(anyText()),
	place: orNull(anyText(lengths.place)),
	start: orNull(time),
	end: orNull(time),
	allDay: optional(flag),
	done: optional(flag),
	features: optional(values),
	modified: optional(time),
};

const rowChecks: Record<keyof StreamsoftSeed, Record<string, Check>> = {
	operators: {
		id: optional(id),
		login: anyText(lengths.login),
		name: optional(anyText(lengths.name)),
		active: optional(flag),
	},
	contractors: {
		id: optional(id),
		number: optional(check.number),
		name: anyText(lengths.contractor),
		base: optional(check.number),
	},
	branches: { id: optional(id), contractor: reference, name: optional(anyText(lengths.name)) },
	persons: {
		id: optional(id),
		branch: reference,
		lastName: anyText(lengths.name),
		firstName: optional(anyText(lengths.name)),
	},
	types: { id: optional(id), name: anyText(lengths.name), synchronised: optional(flag) },
	features: { id: optional(id), name: anyText(lengths.name) },
	tasks: { ...taskChecks, type: reference, operator: reference, subject: anyText(lengths.subject), start: time },
};

/** One row of the seed, or what an act was given. Throws an Error that names the place. */
export function checkRow<K extends keyof StreamsoftSeed>(kind: K, value: unknown, where: string) {
	return checked(rowChecks[kind], value, where) as NonNullable<StreamsoftSeed[K]>[number];
}

export const checkTaskFields = (value: unknown, where: string) => checked(taskChecks, value, where) as TaskFields;

function checked(checks: Record<string, Check>, value: unknown, where: string): object {
	const row = check.object(value, where);
	check.onlyKeys(row, Object.keys(checks), where);
	for (const [name, one] of Object.entries(checks)) one(row[name], `${where}.${name}`);
	return row;
}

/** The document with every row looked at. */
export function checkSeed(data: unknown): StreamsoftSeed {
	const document = check.object(data, 'Seed');
	check.onlyKeys(document, Object.keys(rowChecks), 'Seed');
	for (const kind of Object.keys(rowChecks) as Array<keyof StreamsoftSeed>)
		check.list(document[kind], kind).forEach((row, at) => checkRow(kind, row, `${kind}[${at}]`));
	return document as StreamsoftSeed;
}
