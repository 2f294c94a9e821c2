import { dateIn } from '../../shared/when';
import type { Budget, Change, Page, Start } from '../../shared/watch/feed';
import type { EventKind } from './change';
import { DAY, LONGEST_PERIOD, MINUTE, periodFor } from './period';
import { earlier } from './stamp';
import type { Event, LinkedTask, TriggerApi, TriggerParams } from './types';
import { advance, cursorAfter, OVERLAP, type EventCursor, type Read } from './window';

export interface EventFeed {
	/** As in `Trigger On`. */
	value: string;
	kind: EventKind;
	keep(change: Change, params: TriggerParams): boolean;
}

type Answer = Omit<Read, 'dated'>;

const BEGINNING = new Date(0).toISOString();
/** What the first cursor must know of the past, and a little more. */
const FIRST_PERIOD = '360m';
const SLACK = 15 * MINUTE;

/** Where a trigger begins that has never run. "Now" is asked of the vendor. */
export async function startEvents(
	api: TriggerApi,
	{ project }: TriggerParams,
	start: Start,
	{ kind }: EventFeed,
): Promise<{ cursor: EventCursor }> {
	const empty = { from: 0, newest: '', recent: {}, gaps: [] };
	if (start.from === 'everything') return { cursor: { ...empty, time: BEGINNING, everything: true } };
	if (start.from === 'date') {
		// Stamps have no seconds: all of the minute counts.
		const since = new Date(Math.floor(Date.parse(start.date) / MINUTE) * MINUTE).toISOString();
		return { cursor: { ...empty, time: since, since } };
	}
	const read = await api.events(FIRST_PERIOD, project);
	if (read.events.length > 0) return { cursor: cursorAfter(read, kind) };
	return { cursor: cursorAfter(await api.events(periodFor(LONGEST_PERIOD).text, project), kind) };
}

/** Reads what happened since the cursor, and what shows late. One request where polls are regular. */
export async function readEvents(
	api: TriggerApi,
	params: TriggerParams,
	cursor: EventCursor,
	{ limit }: Budget,
	feed: EventFeed,
): Promise<Page<EventCursor>> {
	const read = await readSince(api, params, cursor);
	const dated = read.hasGap ? await datedEvents(api, params, cursor, read, feed.kind) : [];
	const at = { kind: feed.kind, feed: feed.value, zone: api.zone, limit };
	const page = advance(withMissed(cursor, read, feed.kind), { ...read, dated }, at);
	return tellMissed(page, params, feed);
}

/**
 * All events since the cursor. The vendor takes the length of a time that ends now, so it is guessed from the last intervals,
 * checked against the time of the answer, and asked for again where it was too short.
 */
async function readSince(api: TriggerApi, { project }: TriggerParams, { time, gaps }: EventCursor): Promise<Answer> {
	const since = Date.parse(time) - OVERLAP;
	const usual = gaps.length > 0 ? Math.min(...gaps) : 0;
	let margin = 2 * MINUTE;
	let period = periodFor(usual * 1.25 + OVERLAP + SLACK);
	for (;;) {
		const read = await api.events(period.text, project);
		if (read.from + MINUTE <= since) return { ...read, hasGap: false };
		if (period.ms >= LONGEST_PERIOD) return { ...read, hasGap: read.from > Date.parse(time) };
		period = periodFor(read.to - since + margin);
		margin *= 2;
	}
}

/** Creations and closings that get_events no longer tells, as events made from the dates of the tasks. */
async function datedEvents(
	api: TriggerApi,
	{ project }: TriggerParams,
	{ time, newest }: EventCursor,
	read: Answer,
	{ dated }: EventKind,
): Promise<Event[]> {
	if (!dated) return [];
	const from = newest === '' ? dateIn(time, api.zone) : earlier(newest, 0).slice(0, 10);
	const until = dateIn(new Date(read.from + DAY), api.zone);
	const tasks = await api.tasksOfDays(dated, from, until, project || undefined);
	const told = new Set(read.events.map(keyOf));
	return tasks.map((task) => eventOf(task, dated)).filter((event) => !told.has(keyOf(event)));
}

const keyOf = ({ action, object, date_added }: Event): string =>
	action === 'post' ? `post ${object.type} ${object.id}` : `${action} ${object.type} ${object.id} ${date_added}`;

function eventOf(task: LinkedTask, dated: 'created' | 'closed'): Event {
	const object = { type: 'task', id: task.id, ...(task.page !== undefined && { page: task.page }) };
	if (dated === 'closed') return { action: 'close', object, date_added: task.date_closed };
	return { action: 'post', object, date_added: task.date_added, ...(task.user_from && { user_from: task.user_from }) };
}

function withMissed(cursor: EventCursor, read: Answer, { dated }: EventKind): EventCursor {
	if (!read.hasGap || dated || cursor.everything || cursor.missed) return cursor;
	return { ...cursor, missed: { from: cursor.time, until: new Date(read.from).toISOString() } };
}

const WHY =
	'Worksection tells what happened in the last 30 days only. Look through the tasks that changed before by hand.';

/** What could not be read is said with the first change that is delivered after it. */
function tellMissed(page: Page<EventCursor>, params: TriggerParams, { keep }: EventFeed): Page<EventCursor> {
	if (page.more) return page;
	const { missed } = page.next;
	const next = { ...page.next };
	delete next.everything;
	const first = missed ? page.changes.findIndex((change) => keep(change, params)) : -1;
	if (first < 0) return { ...page, next };
	delete next.missed;
	const changes = page.changes.map((change, index) =>
		index === first ? { ...change, about: { ...change.about, missed: { ...missed, why: WHY } } } : change,
	);
	return { ...page, changes, next };
}
