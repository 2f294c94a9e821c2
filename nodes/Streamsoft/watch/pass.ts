import { chunksOf } from '../../shared/bulk';
import { Fault } from '../../shared/fault';
import type { Budget, Change, Page } from '../../shared/watch/feed';
import { Known } from '../../shared/watch/known';
import { MOST_ROWS, RowMemory } from '../../shared/watch/memory';
import { changeOf, type Left, type Met, type Reading } from './changes';
import { idOfKey, keyOfId, type Cursor } from './place';
import type { FullRow } from '../sync/convert';
import { keyOfField, printOfTask, valueOf, type Names, type Value } from './row';
import type { Snapshot, TaskSource } from './source';
import { FEATURE } from './names';
import type { Watch } from './watched';
import { isIn } from './window';

/** Tasks that are looked for by their ids in one query. */
const PER_LOOK = 500;
/** Where nothing is new the place moves as rarely as this: some n8n write all that is kept whenever it does. */
const REST_MS = 30 * 60_000;
/** Tasks that are not watched any more and are still known, so that one which comes back is not taken for new. */
const MOST_LEFT = 20_000;
/** Kept of a poll's time for reading what is told of; of a short poll a quarter. */
const RESERVE_MS = 10_000;

/** One reading of all that is watched, compared with what is remembered; a poll may stop it, and the next one begins anew. */
export class Pass {
	/** The cursor with which it goes on. */
	last: Cursor;
	private readonly memory: RowMemory;
	private readonly left: RowMemory;
	private readonly known: Known<Value> | undefined;
	private readonly seen = new Set<number>();
	private readonly changes: AsyncGenerator<Change | undefined, void, undefined>;
	private time: string;
	private found = 0;
	private of: string | undefined;

	constructor(
		private readonly source: TaskSource,
		private readonly watch: Watch,
		private readonly place: Cursor,
		/** What is found is remembered and not told. */
		private readonly isQuiet = false,
	) {
		this.last = place;
		this.time = place.time;
		this.memory = new RowMemory(place.rows);
		this.left = new RowMemory(place.left);
		if (watch.watched.length > 0) this.known = new Known<Value>(place.known);
		this.changes = this.all();
	}

	/** What is not told yet is not remembered either, so that it is found again by whoever reads next. @throws Fault */
	async read({ limit, deadline }: Budget): Promise<Page<Cursor>> {
		const changes: Change[] = [];
		const now = Date.now();
		const until = deadline - Math.min(RESERVE_MS, Math.max(0, deadline - now) / 4);
		while (changes.length < limit) {
			const { value, done } = await this.changes.next();
			if (done) return { changes, next: this.ended() };
			if (value) changes.push(value);
			// The next poll begins anew: the database answers nobody whose time is over.
			if (changes.length > 0 && Date.now() > until) return { changes, next: (this.last = this.remembered()) };
		}
		return { changes, next: (this.last = this.remembered()), more: true };
	}

	async close(): Promise<void> {
		await this.changes.return();
	}

	/** Nothing from time to time, so that whoever reads can look at the clock. */
	private async *all(): AsyncGenerator<Change | undefined, void, undefined> {
		const { watch, source, place } = this;
		this.of = await source.identity();
		if (place.of !== undefined && place.of !== this.of) throw another(place.of, this.of);
		const names = namesNeeded(watch) ? await source.names() : NO_NAMES;
		const snapshot = await source.snapshot(watch, place.of !== undefined);
		if (snapshot.time > place.time) this.time = snapshot.time;
		const keys = watch.watched.map((name) => keyOfField(name, names));
		const reading: Reading = { time: this.time, round: place.round, keys };
		for await (const met of this.met(snapshot, names)) {
			const change = met && !this.isQuiet ? changeOf(met, watch, reading) : undefined;
			if (change) this.found++;
			yield change;
		}
	}

	private async *met(snapshot: Snapshot, names: Names): AsyncGenerator<Met | undefined, void, undefined> {
		for await (const rows of snapshot.rows) {
			for (const row of rows) {
				const met = this.take(row, names);
				if (met) yield met;
			}
			yield undefined;
		}
		yield* this.missing(snapshot, names);
	}

	private take(row: FullRow, names: Names): Met | undefined {
		const { left, memory, seen, watch } = this;
		const key = keyOfId(row.id);
		if (seen.size >= MOST_ROWS && !seen.has(key)) throw tooMany();
		seen.add(key);
		const print = printOfTask(row, watch);
		const former = memory.get(key);
		if (former === print) return undefined;
		const atLeaving = left.get(key);
		memory.set(key, print);
		left.delete(key);
		if (atLeaving === print && watch.watched.length > 0) return undefined;
		return {
			id: String(row.id),
			what: former === undefined && atLeaving === undefined ? 'created' : 'updated',
			print,
			...this.values(key, row, names),
		};
	}

	/** Those that are remembered and were not shown: deleted only if the database does not know their id any more. */
	private async *missing(snapshot: Snapshot, names: Names): AsyncGenerator<Met | undefined, void, undefined> {
		const { memory, seen, source } = this;
		const keys = memory.others(seen);
		if (keys.length === 0) return;
		if (seen.size === 0 && !(await source.hasTasks())) throw emptied(keys.length);
		for (const chunk of chunksOf(keys, PER_LOOK)) {
			const there = await source.byIds(chunk.map(idOfKey));
			for (const key of chunk) {
				const row = there.get(idOfKey(key));
				const left = row && leftBy(row, snapshot);
				// It came back while it was looked for.
				if (row && !left) continue;
				const met = row && left ? this.gone(key, row, left, names) : this.deleted(key);
				memory.delete(key);
				if (met) yield met;
			}
			yield undefined;
		}
	}

	/** That the window moves on is no change of a task. */
	private gone(key: number, row: FullRow, left: Left, names: Names): Met | undefined {
		const { memory, watch } = this;
		const print = printOfTask(row, watch);
		this.left.set(key, print);
		const isChanged = memory.get(key) !== print || (left !== 'window' && watch.watched.length === 0);
		return isChanged
			? { id: String(row.id), what: 'updated', print, left, ...this.values(key, row, names) }
			: undefined;
	}

	private deleted(key: number): Met {
		return { id: String(idOfKey(key)), what: 'deleted', print: 0, before: this.known?.get(key), now: [] };
	}

	private values(key: number, row: FullRow, names: Names): Pick<Met, 'before' | 'now'> {
		const now = this.watch.watched.map((name) => valueOf(row, name, names));
		const before = this.known?.get(key);
		this.known?.set(key, now);
		return { before, now };
	}

	private ended(): Cursor {
		const { place } = this;
		const next = { ...this.remembered(), time: this.time };
		const isSame = next.rows === place.rows && next.round === place.round;
		const rests = isSame && Date.parse(next.time) - Date.parse(place.time) < REST_MS;
		return (this.last = rests ? place : next);
	}

	private remembered(): Cursor {
		const { left, memory, known, place, found } = this;
		const rows = memory.text();
		left.keepNewest(MOST_LEFT, NONE);
		return {
			...place,
			...(this.of !== undefined && { of: this.of }),
			round: place.round + (found > 0 ? 1 : 0),
			rows,
			...(left.size + (place.left?.length ?? 0) > 0 && { left: left.text() }),
			...(known && rows !== place.rows && { known: known.text() }),
		};
	}
}

const NONE: ReadonlySet<number> = new Set();
const NO_NAMES: Names = { operators: new Map(), types: new Map(), features: new Map() };

const namesNeeded = ({ watched }: Watch): boolean =>
	watched.some((name) => name === 'operator' || name === 'type' || name.startsWith(FEATURE));

function leftBy(row: FullRow, { operators, types, window }: Snapshot): Left | undefined {
	if (row.operatorId === null || !operators.has(row.operatorId)) return 'operator';
	if (row.typeId === null || !types.has(row.typeId)) return 'type';
	return isIn(window, row) ? undefined : 'window';
}

const tooMany = (): Fault =>
	new Fault('misconfigured', `There are more than ${MOST_ROWS} tasks in the window, too many to be compared.`, {
		field: 'Months Back',
		advice: 'Choose fewer months, operators or event types in the trigger.',
	});

/** Otherwise all tasks of the former one would look deleted. */
const another = (before: string, now: string): Fault =>
	new Fault('misconfigured', `The credential leads to other tasks than before: ${now} instead of ${before}.`, {
		advice:
			'If that is intended, change a field of the trigger (such as Months Back), so that it begins afresh. If not, correct database or schema profile in the credential.',
	});

const emptied = (remembered: number): Fault =>
	new Fault('braked', `The database shows no task at all any more; ${remembered} were there before.`, {
		advice:
			'Nothing is told as deleted until there is a task again. Check the database and the schema profile in the credential; if all tasks were deleted on purpose, the trigger goes on by itself with the first new one.',
	});
