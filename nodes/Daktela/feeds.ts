import type { Field } from '../shared/fields';
import type { Feed } from '../shared/watch/feed';
import type { DaktelaApi } from './api';
import { becoming, creating, updating } from './watch/fields';
import type { Cursor } from './watch/source';
import type { EventKind, TriggerParams } from './watch/watched';

interface Texts {
	name: string;
	value: EventKind;
	description: string;
	fields: readonly Field[];
}

/** All four read the records of one kind by a time. What they do is loaded with the first poll, so that n8n starts fast. */
const feedOf = ({ value, ...texts }: Texts): Feed<DaktelaApi, TriggerParams, Cursor> => ({
	...texts,
	value,
	// What was read is recognised by what the cursor itself remembers: Daktela's local times must not be compared with a clock.
	overlapMs: 0,
	async start(api, params, start, budget) {
		const { startAt, watchOf } = await import('./watch/work');
		return await startAt(api, watchOf(value, params), start, budget);
	},
	async read(api, params, cursor, budget) {
		const { readAfter, watchOf } = await import('./watch/work');
		return await readAfter(api, watchOf(value, params), cursor, budget);
	},
	async complete(api, params, changes) {
		const { watchOf, withRecords } = await import('./watch/work');
		return await withRecords(api, watchOf(value, params), changes);
	},
	async sample(api, params) {
		const { sampleOf, watchOf } = await import('./watch/work');
		return await sampleOf(api, watchOf(value, params));
	},
});

/** What a Daktela trigger can start on; the first is the default. */
export const feeds = [
	feedOf({
		name: 'Field Became Value',
		value: 'fieldBecameValue',
		description: 'When a field of a record takes one of the chosen values, also at its creation',
		fields: becoming,
	}),
	feedOf({
		name: 'Record Created',
		value: 'recordCreated',
		description: 'When a record is added; once, however often it is edited before',
		fields: creating,
	}),
	feedOf({
		name: 'Record Created or Updated',
		value: 'recordCreatedOrUpdated',
		description: 'When a record is added or changed: for copies that are kept current',
		fields: updating,
	}),
	feedOf({
		name: 'Record Updated',
		value: 'recordUpdated',
		description: 'When an existing record is changed, in any way or in chosen fields',
		fields: updating,
	}),
] as unknown as ReadonlyArray<Feed<DaktelaApi, never, never>>;
