import type { FullRow } from '../sync/convert';
import type { Names } from './row';
import type { Watch } from './watched';
import type { Window } from './window';

/** The tasks of a window as they are at one moment. */
export interface Snapshot {
	/** What the server's clock showed, ISO UTC. */
	time: string;
	window: Window;
	/** The ids of whose tasks and of which types they are. */
	operators: ReadonlySet<number>;
	types: ReadonlySet<number>;
	/** In portions. Whoever stops early returns it. */
	rows: AsyncGenerator<readonly FullRow[], void, undefined>;
}

/** What a trigger asks of the database. */
export interface TaskSource {
	/** The zone of its clock times. */
	readonly zone: string;
	/** Names table and database, wherever that stands. */
	identity(): Promise<string>;
	/**
	 * @param isUnderWay whether tasks were read before: then it is no mistake that nobody and no type takes part any more
	 * @throws Fault
	 */
	snapshot(watch: Watch, isUnderWay: boolean): Promise<Snapshot>;
	/** Those that exist, wherever they belong, with their features. */
	byIds(ids: readonly number[]): Promise<Map<number, FullRow>>;
	/** Whether the table holds any task at all. */
	hasTasks(): Promise<boolean>;
	/** @param of tasks whose names are wanted, also of what was entered a moment ago */
	names(of?: Iterable<FullRow>): Promise<Names>;
	close(): Promise<void>;
}
