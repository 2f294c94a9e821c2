import type { Pair, Policy } from '../../../../../nodes/shared/sync/pairs/pair';
import type { Stamp } from '../../../../../nodes/shared/sync/pairs/types';
import { eventOf, stampOf, stepOf, taskOf, wordsOf } from './given';

type Case = [what: string, pair: Partial<Pair>, step: string, policy?: Partial<Policy>];

const edited = taskOf({ fields: { subject: 'Another visit' } });
const moved = eventOf({ fields: { subject: 'Moved visit' } });
const noted = (offer: Stamp['offer'], rest: Partial<Stamp> = {}) => stampOf({ offer, ...rest });

const check = (cases: Case[]) =>
	it.each(cases)('%s', (...[, pair, step, policy]: Case) => expect(wordsOf(stepOf(pair, policy))).toBe(step));

describe('one side only (google-calendar.md E)', () => {
	check([
		['neither is there', {}, 'end unchanged'],
		['a new task', { task: taskOf() }, 'event create in a1'],
		['a new task where none are wanted', { task: taskOf() }, 'end skipped', { newTasks: false }],
		['a new task that may be there already', { task: taskOf() }, 'match', { match: true }],
		['a new task that is nowhere else', { task: taskOf(), matched: 'nothing' }, 'event create in a1', { match: true }],
		['a completed task', { task: taskOf({ closed: true }) }, 'end skipped'],
		[
			'a completed task where these count',
			{ task: taskOf({ closed: true }) },
			'event create in a1',
			{ closedTasks: true },
		],
		['a task of a type that is not synchronised', { task: taskOf({ type: 'note' }) }, 'end unchanged'],
		['a task without a start', { task: taskOf({ fields: { time: '' } }) }, 'end skipped'],
		['a new event', { event: eventOf({ stamp: null }) }, 'reserve'],
		['a new event where none are wanted', { event: eventOf({ stamp: null }) }, 'end skipped', { newEvents: false }],
		['a new event that may be there already', { event: eventOf({ stamp: null }) }, 'match', { match: true }],
		['a new event in a calendar of two types', { event: eventOf({ stamp: null, calendar: 'a2' }) }, 'end skipped'],
		['a new event in a calendar of nobody', { event: eventOf({ stamp: null, calendar: 'a-other' }) }, 'end skipped'],
		[
			'a new event with an id for its task',
			{ event: eventOf({ stamp: null }), reserved: '9' },
			'event update making offer:subject,notes,place,time,calendar',
		],
		['a copy of a linked event is a new one', { event: eventOf({ id: 'copy' }) }, 'reserve'],
		['an event of another system', { event: eventOf({ stamp: stampOf({ link: 'other/7' }) }) }, 'end skipped'],
		['a series', { event: eventOf({ leftAlone: 'It belongs to a series.' }), task: edited }, 'end skipped'],
		['a new event and the same task', { event: eventOf({ stamp: null }), task: taskOf() }, 'event update'],
	]);
});

describe('a task that is being made', () => {
	const all = { ...stampOf().base };
	check([
		[
			'the event says what it will be',
			{ event: eventOf({ stamp: noted(all, { base: {}, making: true }) }) },
			'task create',
		],
		[
			'the event was edited since',
			{ event: eventOf({ stamp: noted(all, { base: {}, making: true }), fields: { place: 'Wien' } }) },
			'event update making offer:subject,notes,place,time,calendar',
		],
		[
			'its calendar has no single owner any more',
			{ event: eventOf({ calendar: 'a2', stamp: noted(all, { base: {}, making: true }) }) },
			'end skipped',
		],
		[
			'its id was used for one that is gone',
			{ event: eventOf({ stamp: noted(all, { base: {}, making: true }) }), used: '7' },
			'event delete',
		],
		[
			'it is there, and nobody noted that yet',
			{ event: eventOf({ stamp: noted(all, { base: {}, making: true }) }), task: taskOf() },
			'event update',
		],
	]);
});

describe('both sides', () => {
	check([
		['in step', { task: taskOf(), event: eventOf() }, 'end unchanged'],
		['the task edited', { task: edited, event: eventOf() }, 'event update subject'],
		['the event edited', { task: taskOf(), event: moved }, 'event update offer:subject'],
		[
			'the event edited, and that noted',
			{ task: taskOf(), event: { ...moved, stamp: noted({ subject: '5d9d21ad6d6a0a4a' }) } },
			'event update offer:subject',
		],
		['both edited, the task wins', { task: edited, event: moved }, 'event update subject'],
		[
			'both edited, the event wins',
			{ task: edited, event: moved },
			'event update offer:subject',
			{ conflict: 'right' },
		],
		['both edited, nobody wins', { task: edited, event: moved }, 'end conflict', { conflict: 'ask' }],
		['both edited alike', { task: edited, event: eventOf({ fields: edited.fields }) }, 'event update'],
		[
			'both edited, the task is newer',
			{ task: { ...edited, editedAt: 2 }, event: { ...moved, editedAt: 1 } },
			'event update subject',
			{ conflict: 'newest' },
		],
		[
			'both edited, the event is newer',
			{ task: { ...edited, editedAt: 1 }, event: { ...moved, editedAt: 2 } },
			'event update offer:subject',
			{ conflict: 'newest' },
		],
		['both edited, no times', { task: edited, event: moved }, 'event update subject', { conflict: 'newest' }],
		[
			'a rule for one field',
			{ task: edited, event: moved },
			'event update offer:subject',
			{ fields: { subject: 'right' } },
		],
		['the task has no start any more', { task: taskOf({ fields: { time: '' } }), event: moved }, 'end skipped'],
		['the event is somebody else’s', { task: edited, event: eventOf({ readOnly: 'Locked.' }) }, 'end conflict'],
		['it shows something else', { task: taskOf({ shown: 'Colour: red' }), event: eventOf() }, 'event update'],
		['shown text was edited', { task: taskOf(), event: eventOf({ shown: 'Colour: blue' }) }, 'event update'],
	]);

	it('what only a fault of the settings hides is not decided', () => {
		expect(() => stepOf({ task: taskOf(), problem: new Error('No token.') })).toThrow('No token.');
	});
});

describe('moves', () => {
	check([
		[
			'the task to another calendar of the account',
			{ task: taskOf({ type: 'offer' }), event: eventOf() },
			'event move in a2',
		],
		['the task to another account', { task: taskOf({ operator: 'bob' }), event: eventOf() }, 'event create in b1'],
		[
			'the event to a calendar of one type',
			{ task: taskOf(), event: eventOf({ calendar: 'b1' }) },
			'event update offer:calendar',
		],
		[
			'the event to a calendar of two types: it goes back',
			{ task: taskOf(), event: eventOf({ calendar: 'a2' }) },
			'event move in a1',
		],
		[
			'both, and the calendar says whose it is',
			{ task: taskOf({ type: 'offer' }), event: eventOf({ calendar: 'b1' }) },
			'event update offer:calendar',
			{ fields: { calendar: 'right' } },
		],
		[
			'to another type of the same calendar',
			{ task: taskOf({ type: 'call' }), event: eventOf({ calendar: 'a2' }) },
			'event update',
		],
		['the type is synchronised no longer', { task: taskOf({ type: 'note' }), event: eventOf() }, 'event update going'],
		[
			'the type is synchronised no longer, second step',
			{ task: taskOf({ type: 'note' }), event: eventOf({ stamp: stampOf({ going: true }) }) },
			'event delete',
		],
		[
			'it is synchronised again',
			{ task: taskOf(), event: eventOf({ stamp: stampOf({ going: true }) }) },
			'event update',
		],
		[
			'no longer, but the event was edited',
			{ task: taskOf({ type: 'note' }), event: moved },
			'event update offer:subject',
		],
		[
			'no longer, and a conflict is open',
			{ task: { ...edited, type: 'note' }, event: moved },
			'end conflict',
			{ conflict: 'ask' },
		],
		[
			'no longer, and it is somebody else’s event',
			{ task: taskOf({ type: 'note' }), event: eventOf({ readOnly: 'Locked.' }) },
			'end skipped',
		],
	]);
});
