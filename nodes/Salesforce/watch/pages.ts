import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import { codeOf } from '../errors';
import type { SalesforceRecord } from '../schema';
import { columnsKnown, withReadable } from './columns';
import { lengthOf, rowQuery, type RowQuery } from './query';
import { recordOf } from './record';
import { latest, msOfStamp } from './stamp';
import type { SalesforceWatch } from './watching';

export interface Rows {
	rows: Row[];
	/** Whether there is nothing behind these rows. */
	isEnd: boolean;
	/** Salesforce's clock when it answered, epoch milliseconds. */
	serverTime?: number;
}

export interface Row {
	id: string;
	/** Of the field that orders the rows, epoch milliseconds. */
	time: number;
	record: IDataObject;
}

/** Salesforce gives no more at once (salesforce.md 2). */
export const MOST_ROWS = 2_000;

/** Longer ones would leave too little of an address for the rest (salesforce.md 2: about 16,000 in all). */
const LONGEST_CARRIED = 9_000;

/** Salesforce gave up on a query: a smaller one may succeed (salesforce.md 5). */
const TOO_MUCH = new Set(['QUERY_TIMEOUT', 'QUERY_TOO_COMPLICATED']);
const FEW = 200;

export interface Reading extends RowQuery {
	/** Whether the rows bring the fields of the item, so that nobody need ask again. */
	carries?: boolean;
	includeDeleted?: boolean;
}

/** One request: rows of an object from a place on. @throws Fault */
export async function readRows(watch: SalesforceWatch, reading: Reading): Promise<Rows> {
	const outcome = await settled(async () => await rowsOnce(watch, reading));
	if ('value' in outcome) return outcome.value;
	if (!TOO_MUCH.has(codeOf(outcome.error)) || reading.limit <= FEW) throw outcome.error;
	return await rowsOnce(watch, { ...reading, limit: FEW, carries: false });
}

async function rowsOnce(watch: SalesforceWatch, reading: Reading): Promise<Rows> {
	const { object, includeDeleted = false, carries = false } = reading;
	const limit = Math.min(reading.limit, watch.pageSize);
	const wanted = carries ? columnsKnown(watch, object) : undefined;
	const carried = wanted && lengthOf(wanted.join(',')) <= LONGEST_CARRIED ? wanted : undefined;
	const page = await withReadable(watch, object, carried ?? [], async (columns) => {
		const soql = rowQuery({ ...reading, limit, columns: [...reading.columns, ...columns] });
		const doing = `read what changed in ${object}`;
		return await watch.ask(async (api) => await api.page({ soql, includeDeleted, doing }));
	});
	const names = [...reading.columns, ...(carried ?? []).filter((name) => !watch.leftOut.includes(name))];
	const rows = page.records.map((row) => rowOf(row, reading, names));
	if (carried) for (const { id, record } of rows) watch.records.set(id, record);
	// A page shorter than asked for leaves a cursor open at Salesforce, of which there may be only ten.
	if (page.next !== undefined && page.records.length > 0) watch.pageSize = page.records.length;
	return {
		rows,
		isEnd: page.next === undefined && page.records.length < limit,
		...(page.serverTime !== undefined && { serverTime: page.serverTime }),
	};
}

function rowOf(row: SalesforceRecord, { object, by }: RowQuery, columns: readonly string[]): Row {
	const time = msOfStamp(row[by]);
	if (row.Id !== undefined && !Number.isNaN(time)) return { id: row.Id, time, record: recordOf(row, columns) };
	const which = row.Id === undefined ? `A record of ${object} has no Id` : `${object} ${row.Id} has no ${by}`;
	throw new Fault('unreadable', `${which}, so its place among the others is not known.`, {
		advice: 'Nothing was passed over. If it stays so, choose another object: of this one changes cannot be told.',
	});
}

/** Longest that a change of an open transaction's second may still be followed by another one of that second. */
const UNSETTLED_MS = 5_000;

/** Up to when everything that was written is known by its last state, by an answer's own clock; undefined where it tells none. */
export const settledBy = (serverTime: number | undefined): number | undefined =>
	serverTime === undefined ? undefined : latest(serverTime - UNSETTLED_MS);
