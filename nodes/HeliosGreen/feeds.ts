import type { Field } from '../shared/fields';
import type { Feed } from '../shared/watch/feed';
import { added, becoming, changed } from './watch/fields';
import type { Cursor } from './watch/place';
import type { HeliosWatch } from './watch/watching';
import type { EventKind, TriggerParams } from './watch/watched';

interface Texts {
	name: string;
	value: EventKind;
	description: string;
	fields: readonly Field[];
}

/** All four read the rows of one template. What they do is loaded with the first poll, so that n8n starts fast. */
const feedOf = ({ value, ...texts }: Texts): Feed<HeliosWatch, TriggerParams, Cursor> => ({
	...texts,
	value,
	// What was read is recognised by what the cursor itself remembers of the rows.
	overlapMs: 0,
	async start(watching, params, start) {
		const { startAt, watchOf } = await import('./watch/work');
		return await startAt(watching.api, watchOf(value, params), start);
	},
	async read(watching, params, cursor, budget) {
		const { watchOf } = await import('./watch/work');
		return await watching.readAfter(watchOf(value, params), cursor, budget);
	},
	async complete(watching, params, changes) {
		const { watchOf, withRecords } = await import('./watch/work');
		return await withRecords(watching, watchOf(value, params), changes);
	},
	async sample(watching, params) {
		const { sampleOf, watchOf } = await import('./watch/work');
		return await sampleOf(watching.api, watchOf(value, params));
	},
});

/** What a Helios Green trigger can start on; the first is the default. */
export const feeds = [
	feedOf({
		name: 'Row Added or Changed',
		value: 'rowAddedOrChanged',
		description:
			'When a template shows a row for the first time, or with other contents: for copies that are kept current',
		fields: changed,
	}),
	feedOf({
		name: 'Column Became Value',
		value: 'columnBecameValue',
		description: 'When a column of a row takes one of the chosen values, also when the row is added',
		fields: becoming,
	}),
	feedOf({
		name: 'Row Added',
		value: 'rowAdded',
		description: 'When a template shows a row for the first time',
		fields: added,
	}),
	feedOf({
		name: 'Row Changed',
		value: 'rowChanged',
		description: 'When a row that was there before is changed, in any column or in chosen ones',
		fields: changed,
	}),
] as unknown as ReadonlyArray<Feed<HeliosWatch, never, never>>;
