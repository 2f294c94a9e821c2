import * as fc from 'fast-check';
import type { FieldRule } from '../../../nodes/shared/sync/merge';
import type { Policy } from '../../../nodes/shared/sync/pairs/pair';
import { Routing } from '../../../nodes/shared/sync/pairs/routing';
import type { Owner, Synced } from '../../../nodes/shared/sync/pairs/types';

/** What differs from customer to customer, and from vendor to vendor. */
export interface Settings {
	policy: Policy;
	/** Whether a deleted event still says everything; else nothing but its id. */
	tombstonesAreFull: boolean;
	/** Whether tasks have a time of their last edit. */
	tasksHaveTimes: boolean;
	/** Whether one run is made after another, and none is disturbed but by people. */
	isOrderly: boolean;
}

export const SYSTEM = 'crm';

/** Two calendars of one account, one of another account, and one that takes no part. */
export const CALENDARS = ['a1', 'a2', 'b1', 'a-other'] as const;
export const ROUTED = CALENDARS.slice(0, 3);

export const routing = new Routing([
	{ operator: 'anna', type: 'visit', calendar: 'a1' },
	{ operator: 'anna', type: 'offer', calendar: 'a2' },
	{ operator: 'anna', type: 'call', calendar: 'a2' },
	{ operator: 'bob', type: 'visit', calendar: 'b1' },
]);

/** The last one is not synchronised. */
export const OWNERS: readonly Owner[] = [
	{ operator: 'anna', type: 'visit' },
	{ operator: 'anna', type: 'offer' },
	{ operator: 'bob', type: 'visit' },
	{ operator: 'anna', type: 'call' },
	{ operator: 'anna', type: 'note' },
];

export const isOneAccount = (one: string, other: string): boolean => one[0] === other[0];

const LONGEST = 14;

/** As the tasks hold texts: shortened, and without what they cannot store. */
export function fit({ subject, notes, place, time }: Synced): Synced {
	const cut = (text: string, length: number) => text.replaceAll('😀', '?').slice(0, length).trim();
	return { subject: cut(subject, LONGEST), notes: cut(notes, 60), place: cut(place, LONGEST), time };
}

const rule = fc.constantFrom<FieldRule>('left', 'right', 'newest', 'ask');

export const settings: fc.Arbitrary<Settings> = fc.record({
	policy: fc.record({
		conflict: rule,
		fields: fc.record({ notes: rule, calendar: rule }, { requiredKeys: [] }),
		eventDeleted: fc.constantFrom<Policy['eventDeleted']>('recreate', 'ignore', 'cancel', 'delete'),
		editedAndDeleted: fc.constantFrom<Policy['editedAndDeleted']>('keep', 'delete'),
		newEvents: fc.constantFrom(true, true, true, false),
		newTasks: fc.constantFrom(true, true, true, false),
		closedTasks: fc.boolean(),
		match: fc.boolean(),
	}),
	tombstonesAreFull: fc.boolean(),
	tasksHaveTimes: fc.boolean(),
	isOrderly: fc.constantFrom(false, false, false, true),
});
