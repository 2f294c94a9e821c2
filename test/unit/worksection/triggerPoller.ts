import { begin, takeOver, type Watched } from '../../../nodes/shared/watch/engine';
import type { Change, Feed, Start } from '../../../nodes/shared/watch/feed';
import type { TriggerState } from '../../../nodes/shared/watch/state';
import { feeds } from '../../../nodes/Worksection/feeds';
import type { FakeVendor } from './triggerVendor';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const params = { project: '', ignoreUsers: [] };

export const watching = (vendor: FakeVendor, value: string, more: object = {}): Watched => ({
	feed: feeds.find((feed) => feed.value === value) as unknown as Feed<unknown, unknown, unknown>,
	api: vendor,
	params: { ...params, ...more },
	scope: 'scope',
});

/** Polls, and forgets what was delivered at once. The state goes through JSON as it does in n8n. */
export class Poller {
	delivered: Change[] = [];
	private state?: TriggerState;

	constructor(
		readonly vendor: FakeVendor,
		private readonly watched: Watched,
		private readonly start: Start = { from: 'now' },
		private readonly limit = 1_000,
	) {}

	async poll(): Promise<void> {
		const budget = { deadline: Infinity, limit: this.limit };
		const known = this.state && (JSON.parse(JSON.stringify(this.state)) as TriggerState);
		const from = known ?? (await begin(this.watched, this.start, budget));
		const readsOn = known !== undefined || this.start.from !== 'now';
		const state = readsOn ? await takeOver(this.watched, from, Infinity, budget, () => 0) : from;
		this.delivered.push(...state.owed.map(({ change }) => change));
		this.state = { ...state, owed: [] };
	}

	/** A poll that fails leaves everything as it was. */
	async fail(): Promise<void> {
		this.vendor.broken = true;
		await expect(this.poll()).rejects.toThrow('The vendor is down.');
		this.vendor.broken = false;
	}

	get size(): number {
		return JSON.stringify(this.state).length;
	}
}
