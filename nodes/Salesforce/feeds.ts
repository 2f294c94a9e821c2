import { Fault } from '../shared/fault';
import type { Field } from '../shared/fields';
import { became, changedAny } from '../shared/watch/diff';
import type { AnyFeed, Feed } from '../shared/watch/feed';
import { awaited } from './watch/awaited';
import { isCreation } from './watch/creation';
import { namesIn } from './watch/names';
import { MOST_OVERLAP_MINUTES, object, otherValues, values, watchedField, watchedFields } from './watch/params';
import type { ChangeCursor, DeletionCursor, Watch, WatchParams } from './watch/types';
import type { SalesforceWatch } from './watch/watching';

/** A room's own option says how far a read really reaches back; what was delivered is remembered for the longest. */
const overlapMs = MOST_OVERLAP_MINUTES * 60_000;

interface Kind extends Pick<
	Feed<SalesforceWatch, WatchParams, ChangeCursor>,
	'name' | 'value' | 'description' | 'keep'
> {
	fields: readonly Field[];
	kind: Watch['kind'];
}

/** A feed over the rows of an object in the order in which they were written. */
function rowFeed({ kind, ...feed }: Kind): Feed<SalesforceWatch, WatchParams, ChangeCursor> {
	const about: Watch = { event: feed.value, kind };
	return {
		...feed,
		overlapMs,
		async start(watch, params, start, budget) {
			check(feed.value, params);
			return await (await import('./watch/work')).startChanges(watch, params, start, budget, about);
		},
		async read(watch, params, cursor, budget) {
			check(feed.value, params);
			return await (await import('./watch/work')).readChanges(watch, params, cursor, budget, about);
		},
		async complete(watch, params, changes) {
			return await (await import('./watch/work')).completeChanges(watch, params, changes, kind);
		},
		async sample(watch, params) {
			check(feed.value, params);
			return await (await import('./watch/work')).sampleChanges(watch, params, about, awaited(params));
		},
	};
}

const BECAME = 'fieldBecameValue';

/** @throws Fault where the trigger would never start */
function check(event: string, params: WatchParams): void {
	if (event !== BECAME || awaited(params).length > 0) return;
	throw new Fault('misconfigured', 'No value is chosen, so the trigger would never start.', {
		advice: 'Choose a value in the trigger, or type one under Other Values.',
		field: 'Values',
	});
}

const fieldBecameValue = rowFeed({
	name: 'Field Became Value',
	value: BECAME,
	description: 'When a field of a record takes one of the chosen values, also at its creation',
	fields: [object, watchedField, values, otherValues],
	kind: 'watched',
	keep: (change, params) => became(change, namesIn(params.field), awaited(params)),
});

const fieldChanged = rowFeed({
	name: 'Field Changed',
	value: 'fieldChanged',
	description: 'When a field of an existing record gets another value',
	fields: [object, watchedFields],
	kind: 'watched',
	keep: (change) => !isCreation(change) && changedAny(change, []),
});

const recordCreated = rowFeed({
	name: 'Record Created',
	value: 'recordCreated',
	description: 'When a record is created: once, whatever happens to it afterwards',
	fields: [object],
	kind: 'created',
});

const recordUpdated = rowFeed({
	name: 'Record Updated',
	value: 'recordUpdated',
	description: 'When an existing record is changed in any way',
	fields: [object],
	kind: 'changed',
	keep: (change) => !isCreation(change),
});

const recordCreatedOrUpdated = rowFeed({
	name: 'Record Created or Updated',
	value: 'recordCreatedOrUpdated',
	description: 'When a record is created or changed in any way: what keeps a copy current',
	fields: [object],
	kind: 'changed',
});

const recordDeleted: Feed<SalesforceWatch, WatchParams, DeletionCursor> = {
	name: 'Record Deleted',
	value: 'recordDeleted',
	description: 'When a record is deleted or merged into another one',
	fields: [object],
	overlapMs,
	async start(watch, params, start) {
		return await (await import('./watch/work')).startDeletions(watch, params, start, 'recordDeleted');
	},
	async read(watch, params, cursor, budget) {
		return await (await import('./watch/work')).readDeletions(watch, params, cursor, budget, 'recordDeleted');
	},
	async complete(watch, params, changes) {
		return await (await import('./watch/work')).completeDeletions(watch, params, changes);
	},
	async sample(watch, params) {
		return await (await import('./watch/work')).sampleDeletions(watch, params, 'recordDeleted');
	},
};

/** What a Salesforce trigger can start on; the first is the default. */
export const feeds = [
	fieldBecameValue,
	fieldChanged,
	recordCreated,
	recordCreatedOrUpdated,
	recordDeleted,
	recordUpdated,
] as unknown as ReadonlyArray<AnyFeed<SalesforceWatch>>;
