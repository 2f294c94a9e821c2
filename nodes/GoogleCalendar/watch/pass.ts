import { inParallel } from '../../shared/parallel';
import { settled } from '../../shared/settled';
import type { Budget, Change, Page } from '../../shared/watch/feed';
import type { GoogleEvent } from '../api';
import { isCancelled } from '../sync/event';
import type { Cursor } from './place';
import { CalendarReading } from './reading';
import { MOST_EVENTS, sharesOf } from './remembered';
import { afterReading, errorsOf, explained, type Looked } from './routes';
import { take, type Notes } from './taking';
import type { Watch } from './watched';

const CALENDARS_AT_ONCE = 4;

/** One calendar of a pass: its reading, and what of the last page is not taken yet. */
interface Slot {
	reading: CalendarReading;
	page: GoogleEvent[];
	isDone: boolean;
	hasTold: boolean;
	failure?: Error;
}

/** One reading of all calendars; a poll may stop it, and the next one goes on. */
export class Pass {
	/** The cursor with which it goes on. */
	last: Cursor;
	private readonly slots: Slot[];
	private readonly notes: Notes = { left: new Map(), series: new Set() };

	/**
	 * @param failed calendars that could not even be looked up
	 * @param onTold is given the events that changes are told of
	 */
	constructor(
		private readonly watch: Watch,
		private readonly cursor: Cursor,
		readings: readonly CalendarReading[],
		private readonly failed: Looked['failures'],
		private readonly onTold: (calendar: string, event: GoogleEvent) => void,
	) {
		this.last = cursor;
		this.slots = readings.map((reading) => ({ reading, page: [], isDone: false, hasTold: false }));
	}

	/** @throws Fault where no calendar at all could be read */
	async read({ limit, deadline }: Budget): Promise<Page<Cursor>> {
		const changes: Change[] = [];
		while (changes.length < limit) {
			const waiting = this.slots.filter(({ page, isDone }) => page.length === 0 && !isDone);
			await inParallel(waiting, CALENDARS_AT_ONCE, async (slot) => await this.fill(slot));
			if (this.slots.every(({ page }) => page.length === 0)) break;
			// Deletions first, so that an event that has moved is known where it comes to.
			for (const isDeletion of [true, false]) {
				for (const slot of this.slots) this.drain(slot, changes, limit, isDeletion);
			}
			if (Date.now() > deadline) break;
		}
		return this.paged(changes);
	}

	/** Everything is remembered, and nothing told. @throws Fault where no calendar at all could be read */
	async silently(deadline: number): Promise<Page<Cursor>> {
		return await this.read({ limit: Infinity, deadline });
	}

	private async fill(slot: Slot): Promise<void> {
		const outcome = await settled(async () => await slot.reading.next());
		if ('error' in outcome) slot.failure = explained(outcome.error, slot.reading.route);
		const page = 'value' in outcome ? outcome.value : undefined;
		if (!page) slot.isDone = true;
		else slot.page = page.toReversed().sort((a, b) => Number(isCancelled(a)) - Number(isCancelled(b)));
	}

	/** Takes events from the end of the page, where deletions stand. */
	private drain(slot: Slot, changes: Change[], limit: number, isDeletion: boolean): void {
		const { reading, page } = slot;
		while (page.length > 0 && changes.length < limit && isCancelled(page.at(-1)!) === isDeletion) {
			const event = page.pop()!;
			const change = take(reading, event, this.watch, this.notes);
			if (!change) continue;
			changes.push(change);
			slot.hasTold = true;
			this.onTold(reading.route.calendar, event);
		}
	}

	private paged(changes: Change[]): Page<Cursor> {
		const unread = this.slots.flatMap(({ failure, reading }) =>
			failure ? [[reading.route.calendar, failure] as const] : [],
		);
		const failures = errorsOf(this.failed, new Map(unread));
		if (failures.length > 0 && changes.length === 0 && this.slots.every(({ failure }) => failure)) throw failures[0]!;
		const more = this.slots.some(({ isDone, page }) => !isDone || page.length > 0);
		const { series } = this.notes;
		const skipped = series.size > 0 ? { seriesSkipped: series.size } : {};
		return {
			changes: changes.map((change) => ({ ...change, about: { ...change.about, ...skipped } })).sort(inOrder),
			next: (this.last = this.next()),
			more,
			...(failures.length > 0 && { failures }),
		};
	}

	private next(): Cursor {
		const calendars = { ...this.cursor.calendars };
		const shares = sharesOf(
			this.slots.map(({ reading }) => reading.memory.size),
			MOST_EVENTS,
		);
		for (const [at, { reading, page, hasTold }] of this.slots.entries()) {
			if (page.length === 0) reading.taken();
			reading.memory.keepNewest(shares[at]!);
			calendars[reading.route.calendar] = reading.placed(hasTold);
		}
		const { routes, time } = this.cursor;
		const latest = Object.values(calendars).reduce((last, { at }) => (at > last ? at : last), time);
		return {
			...this.cursor,
			time: latest,
			calendars,
			routes: afterReading(
				routes,
				this.slots.map(({ failure }) => failure),
			),
		};
	}
}

/** Deletions first: an event that has moved is created elsewhere under the same ID, and must not be deleted after that. */
function inOrder(a: Change, b: Change): number {
	const [first, second] = [a, b].map(({ event }) => Number(event !== 'eventDeleted'));
	return first! - second! || (a.occurredAt < b.occurredAt ? -1 : Number(a.occurredAt > b.occurredAt));
}
