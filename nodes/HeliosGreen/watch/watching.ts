import type { IDataObject } from 'n8n-workflow';

import type { Budget, Page } from '../../shared/watch/feed';
import { Pass } from './pass';
import type { Cursor } from './place';
import type { WatchApi } from './reading';
import type { Watch } from './watched';

const MOST_RECORDS = 5_000;

/** What a trigger knows during one poll, and the session that it holds. */
export class HeliosWatch {
	/** Rows that a reading has brought anyway, by name. */
	readonly records = new Map<string, IDataObject>();
	private pass: Pass | undefined;

	constructor(readonly api: WatchApi) {}

	/** What is new after a cursor. One that this poll has given out goes on in the same stream. @throws Fault */
	async readAfter(watch: Watch, cursor: Cursor, budget: Budget): Promise<Page<Cursor>> {
		if (this.pass?.last !== cursor) {
			await this.rest();
			this.pass = new Pass(this.api, watch, cursor, (name, record) => this.note(name, record));
		}
		const page = await this.pass!.read(budget);
		if (!page.more) this.pass = undefined;
		return page;
	}

	/** Gives up a stream that is not at its end. */
	async rest(): Promise<void> {
		const { pass } = this;
		this.pass = undefined;
		await pass?.close();
	}

	/** Signs off. */
	async close(): Promise<void> {
		await this.rest();
		await this.api.close();
	}

	private note(name: string, record: IDataObject): void {
		if (this.records.size < MOST_RECORDS || this.records.has(name)) this.records.set(name, record);
	}
}
