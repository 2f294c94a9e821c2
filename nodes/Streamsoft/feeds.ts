import type { Field } from '../shared/fields';
import type { Feed } from '../shared/watch/feed';
import { becoming, changing, creating, deleting } from './watch/fields';
import type { Cursor } from './watch/place';
import type { EventKind, TriggerParams } from './watch/watched';
import type { StreamsoftWatch } from './watch/watching';

interface Texts {
	name: string;
	value: EventKind;
	description: string;
	fields: readonly Field[];
}

/** All of them compare the tasks of one window. What they do is loaded with the first poll, so that n8n starts fast. */
const feedOf = ({ value, ...texts }: Texts): Feed<StreamsoftWatch, TriggerParams, Cursor> => ({
	...texts,
	value,
	// What was read is recognised by what the cursor itself remembers of the tasks.
	overlapMs: 0,
	async start(watching, params, start) {
		const { startAt, watchOf } = await import('./watch/work');
		return await startAt(watching.source, watchOf(value, params), start);
	},
	async read(watching, params, cursor, budget) {
		const { watchOf } = await import('./watch/work');
		return await watching.readAfter(watchOf(value, params), cursor, budget);
	},
	async complete(watching, _params, changes) {
		const { withRecords } = await import('./watch/work');
		return await withRecords(watching, changes);
	},
	async sample(watching, params) {
		const { sampleOf, watchOf } = await import('./watch/work');
		return await sampleOf(watching.source, watchOf(value, params));
	},
});

/** What a Streamsoft trigger can start on; the first is the default. */
export const feeds = [
	feedOf({
		name: 'Task Created or Updated',
		value: 'taskCreatedOrUpdated',
		description: 'When a task comes into the window, or one there holds something else than before',
		fields: changing,
	}),
	feedOf({
		name: 'Field Became Value',
		value: 'fieldBecameValue',
		description: 'When a field or feature of a task takes one of the chosen values, also when the task is new',
		fields: becoming,
	}),
	feedOf({
		name: 'Task Created',
		value: 'taskCreated',
		description: 'When a task comes into the window for the first time',
		fields: creating,
	}),
	feedOf({
		name: 'Task Created, Updated or Deleted',
		value: 'taskCreatedUpdatedOrDeleted',
		description: 'Everything that happens to the tasks of the window: for a calendar that is kept in step',
		fields: changing,
	}),
	feedOf({
		name: 'Task Deleted',
		value: 'taskDeleted',
		description: 'When a task of the window is no longer in the database',
		fields: deleting,
	}),
	feedOf({
		name: 'Task Updated',
		value: 'taskUpdated',
		description: 'When a task of the window holds something else than before, in any field or in chosen ones',
		fields: changing,
	}),
] as unknown as ReadonlyArray<Feed<StreamsoftWatch, never, never>>;
