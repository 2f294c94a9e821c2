import { Refusal } from '../model';
import type { SalesforceStore } from '../store';
import type { SalesforceSwitches } from '../switches';

const DAY = 86_400_000;

/** The day's API calls; a day begins with its first call (salesforce.md 5). */
export class Usage {
	used = 0;
	private since = 0;

	constructor(
		private readonly store: SalesforceStore,
		private readonly switches: SalesforceSwitches,
	) {}

	clear(): void {
		this.used = 0;
		this.since = 0;
	}

	/** As if this many calls had been made today. */
	set(used: number): void {
		this.since = this.store.now();
		this.used = used;
	}

	/** Throws a Refusal REQUEST_LIMIT_EXCEEDED when the day's calls are spent. */
	count(): void {
		const now = this.store.now();
		if (now - this.since >= DAY || now < this.since) {
			this.since = now;
			this.used = 0;
		}
		if (this.used >= this.switches.dailyLimit)
			throw new Refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
		this.used += 1;
	}

	header(): Record<string, string> {
		const { dailyLimit, limitInfo } = this.switches;
		return limitInfo ? { 'Sforce-Limit-Info': `api-usage=${this.used}/${dailyLimit}` } : {};
	}

	/** `GET /limits`. */
	limits(bulkJobs: number): Record<string, { Max: number; Remaining: number }> {
		const of = (max: number, used: number) => ({ Max: max, Remaining: Math.max(0, max - used) });
		return {
			DailyApiRequests: of(this.switches.dailyLimit, this.used),
			DailyBulkApiBatches: of(15_000, bulkJobs),
			DailyBulkV2QueryJobs: of(10_000, 0),
			DataStorageMB: of(1024, 1),
			FileStorageMB: of(1024, 1),
		};
	}
}
