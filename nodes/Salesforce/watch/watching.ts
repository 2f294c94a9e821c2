import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import type { SalesforceApi } from '../api';
import { MOST_ROWS } from './pages';
import type { Deletions } from './types';

export interface WatchOptions {
	/** Fields of the object to give with each record; none means all. */
	columns: readonly string[];
	/** Fields of parents to give too: `Account.Name`. */
	parents: readonly string[];
	/** Whether a field that cannot be read is left out; otherwise the poll fails. */
	leavesOut: boolean;
	/** How far each read reaches back, in milliseconds. */
	overlapMs: number;
	/** Percent of the daily API requests at which this trigger stops. */
	stopAt: number;
}

/** The calls of the client that a trigger makes. */
export type WatchApi = Pick<
	SalesforceApi,
	'page' | 'describe' | 'deletedIds' | 'byIds' | 'limits' | 'usage' | 'serverTime'
>;

/** Salesforce's clock by account, as of the last reply in this process; `at` is the process's own stopwatch. */
const clocks = new Map<string, { server: number; at: number }>();
const MOST_CLOCKS = 500;

/** What a trigger knows during one poll. */
export class SalesforceWatch {
	/** Records that a read has brought anyway, by ID. */
	readonly records = new Map<string, IDataObject>();
	/** Deletions that a page has left over. */
	leftOver?: { from: string; deletions: Deletions } | undefined;
	/** Fields that every record has beside the chosen ones. */
	base: readonly string[] = [];
	/** Whether rows were read in this poll. */
	hasRead = false;
	/** Rows that Salesforce gives at once. */
	pageSize = MOST_ROWS;
	/** Fields that cannot be read and are left out. */
	leftOut: readonly string[] = [];
	/** Whether fields that were left out are tried again. */
	triesAgain = false;

	constructor(
		private readonly api: WatchApi,
		readonly options: WatchOptions,
		readonly account: string,
		/** Tells of something that no item tells. */
		readonly report: (fault: Fault) => void = () => {},
	) {}

	/** Asks Salesforce. @throws Fault `quotaExhausted` once the chosen share of the day's requests is used */
	async ask<T>(question: (api: WatchApi) => Promise<T>): Promise<T> {
		const outcome = await settled(async () => await question(this.api));
		const { serverTime, usage } = this.api;
		if (serverTime !== undefined) {
			if (clocks.size >= MOST_CLOCKS) clocks.clear();
			clocks.set(this.account, { server: serverTime, at: performance.now() });
		}
		if ('error' in outcome) throw outcome.error;
		if (usage && isUsed(usage, this.options.stopAt)) throw stopped(usage, this.options.stopAt);
		return outcome.value;
	}

	/** Salesforce's clock at the latest reply of this poll, epoch milliseconds. */
	get serverTime(): number | undefined {
		return this.api.serverTime;
	}

	/** Salesforce's clock now, in epoch milliseconds: the time of its last reply and what has passed since then. */
	get clock(): number | undefined {
		const clock = clocks.get(this.account);
		return clock && clock.server + Math.floor(performance.now() - clock.at);
	}

	/**
	 * The same, asked for where there was no reply yet.
	 * @param isEnough whether the time that is known will do. @throws Fault where Salesforce does not tell the time
	 */
	async serverNow(isEnough: (clock: number) => boolean = () => true): Promise<number> {
		if (this.clock === undefined || !isEnough(this.clock)) await this.ask(async (api) => await api.limits());
		if (this.clock !== undefined) return this.clock;
		throw new Fault('unreadable', "Salesforce's answer does not tell the time (Date header).");
	}
}

const isUsed = ({ used, limit }: { used: number; limit: number }, percent: number): boolean =>
	limit > 0 && used * 100 >= limit * percent;

function stopped({ used, limit }: { used: number; limit: number }, percent: number): Fault {
	const share = Math.floor((used * 100) / limit);
	return new Fault(
		'quotaExhausted',
		`This trigger has stopped at ${percent} % of the API requests that Salesforce allows in 24 hours: ${used} of ${limit} (${share} %) are used.`,
		{
			advice:
				'Nothing is lost: it goes on where it was as soon as fewer are used. Poll less often, look under API Usage: Get, or raise "Stop at API Usage" in the options of the trigger.',
			field: 'Stop at API Usage',
		},
	);
}
