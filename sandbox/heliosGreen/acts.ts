import type { Scalar } from './domain/model';
import { dataActs } from './actsOnData';
import { siteActs } from './actsOnSite';
import type { Room } from './room';

/** When it happens; every act on a record takes these. */
export interface ActOptions {
	/** ISO time that it gets instead of the clock's. */
	at?: string;
	/** Shows only this much simulated time later, at its own time; default is the switch `lateCommitMs`. */
	lateMs?: number;
}

/** A record by its number; `class` is only needed for a class whose numbers others have too. */
export interface OnRecord extends ActOptions {
	record: number;
	class?: number;
}

export interface Details extends ActOptions {
	name?: string;
	reference?: string;
	/** By attribute; date-times are ISO texts. */
	values?: Record<string, unknown>;
}

export interface ActRecord {
	number: number;
	class: number;
	folder: number;
	reference: string;
	name: string;
	created: string;
	updated: string;
	values: Readonly<Record<string, Scalar>>;
}

/** On records, as a user of Helios edits them. Each throws an Error that names what is missing. */
export interface DataActs {
	/** Into the first folder of companies, unless one is named. */
	addCompany(args: Details & { folder?: number; number?: number }): ActRecord;
	addContact(args: Details & { folder?: number; number?: number }): ActRecord;
	addOrder(args: Details & { folder?: number; number?: number }): ActRecord;
	addRecord(args: Details & { folder: number; number?: number }): ActRecord;
	/** What is not named stays; the record counts as changed even when all stays. */
	edit(args: OnRecord & Details & { folder?: number }): ActRecord;
	/** Refused while others point to it. */
	remove(args: OnRecord): ActRecord;
	/** As if it had never been synchronised; the record does not count as changed. */
	resetMark(args: OnRecord): ActRecord;
	/** Nobody can write it over the gate until it is unlocked. */
	lock(args: OnRecord): ActRecord;
	unlock(args: OnRecord): ActRecord;
	get(args: OnRecord): ActRecord;
	/** Many made-up records at once; their changes lie `gapMs` apart (default 1,000), the last one now. */
	grow(args: { folder: number; count: number; prefix?: string; gapMs?: number }): { first: number; last: number };
}

/** On the installation, as its administrator does. */
export interface SiteActs {
	addUser(args: { name: string; password: string; rowCount?: number }): { name: string };
	setPassword(args: { user: string; password: string }): { name: string };
	/** Rows of a BROWSE without an upper bound. */
	setRowCount(args: { user: string; rowCount: number }): { name: string };
	/** Everybody is logged off. */
	endSessions(args?: object): { ended: number };
	addColumn(args: {
		template: number;
		type?: string;
		alias: string;
		attribute: string;
		caption?: string;
		visible?: boolean;
	}): {
		columns: string[];
	};
	removeColumn(args: { template: number; type?: string; alias: string }): { columns: string[] };
}

/** What users and the administrator of Helios do on its screens. */
export type HeliosGreenAct = DataActs & SiteActs;

export const createActs = (room: Room): HeliosGreenAct => ({ ...dataActs(room), ...siteActs(room) });
