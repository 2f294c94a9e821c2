import { Refusal, type Login, type Row } from '../model';
import { idOf } from '../ids';
import type { Writer } from '../soql/select';
import type { SalesforceStore } from '../store';
import type { SalesforceSwitches } from '../switches';

export interface Cursor {
	readonly id: string;
	readonly login: Login;
	readonly openedAt: number;
	readonly rows: readonly Row[];
	readonly write: Writer;
	/** Rows of a page. */
	readonly size: number;
}

/** Open queries, addressed as '01gSb0000000001AAA-2000' (salesforce.md 2). */
export class Locators {
	private cursors: Cursor[] = [];
	private number = 0;

	constructor(
		private readonly store: SalesforceStore,
		private readonly switches: SalesforceSwitches,
	) {}

	/** Every open one ends. Answers how many. */
	clear(): number {
		return this.cursors.splice(0).length;
	}

	open(cursor: Omit<Cursor, 'id' | 'openedAt'>): Cursor {
		const open = { ...cursor, id: idOf('01g', ++this.number), openedAt: this.store.now() };
		this.cursors.push(open);
		const own = this.cursors.filter(({ login }) => login === cursor.login);
		if (own.length > this.switches.openLocators) this.cursors.splice(this.cursors.indexOf(own[0]!), 1);
		return open;
	}

	/** Throws a Refusal INVALID_QUERY_LOCATOR. */
	find(locator: string, login: Login): { cursor: Cursor; from: number } {
		const [, id, from] = /^(\w+)-(\d+)$/.exec(locator) ?? [];
		const cursor = this.cursors.find((one) => one.id === id && one.login === login);
		const isOld = cursor && this.store.now() - cursor.openedAt > this.switches.locatorHours * 3_600_000;
		if (!cursor || isOld || Number(from) > cursor.rows.length)
			throw new Refusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
		return { cursor, from: Number(from) };
	}
}
