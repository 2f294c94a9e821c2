import { fieldPath, objectName, quoted, timeLiteral } from '../soql';
import { nextSecond } from './stamp';

/** A place in the rows of an object, in the order of a time and then of Id. */
export interface Place {
	/** Epoch milliseconds. */
	time: number;
	/** Rows of that time up to this one lie behind; without it, the time itself is still to be read. */
	id?: string;
}

export interface RowQuery {
	object: string;
	/** Fields and fields of parents; Id comes by itself. */
	columns: readonly string[];
	/** The field that orders the rows. */
	by: string;
	/** Rows from here on; with `backwards` rows up to here. None: from the end. */
	place?: Place;
	backwards?: boolean;
	/** Further conditions, all of which must hold. */
	where?: readonly string[];
	limit: number;
}

/**
 * A query for the rows from a place on. Whatever is cut off by the limit begins behind the last row: equal times are told apart by
 * Id (salesforce.md 2.1).
 * @throws Fault `input` for names that cannot be names
 */
export function rowQuery({ object, columns, by, place, backwards = false, where = [], limit }: RowQuery): string {
	const names = once(['Id', by, ...columns].map((name) => fieldPath(name)));
	const conditions = [...where, ...(place ? [beyond(by, place, backwards)] : [])];
	const direction = backwards ? ' DESC' : '';
	return [
		`SELECT ${names.join(',')} FROM ${objectName(object)}`,
		...(conditions.length > 0 ? [`WHERE ${conditions.join(' AND ')}`] : []),
		`ORDER BY ${by}${direction},Id${direction}`,
		`LIMIT ${limit}`,
	].join(' ');
}

function beyond(by: string, { time, id }: Place, backwards: boolean): string {
	const sign = backwards ? '<' : '>';
	if (id === undefined) return `${by} ${sign}= ${timeLiteral(backwards ? time : nextSecond(time))}`;
	const stamp = timeLiteral(time);
	return `(${by} ${sign} ${stamp} OR (${by} = ${stamp} AND Id ${sign} ${quoted(id)}))`;
}

/** Salesforce refuses a field that is named twice, in whatever capitals. */
export function once(names: readonly string[]): string[] {
	return [...new Map([...names].reverse().map((name) => [name.toLowerCase(), name])).values()].reverse();
}

/** How long a part of a query is in the address. */
export const lengthOf = (part: string): number => encodeURIComponent(part).length;
