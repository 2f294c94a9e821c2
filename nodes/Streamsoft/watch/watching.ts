import type { Budget, Page } from '../../shared/watch/feed';
import { Pass } from './pass';
import type { Cursor } from './place';
import type { TaskSource } from './source';
import type { Watch } from './watched';

/** What a trigger reads with during one poll. */
export class StreamsoftWatch {
	private pass: Pass | undefined;

	constructor(readonly source: TaskSource) {}

	/** What is new after a cursor. One that this poll has given out goes on in the same reading. @throws Fault */
	async readAfter(watch: Watch, cursor: Cursor, budget: Budget): Promise<Page<Cursor>> {
		if (this.pass?.last !== cursor) {
			await this.rest();
			this.pass = new Pass(this.source, watch, cursor);
		}
		const page = await this.pass!.read(budget);
		if (!page.more) await this.rest();
		return page;
	}

	/** Gives up a reading that is not at its end. */
	async rest(): Promise<void> {
		const { pass } = this;
		this.pass = undefined;
		await pass?.close();
	}

	async close(): Promise<void> {
		await this.rest();
		await this.source.close();
	}
}
