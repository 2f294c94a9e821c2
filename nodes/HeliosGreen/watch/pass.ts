import { Fault } from '../../shared/fault';
import type { Budget, Change, Page } from '../../shared/watch/feed';
import { Known } from '../../shared/watch/known';
import { MOST_ROWS, RowMemory } from '../../shared/watch/memory';
import { localIn } from '../../shared/when';
import type { BrowseRequest } from '../api';
import type { HeliosValue } from '../values';
import { changeOf, type Met } from './changes';
import type { Cursor } from './place';
import { Reading, type WatchApi } from './reading';
import { RowForm, type WatchedRow } from './row';
import { floorOf, isMidnight, justBefore, momentOf, type Wall } from './wall';
import type { Watch } from './watched';

/** Rows after which the time is looked at. */
const PER_LOOK = 500;
/** Where nothing is new the place moves as rarely as this: some n8n write all that is kept whenever it does. */
const REST_MS = 30 * 60_000;

/** One reading of what may be new, page after page; a poll may stop it, and the next one goes on. */
export class Pass {
	/** The cursor with which it goes on. */
	last: Cursor;
	private readonly form: RowForm;
	private readonly reading: Reading;
	private readonly memory: RowMemory;
	private readonly known: Known<HeliosValue> | undefined;
	private readonly seen = new Set<number>();
	/** The day from which is read, unless a former poll got further. */
	private readonly floor: string | undefined;
	private newest: Wall | undefined;
	private isAscending = true;
	private found = 0;
	private time: string | undefined;

	/** @param onFresh is given the rows that changes are told of */
	constructor(
		private readonly api: WatchApi,
		private readonly watch: Watch,
		private readonly place: Cursor,
		private readonly onFresh: (name: string, record: ReturnType<RowForm['record']>) => void,
	) {
		this.last = place;
		this.form = new RowForm(watch, (text) => api.toIso(text));
		this.memory = new RowMemory(place.rows);
		if (watch.watched.length > 0) this.known = new Known(place.known);
		this.floor = watch.byTime && place.wall !== undefined ? floorOf(place.wall) : undefined;
		this.reading = new Reading(api, watch, this.form, requestOf(watch, place.sweep?.from ?? this.floor));
	}

	/**
	 * Rows that are compared are read to the end, and others until something is found, whatever the time: the next poll may have to
	 * begin with the same rows again. @throws Fault
	 */
	async read({ limit, deadline }: Budget): Promise<Page<Cursor>> {
		const changes: Change[] = [];
		while (changes.length < limit) {
			const row = await this.reading.next();
			if (!row) return { changes, next: this.ended() };
			const change = this.take(row);
			if (change) changes.push(change);
			const mayPause = this.watch.byTime && this.found > 0 && this.reading.count % PER_LOOK === 0;
			if (mayPause && Date.now() > deadline) break;
		}
		return { changes, next: this.paused(), more: true };
	}

	async close(): Promise<void> {
		await this.reading.close();
	}

	private take(row: WatchedRow): Change | undefined {
		const { key, wall } = row;
		this.seen.add(key);
		if (wall !== undefined) {
			if (this.newest !== undefined && wall < this.newest) this.isAscending = false;
			else this.newest = wall;
		}
		const print = this.form.print(row.row);
		const former = this.memory.get(key);
		if (former === print) return undefined;
		// One of those that were forgotten, told by a server that gives more than it was asked for.
		if (former === undefined && wall !== undefined && this.isForgotten(wall)) return undefined;
		this.memory.set(key, print);
		const change = changeOf(this.met(row, print, former === undefined), this.watch, {
			isBacklog: this.place.backlog === true,
			round: this.place.round,
		});
		if (!change) return undefined;
		this.found++;
		this.onFresh(row.name, this.form.record(row.row));
		const about = {
			...change.about,
			...(this.reading.info?.class !== undefined && { class: this.reading.info.class }),
		};
		return { ...change, about };
	}

	private isForgotten(wall: Wall): boolean {
		return this.place.forgets === true && this.floor !== undefined && wall < this.floor;
	}

	private met(row: WatchedRow, print: number, isNew: boolean): Met {
		const now = this.watch.watched.map((column) => this.form.value(row.row, column));
		const before = isNew ? undefined : this.known?.get(row.key);
		this.known?.set(row.key, now);
		return { row, print, isNew, isTimed: this.isTimed(row), before, now, occurredAt: this.momentOf(row) };
	}

	/** A day has room for many changes, and a time that was read before is not that of a change that is found now. */
	private isTimed({ wall }: WatchedRow): boolean {
		return wall !== undefined && !isMidnight(wall) && !(this.place.wall !== undefined && wall < this.place.wall);
	}

	private momentOf({ wall }: WatchedRow): string {
		const until = this.now();
		if (wall === undefined) return until;
		const first = this.api.toIso(wall);
		return momentOf(wall, first, this.api.zone, { after: this.place.time, until });
	}

	/** The server's time of this reading. */
	private now(): string {
		return (this.time ??= this.reading.timeAfter(this.place.time));
	}

	private paused(): Cursor {
		const { sweep } = this.place;
		const until = sweep?.until ?? this.reading.startedAt;
		const reached = this.isAscending && this.newest !== undefined ? justBefore(this.newest) : undefined;
		const from = reached ?? sweep?.from;
		const going = { ...(until !== undefined && { until }), ...(from !== undefined && { from }) };
		return (this.last = { ...this.remembered(), ...(this.watch.byTime && { sweep: going }) });
	}

	private ended(): Cursor {
		const next = this.watch.byTime ? this.endedByTime() : this.endedComparing();
		return (this.last = this.isResting(next) ? this.place : next);
	}

	private endedByTime(): Cursor {
		const { memory, reading, place } = this;
		const wall = place.sweep?.until ?? reading.startedAt ?? this.reached() ?? place.wall;
		// Of a reading that took several polls only the last part is known here, and all of it may be shown again.
		const forgot = place.sweep === undefined && memory.keepNewest(MOST_ROWS, this.seen);
		const next: Cursor = {
			...this.remembered(),
			...(wall !== undefined && { wall }),
			...(forgot && { forgets: true }),
			time: this.now(),
		};
		delete next.sweep;
		delete next.backlog;
		return next;
	}

	/** How far was read, where Helios does not tell its clock: to the newest row, unless that lies in the future. */
	private reached(): Wall | undefined {
		const { newest, place, reading } = this;
		if (newest === undefined || reading.answeredAt === undefined) return newest;
		const latest = [localIn(reading.answeredAt, this.api.zone), place.wall ?? ''].sort().at(-1)!;
		return newest < latest ? newest : latest;
	}

	private endedComparing(): Cursor {
		const { memory, reading, place, seen } = this;
		const isDoubtful = seen.size === 0 && memory.size > 0 && reading.info?.total === undefined && !place.empty;
		if (reading.isWhole && !isDoubtful) memory.keepOnly(seen);
		const next: Cursor = { ...this.remembered(), time: this.now() };
		delete next.empty;
		return { ...next, ...(isDoubtful && { empty: true }) };
	}

	/** Whether the former place serves as well. */
	private isResting(next: Cursor): boolean {
		const { place } = this;
		const isSame = (['rows', 'round', 'sweep', 'backlog', 'forgets', 'empty'] as const).every(
			(part) => next[part] === place[part],
		);
		const isSameDay = (next.wall && floorOf(next.wall)) === (place.wall && floorOf(place.wall));
		return isSame && isSameDay && Date.parse(next.time) - Date.parse(place.time) < REST_MS;
	}

	private remembered(): Cursor {
		const { memory, known, place, watch, seen } = this;
		// Before all rows were read, those that are gone are remembered beside those that are there.
		if (!watch.byTime) checkSize({ size: Math.max(seen.size, memory.size - MOST_ROWS) }, watch);
		const round = place.round + (this.found > 0 ? 1 : 0);
		const rows = memory.text();
		return { ...place, round, rows, ...(known && rows !== place.rows && { known: known.text() }) };
	}
}

/** What was changed since, the longest unchanged first; without a time all rows, by their names. */
export function requestOf(
	{ request, aliases: { updated: column }, byTime }: Watch,
	from?: string,
): Partial<BrowseRequest> {
	if (!byTime) return request;
	const conditions = from === undefined ? [] : [{ column, operator: 'greaterThanOrEqual' as const, value: from }];
	return { conditions, sort: [{ column, direction: 'asc' as const }] };
}

/** @throws Fault where there are more rows than can be remembered */
export function checkSize({ size }: Pick<RowMemory, 'size'>, { request }: Watch): void {
	if (size <= MOST_ROWS) return;
	const message = `Template ${request.template} shows more than ${MOST_ROWS} rows, too many to be compared.`;
	throw new Fault('misconfigured', message, {
		field: 'Updated Column',
		advice: 'Name a column that holds the time of the last change, or choose a template that shows fewer rows.',
	});
}
