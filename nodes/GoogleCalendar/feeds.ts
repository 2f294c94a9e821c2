import type { Field } from '../shared/fields';
import type { AnyFeed, Feed } from '../shared/watch/feed';
import { becoming, moments, plain, updating } from './watch/fields';
import type { Cursor, MomentCursor } from './watch/place';
import type { EventKind, TriggerParams } from './watch/watched';
import type { CalendarWatch } from './watch/watching';

interface Texts {
	name: string;
	value: EventKind;
	description: string;
	fields: readonly Field[];
}

/** What a feed does is loaded with the first poll, so that n8n starts fast. */
const common = ({ value, ...texts }: Texts) => ({
	...texts,
	value,
	// Each calendar has a place of its own.
	changeable: ['calendarsOf', 'calendars'],
	async complete(...asked: Parameters<Feed<CalendarWatch, TriggerParams, unknown>['complete']>) {
		const [watching, params, changes, onFailure] = asked;
		const { watchOf, withRecords } = await import('./watch/work');
		return await withRecords(watching, watchOf(value, params), changes, onFailure);
	},
	async sample(watching: CalendarWatch, params: TriggerParams) {
		const { sampleOf, watchOf } = await import('./watch/work');
		return await sampleOf(watching, watchOf(value, params));
	},
});

/** Reads what was changed, by Google's sync tokens (google-calendar.md B). */
const changeFeed = (texts: Texts): Feed<CalendarWatch, TriggerParams, Cursor> => ({
	...common(texts),
	// What was read is recognised by what the cursor itself remembers of the events.
	overlapMs: 0,
	async start(watching, params, start, budget) {
		const { startAt, watchOf } = await import('./watch/work');
		return await startAt(watching, watchOf(texts.value, params), start, budget);
	},
	async read(watching, params, cursor, budget) {
		const { watchOf } = await import('./watch/work');
		return await watching.readAfter(watchOf(texts.value, params), cursor, budget);
	},
});

/** Reads what has begun or ended, by Google's clock. */
const momentFeed = (texts: Texts): Feed<CalendarWatch, TriggerParams, MomentCursor> => ({
	...common(texts),
	// The cursor itself reaches back, for each calendar by itself.
	overlapMs: 0,
	async start(watching, params, start) {
		const { startMoments, watchOf } = await import('./watch/work');
		return await startMoments(watching, watchOf(texts.value, params), start);
	},
	async read(watching, params, cursor, budget) {
		const { readMoments, watchOf } = await import('./watch/work');
		return await readMoments(watching, watchOf(texts.value, params), cursor, budget);
	},
});

/** What a Google Calendar trigger can start on; the first is the default. */
export const feeds = [
	changeFeed({
		name: 'Event Created or Updated',
		value: 'eventCreatedOrUpdated',
		description: 'When an event appears in a calendar, or is changed in any way: for copies that are kept current',
		fields: plain,
	}),
	changeFeed({
		name: 'Event Created',
		value: 'eventCreated',
		description: 'When an event appears in a calendar: created there, by an invitation, moved there or restored',
		fields: plain,
	}),
	changeFeed({
		name: 'Event Updated',
		value: 'eventUpdated',
		description: 'When an event that was there before is changed, in any way or in chosen fields',
		fields: updating,
	}),
	changeFeed({
		name: 'Field Became Value',
		value: 'fieldBecameValue',
		description: 'When a field of an event takes one of the chosen values, also when the event is created',
		fields: becoming,
	}),
	changeFeed({
		name: 'Event Deleted',
		value: 'eventDeleted',
		description: 'When an event is deleted, or moved out of the watched calendar',
		fields: plain,
	}),
	changeFeed({
		name: 'Event Created, Updated or Deleted',
		value: 'eventCreatedUpdatedOrDeleted',
		description: 'Everything that happens to events: for a synchronisation both ways',
		fields: plain,
	}),
	momentFeed({
		name: 'Event Started',
		value: 'eventStarted',
		description: 'When an event begins; one of whole days at midnight in the time zone of its calendar',
		fields: moments,
	}),
	momentFeed({
		name: 'Event Ended',
		value: 'eventEnded',
		description: 'When an event ends; one of whole days at the midnight after its last day',
		fields: moments,
	}),
] as unknown as ReadonlyArray<AnyFeed<CalendarWatch>>;
